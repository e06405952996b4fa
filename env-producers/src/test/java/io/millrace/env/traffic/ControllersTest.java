package io.millrace.env.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures of the real CityFlow on one intersection over 1800 s, from the environment's sheet. */
class ControllersTest {

  private static final CityFlow.Options OPTIONS =
      CityFlow.Options.ofGrid("1x1", TrafficReward.QUEUE);

  static Stream<Arguments> goldens() {
    return Stream.of(
        Arguments.of(new FixedTime(35), 143.6160, 45.4444, 155),
        Arguments.of(new LongestQueue(), 86.4943, 23.2972, 122),
        Arguments.of(new MostVehicles(), 83.7424, 22.2267, 124),
        Arguments.of(new MaxPressure(), 81.6939, 21.0906, 125));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void play_oneIntersection_matchesCityFlowToThePrintedDigits(
      SignalController controller, double travelTime, double waiting, int decisions) {
    ControlledTraffic.Figures figures =
        ControlledTraffic.play(OPTIONS.scenario(), controller, OPTIONS);
    assertThat(figures.averageTravelTime()).isCloseTo(travelTime, within(5e-5));
    assertThat(figures.meanWaiting()).isCloseTo(waiting, within(5.1e-5));
    assertThat(figures.decisions()).isEqualTo(decisions);
  }

  @Test
  void oneIntersection_lengths_areTheSheets() {
    RoadNetwork network = OPTIONS.scenario().network();
    for (int lane = 0; lane < network.lanes(); lane++) {
      assertThat(network.length()[lane]).isCloseTo(270, within(1e-9));
    }
    assertThat(network.length()[link(network, "road_0_1_0", "road_1_1_0", 1)])
        .isCloseTo(60, within(1e-9));
    assertThat(network.length()[link(network, "road_0_1_0", "road_1_1_1", 0)])
        .isCloseTo(47.28835, within(1e-5));
  }

  private static int link(RoadNetwork network, String from, String to, int lane) {
    int start = network.roads().get(network.road(from)).firstLane() + lane;
    int end = network.roads().get(network.road(to)).firstLane() + lane;
    for (int link : network.linksOfLane()[start]) {
      if (network.link(link).endLane() == end) {
        return link;
      }
    }
    throw new AssertionError("no link from " + from + " to " + to);
  }
}
