package io.millrace.env.traffic;

import io.millrace.env.traffic.RoadNetwork.Junction;
import io.millrace.env.traffic.RoadNetwork.Link;
import io.millrace.env.traffic.RoadNetwork.Movement;
import io.millrace.env.traffic.RoadNetwork.Phase;
import io.millrace.env.traffic.RoadNetwork.Road;
import io.millrace.env.traffic.RoadNetwork.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads CityFlow's {@code roadnet.json}. A lane runs to the right of its road's line and is shorter
 * by the widths of the real intersections at its ends; a lane link without points of its own is a
 * cubic curve. Unknown fields, broken values and names that lead nowhere are refused.
 *
 * <p>Source of the format: cityflow-project/CityFlow, docs/source/roadnet.rst and
 * src/roadnet/roadnet.cpp, commit 81ee0f4.
 */
final class RoadNetworkReader {

  private static final double LEAST_REACH = 5;
  private static final Map<String, Turn> TURNS =
      Map.of("go_straight", Turn.STRAIGHT, "turn_left", Turn.LEFT, "turn_right", Turn.RIGHT);

  private record Intersection(double width, boolean virtual, int junction) {}

  private final List<JsonFields> intersectionFields;
  private final List<JsonFields> roadFields;

  private final Map<String, Intersection> intersections = new LinkedHashMap<>();
  private final Map<String, Integer> roadIndex = new LinkedHashMap<>();
  private final List<Road> roads = new ArrayList<>();
  private final List<Polyline> laneLines = new ArrayList<>();
  private final List<Double> laneSpeeds = new ArrayList<>();
  private final List<Integer> roadOfLane = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Junction> junctions = new ArrayList<>();

  private RoadNetworkReader(JsonFields file) {
    file.allowing("intersections", "roads");
    this.intersectionFields = file.field("intersections").list();
    this.roadFields = file.field("roads").list();
  }

  /**
   * Compiles a road network.
   *
   * @throws IllegalArgumentException that names file, path and value
   */
  static RoadNetwork read(JsonFields file) {
    RoadNetworkReader reader = new RoadNetworkReader(file);
    reader.intersectionFields.forEach(reader::readIntersection);
    reader.roadFields.forEach(reader::readRoad);
    reader.intersectionFields.forEach(reader::readJunction);
    return reader.compile();
  }

  private void readIntersection(JsonFields fields) {
    fields.allowing("id", "point", "width", "virtual", "roads", "roadLinks", "trafficLight");
    point(fields.field("point"));
    boolean virtual = fields.field("virtual").bool();
    double width = virtual ? 0 : fields.field("width").notNegative();
    int junction = virtual ? -1 : (int) real();
    String id = fields.field("id").text();
    if (intersections.put(id, new Intersection(width, virtual, junction)) != null) {
      throw fields.field("id").problem("an id that no other intersection has");
    }
  }

  private long real() {
    return intersections.values().stream().filter(i -> !i.virtual()).count();
  }

  private void readRoad(JsonFields fields) {
    fields.allowing("id", "startIntersection", "endIntersection", "points", "lanes");
    Intersection start = intersection(fields.field("startIntersection"));
    Intersection end = intersection(fields.field("endIntersection"));
    Polyline line = line(fields.field("points"));
    List<JsonFields> lanes = fields.field("lanes").list();
    if (lanes.isEmpty()) {
      throw fields.field("lanes").problem("at least one lane");
    }
    int road = roads.size();
    String id = fields.field("id").text();
    if (roadIndex.put(id, road) != null) {
      throw fields.field("id").problem("an id that no other road has");
    }
    if (line.length() <= start.width() + end.width()) {
      throw fields
          .field("points")
          .problem(
              "a road longer than the widths of its intersections, "
                  + (start.width() + end.width())
                  + " m,");
    }
    roads.add(new Road(id, laneLines.size(), lanes.size(), start.junction(), end.junction()));
    Polyline open = line.shortened(start.width(), end.width());
    double inner = 0;
    for (JsonFields lane : lanes) {
      lane.allowing("width", "maxSpeed");
      double width = lane.field("width").positive();
      laneLines.add(open.toTheRight(inner + width / 2));
      laneSpeeds.add(lane.field("maxSpeed").positive());
      roadOfLane.add(road);
      inner += width;
    }
  }

  private Intersection intersection(JsonFields name) {
    Intersection intersection = intersections.get(name.text());
    if (intersection == null) {
      throw name.problem("the id of an intersection");
    }
    return intersection;
  }

  private int road(JsonFields name) {
    Integer road = roadIndex.get(name.text());
    if (road == null) {
      throw name.problem("the id of a road");
    }
    return road;
  }

