package io.millrace.env.traffic;

import io.millrace.env.traffic.RoadNetwork.Movement;
import io.millrace.env.traffic.RoadNetwork.Road;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds the way of a vehicle, as CityFlow does: roads that are not neighbors are joined by a
 * shortest path; then lane by lane the link whose end lane has the nearest index, of those whose
 * end lane leads on. Vehicles never change lanes.
 *
 * <p>Source: cityflow-project/CityFlow, src/vehicle/router.cpp, commit 81ee0f4. Ours: CityFlow
 * draws the first lane at random of those that lead to the second road; here the vehicles of a flow
 * take them in turn, and a lane from which the route cannot be finished is left out.
 */
final class Router {

  private final RoadNetwork network;

  Router(RoadNetwork network) {
    this.network = network;
  }

  /**
   * Every road of a route through these roads.
   *
   * @return null where there is no way
   */
  List<Integer> roads(List<Integer> through) {
    List<Integer> route = new ArrayList<>();
    route.add(through.get(0));
    for (int i = 1; i < through.size(); i++) {
      if (through.get(i).equals(through.get(i - 1))) {
        continue;
      }
      List<Integer> way = shortest(through.get(i - 1), through.get(i));
      if (way == null) {
        return null;
      }
      route.addAll(way);
    }
    return route;
  }

  /** The roads after {@code from}, up to {@code to}; null where there is no way. */
  private List<Integer> shortest(int from, int to) {
    double[] distance = new double[network.roads().size()];
    int[] before = new int[distance.length];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    distance[from] = 0;
    record Candidate(int road, double distance) {}
    PriorityQueue<Candidate> open =
        new PriorityQueue<>(
            Comparator.comparingDouble(Candidate::distance).thenComparing(Candidate::road));
    open.add(new Candidate(from, 0));
    while (!open.isEmpty()) {
      Candidate nearest = open.remove();
      if (nearest.road() == to) {
        return backwards(before, from, to);
      }
      if (nearest.distance() > distance[nearest.road()]) {
        continue;
      }
      for (int next : following(nearest.road())) {
        double reached = nearest.distance() + meanLength(network.roads().get(next));
        if (reached < distance[next]) {
          distance[next] = reached;
          before[next] = nearest.road();
          open.add(new Candidate(next, reached));
        }
      }
    }
    return null;
  }

  private static List<Integer> backwards(int[] before, int from, int to) {
    Deque<Integer> way = new ArrayDeque<>();
    for (int road = to; road != from; road = before[road]) {
      way.addFirst(road);
    }
    return List.copyOf(way);
  }

  private List<Integer> following(int road) {
    int junction = network.roads().get(road).endJunction();
    if (junction < 0) {
      return List.of();
    }
    return network.junctions().get(junction).movements().stream()
        .filter(movement -> movement.startRoad() == road)
        .map(Movement::endRoad)
        .toList();
  }

  private double meanLength(Road road) {
    double sum = 0;
    for (int lane = road.firstLane(); lane < road.firstLane() + road.lanes(); lane++) {
      sum += network.length()[lane];
    }
    return sum / road.lanes();
  }

  /** The pieces of a route from each first lane from which it can be driven to its end. */
  int[][] paths(List<Integer> route) {
    Road first = network.roads().get(route.get(0));
    List<int[]> paths = new ArrayList<>();
    for (int lane = first.firstLane(); lane < first.firstLane() + first.lanes(); lane++) {
      int[] path = path(lane, route);
      if (path != null) {
        paths.add(path);
      }
    }
    return paths.toArray(int[][]::new);
  }

  private int[] path(int firstLane, List<Integer> route) {
    int[] path = new int[2 * route.size() - 1];
    path[0] = firstLane;
    for (int i = 1; i < route.size(); i++) {
      int after = i + 1 < route.size() ? route.get(i + 1) : -1;
      int link = nearest(path[2 * i - 2], route.get(i), after);
      if (link < 0) {
        return null;
      }
      path[2 * i - 1] = link;
      path[2 * i] = network.link(link).endLane();
    }
    return path;
  }

  /** The link to a road whose end lane leads on and has the index nearest to this lane's. */
  private int nearest(int lane, int road, int after) {
    int index = lane - network.roads().get(network.roadOfLane()[lane]).firstLane();
    int best = -1;
    int least = Integer.MAX_VALUE;
    for (int link : network.linksOfLane()[lane]) {
      int end = network.link(link).endLane();
      int away = Math.abs(end - network.roads().get(road).firstLane() - index);
      if (network.roadOfLane()[end] == road && leadsTo(end, after) && away < least) {
        best = link;
        least = away;
      }
    }
    return best;
  }

  private boolean leadsTo(int lane, int road) {
    if (road < 0) {
      return true;
    }
    for (int link : network.linksOfLane()[lane]) {
      if (network.roadOfLane()[network.link(link).endLane()] == road) {
        return true;
      }
    }
    return false;
  }
}
