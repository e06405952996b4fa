package io.millrace.env.traffic;

import io.millrace.env.traffic.RoadNetwork.Junction;
import io.millrace.env.traffic.RoadNetwork.Link;
import io.millrace.env.traffic.RoadNetwork.Phase;
import io.millrace.env.traffic.RoadNetwork.Road;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A light that somebody controls: a junction with at least two green groups.
 *
 * <p>A green group is a phase whose links no other phase opens all of; of phases that open the same
 * the first counts. So the phases with which CityFlow's files clear a junction, where only right
 * turns may go, are no choices.
 *
 * @param phases [groups], the phase of each group
 * @param incoming the lanes that lead to the junction
 * @param ways [groups], the ways that a group opens and not every group does
 */
public record Signal(String id, int junction, int[] phases, int[] incoming, Way[][] ways) {

  /**
   * From a lane to a road.
   *
   * @param lane the incoming lane
   * @param firstLane of the outgoing road
   * @param lanes of the outgoing road
   */
  record Way(int lane, int firstLane, int lanes) {

    /** Vehicles on the outgoing road, per lane. */
    double occupancy(TrafficEngine traffic) {
      int vehicles = 0;
      for (int l = firstLane; l < firstLane + lanes; l++) {
        vehicles += traffic.vehicles(l);
      }
      return vehicles / (double) lanes;
    }
  }

  /** The signals of a network, in the order of its file. */
  static List<Signal> of(RoadNetwork network) {
    List<Signal> signals = new ArrayList<>();
    for (int j = 0; j < network.junctions().size(); j++) {
      int[] phases = groups(network.junctions().get(j).phases());
      if (phases.length >= 2) {
        signals.add(signal(network, j, phases));
      }
    }
    return List.copyOf(signals);
  }

  private static int[] groups(List<Phase> phases) {
    return IntStream.range(0, phases.size()).filter(p -> isGroup(phases, p)).toArray();
  }

  private static boolean isGroup(List<Phase> phases, int p) {
    for (int q = 0; q < phases.size(); q++) {
      boolean within = phases.get(p).within(phases.get(q));
      boolean same = within && phases.get(q).within(phases.get(p));
      if (q != p && within && (!same || q < p)) {
        return false;
      }
    }
    return true;
  }

  private static Signal signal(RoadNetwork network, int j, int[] phases) {
    Junction junction = network.junctions().get(j);
    List<Link> links = network.links().stream().filter(link -> link.junction() == j).toList();
    int[] incoming =
        network.roads().stream()
            .filter(road -> road.endJunction() == j)
            .flatMapToInt(
                road -> IntStream.range(road.firstLane(), road.firstLane() + road.lanes()))
            .toArray();
    Way[][] ways = new Way[phases.length][];
    for (int g = 0; g < phases.length; g++) {
      boolean[] open = junction.phases().get(phases[g]).open();
      ways[g] =
          links.stream()
              .filter(link -> open[link.movement()] && !alwaysOpen(junction, phases, link))
              .map(link -> way(network, link))
              .distinct()
              .toArray(Way[]::new);
    }
    return new Signal(junction.id(), j, phases, incoming, ways);
  }

  private static boolean alwaysOpen(Junction junction, int[] phases, Link link) {
    return Arrays.stream(phases).allMatch(p -> junction.phases().get(p).open()[link.movement()]);
  }

  private static Way way(RoadNetwork network, Link link) {
    Road road = network.roads().get(network.roadOfLane()[link.endLane()]);
    return new Way(link.startLane(), road.firstLane(), road.lanes());
  }

  /** The incoming lanes that a group opens. */
  IntStream incomingOf(int group) {
    return Arrays.stream(ways[group]).mapToInt(Way::lane).distinct();
  }

  /** How many green groups there are. */
  public int groups() {
    return phases.length;
  }
}