  private void readJunction(JsonFields fields) {
    fields.field("roads").list().forEach(this::road);
    if (fields.field("virtual").bool()) {
      return;
    }
    int junction = junctions.size();
    List<Movement> movements = new ArrayList<>();
    for (JsonFields link : fields.field("roadLinks").list()) {
      movements.add(readMovement(link, junction, movements.size()));
    }
    List<Phase> phases = readPhases(fields.field("trafficLight"), movements.size());
    junctions.add(new Junction(fields.field("id").text(), List.copyOf(movements), phases));
  }

  private Movement readMovement(JsonFields fields, int junction, int index) {
    fields.allowing("type", "startRoad", "endRoad", "direction", "laneLinks");
    Turn turn = TURNS.get(fields.field("type").text());
    if (turn == null) {
      throw fields.field("type").problem("go_straight, turn_left or turn_right");
    }
    Movement movement =
        new Movement(turn, road(fields.field("startRoad")), road(fields.field("endRoad")));
    if (roads.get(movement.startRoad()).endJunction() != junction) {
      throw fields.field("startRoad").problem("a road that ends at this intersection");
    }
    if (roads.get(movement.endRoad()).startJunction() != junction) {
      throw fields.field("endRoad").problem("a road that starts at this intersection");
    }
    for (JsonFields link : fields.field("laneLinks").list()) {
      readLink(link, junction, index, movement);
    }
    return movement;
  }

  private void readLink(JsonFields fields, int junction, int index, Movement movement) {
    fields.allowing("startLaneIndex", "endLaneIndex", "points");
    int start = lane(fields.field("startLaneIndex"), movement.startRoad());
    int end = lane(fields.field("endLaneIndex"), movement.endRoad());
    boolean drawn = fields.has("points") && !fields.field("points").list().isEmpty();
    Polyline line = drawn ? line(fields.field("points")) : curve(start, end);
    links.add(new Link(start, end, junction, index, movement.turn(), line));
  }

  private int lane(JsonFields index, int road) {
    return roads.get(road).firstLane() + index.index(roads.get(road).lanes());
  }

  private Polyline curve(int startLane, int endLane) {
    Polyline start = laneLines.get(startLane);
    Polyline end = laneLines.get(endLane);
    double reach = Math.max(LEAST_REACH, end.start().minus(start.end()).length() / 2);
    return Polyline.curve(
        start.end(), start.endDirection(), end.start(), end.startDirection(), reach);
  }

  private static List<Phase> readPhases(JsonFields light, int movements) {
    light.allowing("roadLinkIndices", "lightphases");
    List<Phase> phases = new ArrayList<>();
    for (JsonFields fields : light.field("lightphases").list()) {
      fields.allowing("time", "availableRoadLinks");
      boolean[] open = new boolean[movements];
      for (JsonFields index : fields.field("availableRoadLinks").list()) {
        open[index.index(movements)] = true;
      }
      phases.add(new Phase(fields.field("time").positive(), open));
    }
    if (phases.isEmpty()) {
      throw light.field("lightphases").problem("at least one phase");
    }
    return List.copyOf(phases);
  }

  private static Polyline line(JsonFields fields) {
    List<Point> points = new ArrayList<>();
    for (JsonFields point : fields.list()) {
      Point next = point(point);
      if (!points.isEmpty() && points.get(points.size() - 1).equals(next)) {
        throw point.problem("a point that is not the one before");
      }
      points.add(next);
    }
    if (points.size() < 2) {
      throw fields.problem("at least two points");
    }
    return new Polyline(points);
  }

  private static Point point(JsonFields fields) {
    fields.allowing("x", "y");
    return new Point(fields.field("x").number(), fields.field("y").number());
  }

  private RoadNetwork compile() {
    int lanes = laneLines.size();
    double[] length = new double[lanes + links.size()];
    double[] maxSpeed = new double[length.length];
    List<List<Integer>> leaving = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      length[lane] = laneLines.get(lane).length();
      maxSpeed[lane] = laneSpeeds.get(lane);
      leaving.add(new ArrayList<>());
    }
    for (int i = 0; i < links.size(); i++) {
      length[lanes + i] = links.get(i).line().length();
      maxSpeed[lanes + i] = Double.POSITIVE_INFINITY;
      leaving.get(links.get(i).startLane()).add(lanes + i);
    }
    return new RoadNetwork(
        List.copyOf(roads),
        List.copyOf(junctions),
        lanes,
        List.copyOf(laneLines),
        length,
        maxSpeed,
        roadOfLane.stream().mapToInt(Integer::intValue).toArray(),
        leaving.stream()
            .map(l -> l.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new),
        List.copyOf(links));
  }
}
