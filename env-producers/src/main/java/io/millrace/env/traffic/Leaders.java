package io.millrace.env.traffic;

import static io.millrace.env.traffic.TrafficEngine.NOBODY;

/**
 * Finds whom a vehicle follows: the one ahead on its piece, else the last one on the first piece of
 * its path that holds any, as far as it can see. On lane links those of all links from the same
 * lane count, and the smallest gap wins.
 */
final class Leaders {

  private final RoadNetwork network;
  private final Vehicles vehicles;
  private final VehicleLists lists;
  private final int[][] siblings;

  Leaders(RoadNetwork network, Vehicles vehicles, VehicleLists lists) {
    this.network = network;
    this.vehicles = vehicles;
    this.lists = lists;
    this.siblings =
        network.links().stream()
            .map(link -> network.linksOfLane()[link.startLane()])
            .toArray(int[][]::new);
  }

  /** Notes a vehicle's leader, or that it has none, and the gap. */
  void find(int i) {
    int leader = vehicles.ahead[i];
    vehicles.leader[i] = leader;
    if (leader != NOBODY) {
      vehicles.gap[i] = vehicles.x[leader] - vehicles.type[leader].length() - vehicles.x[i];
      return;
    }
    int[] path = vehicles.path[i];
    int at = vehicles.at[i];
    double distance = network.length()[path[at]] - vehicles.x[i];
    for (int next = at + 1; next < path.length; next++) {
      if (lookInto(i, path[next], distance)) {
        return;
      }
      distance += network.length()[path[next]];
      if (distance > vehicles.sight[i]) {
        return;
      }
    }
  }

  private boolean lookInto(int i, int piece, double distance) {
    if (network.isLane(piece)) {
      follow(i, lists.back[piece], distance);
    } else {
      for (int link : siblings[piece - network.lanes()]) {
        follow(i, lists.back[link], distance);
      }
    }
    return vehicles.leader[i] != NOBODY;
  }

  /** Takes a candidate as leader if it is nearer than the one so far. */
  private void follow(int i, int candidate, double distance) {
    if (candidate == NOBODY) {
      return;
    }
    double gap = distance + vehicles.x[candidate] - vehicles.type[candidate].length();
    if (vehicles.leader[i] == NOBODY || gap < vehicles.gap[i]) {
      vehicles.leader[i] = candidate;
      vehicles.gap[i] = gap;
    }
  }
}
