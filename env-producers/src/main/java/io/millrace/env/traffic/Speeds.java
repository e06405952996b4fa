package io.millrace.env.traffic;

import static io.millrace.env.traffic.TrafficEngine.NOBODY;

import io.millrace.env.traffic.RoadNetwork.Link;
import java.util.List;
import java.util.stream.IntStream;

/** What everything around a vehicle allows it to drive in the next step. */
final class Speeds {

  private static final double TURN_SPEED = 8.3333;
  private static final double FLOWING = 2;

  private final RoadNetwork network;
  private final Vehicles vehicles;
  private final VehicleLists lists;
  private final Lights lights;
  private final double h;
  private final int[] linkEnd;
  private final boolean[] linkTurns;
  private final int[][] merging;

  Speeds(RoadNetwork network, Vehicles vehicles, VehicleLists lists, Lights lights, double h) {
    this.network = network;
    this.vehicles = vehicles;
    this.lists = lists;
    this.lights = lights;
    this.h = h;
    List<Link> links = network.links();
    this.linkEnd = links.stream().mapToInt(Link::endLane).toArray();
    this.linkTurns = new boolean[links.size()];
    this.merging = new int[links.size()][];
    for (int i = 0; i < links.size(); i++) {
      linkTurns[i] = links.get(i).turn() != RoadNetwork.Turn.STRAIGHT;
      merging[i] = merging(links.get(i));
    }
  }

  /** Links from other lanes that end where this one does. */
  private int[] merging(Link link) {
    return IntStream.range(network.lanes(), network.pieces())
        .filter(
            piece ->
                network.link(piece).endLane() == link.endLane()
                    && network.link(piece).startLane() != link.startLane())
        .toArray();
  }

  /**
   * The speed after the next step; below 0 where the vehicle stops in the middle of it.
   *
   * @param piece where it is
   */
  double next(int i, int piece) {
    VehicleType self = vehicles.type[i];
    double v0 = vehicles.v[i];
    double faster = Math.min(self.maxSpeed(), v0 + self.maxPosAcc() * h);
    double v = Math.min(faster, network.maxSpeed()[piece]);
    int leader = vehicles.leader[i];
    if (leader != NOBODY) {
      double follow =
          CarFollowing.carFollow(
              vehicles.type[leader], vehicles.v[leader], self, v0, vehicles.gap[i], h);
      v = Math.min(v, follow);
    }
    int next = vehicles.at[i] + 1;
    if (network.isLane(piece) && next < vehicles.path[i].length) {
      double remaining = network.length()[piece] - vehicles.x[i];
      if (remaining <= vehicles.sight[i]) {
        v = Math.min(v, beforeLink(self, v0, remaining, vehicles.path[i][next]));
      }
    }
    return Math.max(v, v0 - self.maxNegAcc() * h);
  }

  /** The intersection rule. */
  private double beforeLink(VehicleType self, double v0, double remaining, int piece) {
    int link = piece - network.lanes();
    boolean closed = !lights.green(link) || !canEnter(linkEnd[link], self) || merges(link);
    if (closed && CarFollowing.canStop(self, v0, remaining)) {
      return CarFollowing.stopBefore(self, v0, remaining, h);
    }
    return linkTurns[link] ? TURN_SPEED : self.maxSpeed();
  }

  private boolean canEnter(int lane, VehicleType self) {
    int last = lists.back[lane];
    return last == NOBODY
        || vehicles.x[last] > vehicles.type[last].length() + self.length()
        || vehicles.v[last] >= FLOWING;
  }

  private boolean merges(int link) {
    for (int other : merging[link]) {
      if (lists.front[other] != NOBODY) {
        return true;
      }
    }
    return false;
  }
}
