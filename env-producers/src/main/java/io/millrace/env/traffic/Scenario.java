package io.millrace.env.traffic;

import io.millrace.env.traffic.RoadNetwork.Junction;
import io.millrace.env.traffic.RoadNetwork.Link;
import io.millrace.env.traffic.RoadNetwork.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * A road network and the traffic on it. Immutable by agreement.
 *
 * @param name for messages
 */
public record Scenario(String name, RoadNetwork network, List<Flow> flows) {

  /**
   * Reads CityFlow's files.
   *
   * @throws IllegalArgumentException that names file, path and value; or the light and the phase
   *     that open two lane links which cross and which the flows use
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static Scenario read(Path roadnet, Path flow) {
    return of(roadnet + ", " + flow, JsonFields.read(roadnet), JsonFields.read(flow));
  }

  /** The same of two texts, which messages call {@code NAME/roadnet.json} and so on. */
  static Scenario parse(String name, String roadnet, String flow) {
    return of(
        name,
        JsonFields.parse(name + "/roadnet.json", roadnet),
        JsonFields.parse(name + "/flow.json", flow));
  }

  private static Scenario of(String name, JsonFields roadnet, JsonFields flow) {
    RoadNetwork network = RoadNetworkReader.read(roadnet);
    Scenario scenario = new Scenario(name, network, FlowReader.read(flow, network));
    scenario.checkConflicts();
    return scenario;
  }

  /**
   * Refuses phases that open crossing links: vehicles here never give way to each other. Links that
   * no flow uses harm nobody.
   */
  private void checkConflicts() {
    TreeSet<Integer> used = new TreeSet<>();
    for (Flow flow : flows) {
      for (int[] path : flow.paths()) {
        for (int piece : path) {
          if (!network.isLane(piece)) {
            used.add(piece);
          }
        }
      }
    }
    for (int first : used) {
      for (int second : used.tailSet(first, false)) {
        checkPair(network.link(first), network.link(second));
      }
    }
  }

  private void checkPair(Link first, Link second) {
    if (first.junction() != second.junction()
        || first.startLane() == second.startLane()
        || !first.line().meets(second.line())) {
      return;
    }
    Junction junction = network.junctions().get(first.junction());
    for (int p = 0; p < junction.phases().size(); p++) {
      Phase phase = junction.phases().get(p);
      if (phase.open()[first.movement()] && phase.open()[second.movement()]) {
        throw new IllegalArgumentException(
            "expected phases that open no crossing lane links, scenario="
                + name
                + " intersection="
                + junction.id()
                + " phase="
                + p
                + " links="
                + describe(first)
                + " and "
                + describe(second));
      }
    }
  }

  private String describe(Link link) {
    return lane(link.startLane()) + " to " + lane(link.endLane());
  }

  private String lane(int lane) {
    RoadNetwork.Road road = network.roads().get(network.roadOfLane()[lane]);
    return road.id() + "[" + (lane - road.firstLane()) + "]";
  }

  /** Vehicles that come before this time, if everything runs as the flows say. */
  long demand(double seconds, double step) {
    long vehicles = 0;
    for (Flow flow : flows) {
      double clock = flow.interval();
      for (long k = 0; k * step < seconds; k++) {
        double time = k * step;
        if (time >= flow.startTime() && time <= flow.endTime()) {
          while (clock >= flow.interval()) {
            vehicles++;
            clock -= flow.interval();
          }
          clock += step;
        }
      }
    }
    return vehicles;
  }
}
