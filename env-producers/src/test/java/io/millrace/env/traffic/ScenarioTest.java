package io.millrace.env.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CityFlow's files may say, and what is refused. */
class ScenarioTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final GridScenario GRID = new GridScenario(1, 1, 1800);

  private static JsonNode roadnet() {
    return tree(GRID.roadnet());
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Scenario parse(JsonNode roadnet, JsonNode flow) {
    return Scenario.parse("x", roadnet.toString(), flow.toString());
  }

  /** Replaces the value at a JSON pointer; "-" takes it out. */
  private static JsonNode changed(String text, String pointer, String value) {
    JsonNode root = tree(text);
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = root.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(name), tree(value));
    } else if (value.equals("-")) {
      ((ObjectNode) parent).remove(name);
    } else {
      ((ObjectNode) parent).set(name, tree(value));
    }
    return root;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/roads/0/color | \"red\" | path=/roads/0/color value=\"red\"",
        "/roads/0/id | - | a field \"id\", file=x/roadnet.json path=/roads/0",
        "/roads/0/lanes | [] | path=/roads/0/lanes value=[]",
        "/roads/0/lanes/1/maxSpeed | 0 | path=/roads/0/lanes/1/maxSpeed value=0",
        "/roads/0/lanes/1/width | \"wide\" | path=/roads/0/lanes/1/width value=\"wide\"",
        "/roads/0/endIntersection | \"nowhere\" | path=/roads/0/endIntersection value=\"nowhere\"",
        "/roads/1/id | \"road_1_0_1\" | an id that no other road has",
        "/roads/0/points/1 | {\"x\": 0, \"y\": -299} | a road longer than the widths",
        "/intersections/2/virtual | 1 | path=/intersections/2/virtual value=1",
        "/intersections/2/roadLinks/0/type | \"u_turn\" | path=/intersections/2/roadLinks/0/type",
        "/intersections/2/roadLinks/0/laneLinks/0/endLaneIndex | 3 | a whole number from 0 to 2",
        "/intersections/2/roadLinks/0/endRoad | \"road_0_1_0\" | a road that starts at this",
        "/intersections/2/trafficLight/lightphases/0/availableRoadLinks | [12] | value=12",
        "/intersections/2/trafficLight/lightphases | [] | at least one phase",
      })
  void parse_brokenRoadnet_namesFilePathAndValue(String pointer, String value, String problem) {
    assertThatThrownBy(() -> parse(changed(GRID.roadnet(), pointer, value), tree(GRID.flow())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file=x/roadnet.json")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/0/vehicle/colour | 1 | path=/0/vehicle/colour value=1",
        "/0/vehicle/maxSpeed | -3 | path=/0/vehicle/maxSpeed value=-3",
        "/0/vehicle/minGap | - | a field \"minGap\"",
        "/0/interval | 0 | path=/0/interval value=0",
        "/0/endTime | -2 | path=/0/endTime value=-2",
        "/0/route | [] | path=/0/route value=[]",
        "/0/route/1 | \"road_9_9_9\" | path=/0/route/1 value=\"road_9_9_9\"",
        "/0/route | [\"road_1_1_0\", \"road_0_1_0\"] | roads that movements connect",
      })
  void parse_brokenFlow_namesFilePathAndValue(String pointer, String value, String problem) {
    assertThatThrownBy(() -> parse(roadnet(), changed(GRID.flow(), pointer, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file=x/flow.json")
        .hasMessageContaining(problem);
  }

  @Test
  void parse_noJson_namesFile() {
    assertThatThrownBy(() -> Scenario.parse("x", "{", "[]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected JSON, file=x/roadnet.json");
  }

  @Test
  void read_missingFile_namesIt(@org.junit.jupiter.api.io.TempDir Path folder) {
    Path missing = folder.resolve("roadnet.json");
    assertThatThrownBy(() -> Scenario.read(missing, missing))
        .isInstanceOf(java.io.UncheckedIOException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void parse_phaseWithCrossingLinks_refusedWithBoth() {
    JsonNode roadnet =
        changed(
            GRID.roadnet(),
            "/intersections/2/trafficLight/lightphases/0/availableRoadLinks",
            "[0, 1, 6, 7]");
    assertThatThrownBy(() -> parse(roadnet, tree(GRID.flow())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("intersection=intersection_1_1 phase=0")
        .hasMessageContaining("road_0_1_0[0] to road_1_1_1[0]")
        .hasMessageContaining("road_2_1_2[1] to road_1_1_2[1]");
  }

  @Test
  void parse_crossingLinksThatNoFlowUses_areFine() {
    JsonNode roadnet =
        changed(
            GRID.roadnet(),
            "/intersections/2/trafficLight/lightphases/0/availableRoadLinks",
            "[0, 1, 6, 7]");
    ArrayNode flow = JSON.createArrayNode().add(tree(GRID.flow()).get(0));
    assertThat(parse(roadnet, flow).flows()).hasSize(1);
  }

  @Test
  void parse_linkWithoutPoints_isACurveOfHalfTheDistance() {
    JsonNode roadnet =
        changed(GRID.roadnet(), "/intersections/2/roadLinks/0/laneLinks/0/points", "-");
    RoadNetwork network = parse(roadnet, tree(GRID.flow())).network();
    // From (-30, -2) to (2, 30) with inner points at half of 45.25 m; the length, by an independent
    // program, of its ten segments.
    assertThat(network.length()[network.lanes()]).isCloseTo(52.51712502831801, within(1e-9));
  }

  @Test
  void parse_noteInARoad_isFree() {
    JsonNode roadnet = changed(GRID.roadnet(), "/roads/0/_compass_angle", "90");
    assertThat(parse(roadnet, tree(GRID.flow())).flows()).hasSize(8);
  }

  @Test
  void route_ofEndsAlone_isJoinedByTheShortestPath() {
    GridScenario grid = new GridScenario(3, 1, 600);
    JsonNode flow = changed(grid.flow(), "/0/route", "[\"road_0_1_0\", \"road_3_1_0\"]");
    Scenario scenario = Scenario.parse("x", grid.roadnet(), flow.toString());
    assertThat(roads(scenario, 0))
        .containsExactly("road_0_1_0", "road_1_1_0", "road_2_1_0", "road_3_1_0");
  }

  /** Straight on, and left at the next: the lane of the first link is that of the second. */
  @Test
  void route_withATurnLater_arrivesInTheLaneThatTurns() {
    Scenario scenario = new GridScenario(3, 3, 600).scenario();
    for (Flow flow : scenario.flows()) {
      for (int[] path : flow.paths()) {
        for (int k = 1; k < path.length; k += 2) {
          RoadNetwork.Link link = scenario.network().link(path[k]);
          assertThat(link.startLane()).isEqualTo(path[k - 1]);
          assertThat(link.endLane()).isEqualTo(path[k + 1]);
        }
      }
    }
    assertThat(scenario.flows()).hasSize(24);
  }

  private static List<String> roads(Scenario scenario, int flow) {
    List<String> names = new ArrayList<>();
    for (int piece : scenario.flows().get(flow).paths()[0]) {
      if (scenario.network().isLane(piece)) {
        int road = scenario.network().roadOfLane()[piece];
        names.add(scenario.network().roads().get(road).id());
      }
    }
    return names;
  }

  @Test
  void signal_ofTheGrid_hasFourGroupsAndNotTheClearingPhase() {
    List<Signal> signals = Signal.of(GRID.scenario().network());
    assertThat(signals).hasSize(1);
    assertThat(signals.get(0).phases()).containsExactly(0, 1, 2, 3);
    assertThat(signals.get(0).incoming()).hasSize(12);
    assertThat(signals.get(0).ways()[0]).hasSize(2);
  }

  @Test
  void demand_ofTheGrid_isWhatTheEngineCreates() {
    TrafficEngine engine = new TrafficEngine(GRID.scenario(), 1);
    for (int t = 0; t < 1800; t++) {
      engine.step();
    }
    assertThat(engine.created()).isEqualTo(GRID.scenario().demand(1800, 1)).isEqualTo(1052);
  }
}
