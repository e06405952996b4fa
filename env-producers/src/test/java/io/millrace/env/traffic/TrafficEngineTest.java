package io.millrace.env.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class TrafficEngineTest {

  private static final int LINK = 1;
  private static final double NONE = Double.NaN;

  /** A 270 m lane, a 60 m link and a 270 m lane; vehicles at t = 0, 3 and 6; one phase is red. */
  private static Scenario corridor() {
    String vehicle =
        """
        {"length": 5, "width": 2, "maxPosAcc": 2, "maxNegAcc": 4.5, "usualPosAcc": 2,
         "usualNegAcc": 4.5, "minGap": 2.5, "maxSpeed": 16.67, "headwayTime": 1.5}""";
    String roadnet =
        """
        {"intersections": [
          {"id": "west", "point": {"x": -300, "y": 0}, "width": 0, "virtual": true, "roads": ["in"]},
          {"id": "light", "point": {"x": 0, "y": 0}, "width": 30, "virtual": false,
           "roads": ["in", "out"],
           "roadLinks": [{"type": "go_straight", "startRoad": "in", "endRoad": "out",
             "laneLinks": [{"startLaneIndex": 0, "endLaneIndex": 0}]}],
           "trafficLight": {"roadLinkIndices": [0], "lightphases": [
             {"time": 35, "availableRoadLinks": []}, {"time": 30, "availableRoadLinks": [0]}]}},
          {"id": "east", "point": {"x": 300, "y": 0}, "width": 0, "virtual": true, "roads": ["out"]}],
         "roads": [
          {"id": "in", "startIntersection": "west", "endIntersection": "light",
           "points": [{"x": -300, "y": 0}, {"x": 0, "y": 0}],
           "lanes": [{"width": 4, "maxSpeed": 16.67}]},
          {"id": "out", "startIntersection": "light", "endIntersection": "east",
           "points": [{"x": 0, "y": 0}, {"x": 300, "y": 0}],
           "lanes": [{"width": 4, "maxSpeed": 16.67}]}]}""";
    String flow =
        "[{\"vehicle\": %s, \"route\": [\"in\", \"out\"], \"interval\": 3, \"startTime\": 0, \"endTime\": 6}]"
            .formatted(vehicle);
    return Scenario.parse("corridor", roadnet, flow);
  }

  /**
   * Values that the real CityFlow printed, from the environment's sheet; each row t, then of each
   * vehicle v, x and the index of its piece.
   */
  private static final double[][] TRACE = {
    {9, 16.67, 80.335, 0, 12, 36, 0, 6, 9, 0},
    {18, 13.891667, 228.975833, 0, 16.67, 180.355, 0, 16.67, 130.345, 0},
    {23, 2.222667, 268.150333, 0, 8.583074, 251.326537, 0, 16.67, 213.695, 0},
    {25, 0, 269.261667, 0, 1.448844, 261.528428, 0, 10.597597, 241.220465, 0},
    {28, 0, 269.261667, 0, 0, 261.761667, 0, 0, 254.261667, 0},
    {36, 2, 0.261667, LINK, 0, NONE, 0, 0, NONE, 0},
    {37, 4, 3.261667, LINK, 1.5, 262.511667, 0, 0, 254.261667, 0},
    {44, 16.67, 19.596667, 2, 15.125, 51.574167, LINK, 12, 20.261667, LINK},
    {50, 16.67, 119.616667, 2, 16.651094, 89.640026, 2, 16.67, 54.606667, 2},
  };

  @Test
  void step_threeVehiclesBeforeALight_followCityFlowsTrace() {
    TrafficEngine engine = new TrafficEngine(corridor(), 1);
    int compared = 0;
    for (double[] row : TRACE) {
      while (engine.time() < row[0]) {
        engine.stepByProgram();
      }
      for (int vehicle = 0; vehicle < 3; vehicle++) {
        double v = row[1 + 3 * vehicle];
        double x = row[2 + 3 * vehicle];
        assertThat(engine.vehicles.v[vehicle]).isCloseTo(v, within(1e-6));
        assertThat(engine.vehicles.at[vehicle]).isEqualTo((int) row[3 + 3 * vehicle]);
        if (!Double.isNaN(x)) {
          assertThat(engine.vehicles.x[vehicle]).isCloseTo(x, within(1e-6));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(25);
  }

  @Test
  void step_anyLights_keepsGapsAndCountsVehicles() {
    long seed = ThreadLocalRandom.current().nextLong(1L << 40);
    System.out.println("seed=" + seed);
    RandomSource random = new RandomSource(seed);
    TrafficEngine engine = new TrafficEngine(new GridScenario(3, 3, 600).scenario(), 1);
    int junctions = engine.junctions().size();
    for (int step = 0; step < 1500; step++) {
      for (int j = 0; j < junctions; j++) {
        if (step % 15 == 0) {
          engine.lights().set(j, random.nextInt(4));
        } else if (step % 15 == 10) {
          engine.lights().set(j, TrafficEngine.ALL_RED);
        }
      }
      engine.step();
      assertGaps(engine);
    }
    assertThat(engine.finished()).isPositive();
  }

  private static void assertGaps(TrafficEngine engine) {
    Vehicles vehicles = engine.vehicles;
    long present = 0;
    for (int piece = 0; piece < engine.lists.front.length; piece++) {
      for (int i = engine.lists.front[piece]; i >= 0; i = vehicles.behind[i]) {
        present++;
        if (vehicles.ahead[i] >= 0) {
          assertThat(vehicles.gap[i]).isGreaterThanOrEqualTo(-1e-9);
        }
      }
    }
    for (int lane = 0; lane < engine.lists.waitingFront.length; lane++) {
      present += engine.queued(lane);
    }
    assertThat(present).isEqualTo(engine.unfinished());
  }

  @Test
  void step_afterTheNetworkHasFilled_allocatesNothing() {
    TrafficEngine engine = new TrafficEngine(new GridScenario(2, 2, 900).scenario(), 1);
    for (int t = 0; t < 1800; t++) {
      engine.stepByProgram();
    }
    engine.clear();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    for (int t = 0; t < 1800; t++) {
      engine.stepByProgram();
    }
    // A call of the counter itself may allocate a little.
    assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(1000);
  }

  @Test
  void setState_inAnOverfullNetwork_continuesBitIdentically() {
    Scenario scenario = new GridScenario(2, 1, 900).scenario();
    TrafficEngine engine = new TrafficEngine(scenario, 1);
    for (int t = 0; t < 600; t++) {
      engine.lights().set(0, TrafficEngine.ALL_RED);
      engine.step();
    }
    int queued = 0;
    for (int lane = 0; lane < scenario.network().lanes(); lane++) {
      queued += engine.queued(lane);
    }
    assertThat(queued).isPositive();
    TrafficEngine other = new TrafficEngine(scenario, 1);
    other.setState(engine.state());
    engine.lights().set(0, 0);
    other.lights().set(0, 0);
    for (int t = 0; t < 300; t++) {
      engine.step();
      other.step();
    }
    assertThat(other.state()).isEqualTo(engine.state());
    assertThat(other.averageTravelTime()).isEqualTo(engine.averageTravelTime());
  }

  @Test
  void averageTravelTime_freeRoad_isCreationToTheStartOfTheLastStep() {
    TrafficEngine engine = new TrafficEngine(corridor(), 1);
    engine.lights().set(0, 1);
    for (int t = 0; t < 100; t++) {
      engine.step();
    }
    assertThat(engine.created()).isEqualTo(3);
    assertThat(engine.finished()).isEqualTo(3);
    // 600 m: 8 s to 16 m/s (64 m), 1 s to 16.67, then 519.665 / 16.67 = 31.17 s, so in the 41st
    // step.
    assertThat(engine.averageTravelTime()).isEqualTo(40);
  }

  @Test
  void step_untilTheEnd_emitsInclusively() {
    TrafficEngine engine = new TrafficEngine(corridor(), 1);
    for (int t = 0; t <= 6; t++) {
      assertThat(engine.created()).isEqualTo((t + 2) / 3);
      engine.step();
    }
    assertThat(engine.created()).isEqualTo(3);
    assertThat(corridor().demand(7, 1)).isEqualTo(3);
    assertThat(corridor().demand(6, 1)).isEqualTo(2);
  }
}
