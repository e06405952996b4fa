package io.millrace.env.traffic;

import java.util.List;

/**
 * A road network, compiled: lanes and lane links are pieces, numbered from 0, lanes first.
 * Immutable by agreement; whoever gets an array leaves it as it is.
 *
 * @param roads in the order of the file
 * @param junctions the intersections that have lights
 * @param lanes how many of the pieces are lanes
 * @param laneLines [lanes], where they lie, in the direction of travel
 * @param length [pieces], m
 * @param maxSpeed [pieces], m/s; a lane link has no limit of its own
 * @param roadOfLane [lanes]
 * @param linksOfLane [lanes][links that leave it]
 * @param links [pieces - lanes], what is known of piece {@code lanes + i}
 */
record RoadNetwork(
    List<Road> roads,
    List<Junction> junctions,
    int lanes,
    List<Polyline> laneLines,
    double[] length,
    double[] maxSpeed,
    int[] roadOfLane,
    int[][] linksOfLane,
    List<Link> links) {

  /** Which way a movement goes. */
  enum Turn {
    STRAIGHT,
    LEFT,
    RIGHT
  }

  /**
   * A road of parallel lanes.
   *
   * @param lanes how many; they are the pieces from {@code firstLane}
   * @param startJunction of its first intersection; -1 where that has no light
   * @param endJunction of its last intersection; -1 where that has no light
   */
  record Road(String id, int firstLane, int lanes, int startJunction, int endJunction) {}

  /**
   * A lane link: the way of a vehicle through a junction.
   *
   * @param movement index in its junction; what a phase opens
   */
  record Link(int startLane, int endLane, int junction, int movement, Turn turn, Polyline line) {}

  /** Everything that goes from one road to another. */
  record Movement(Turn turn, int startRoad, int endRoad) {}

  /**
   * One phase of a light.
   *
   * @param open [movements]
   */
  record Phase(double seconds, boolean[] open) {

    /** Whether the other phase opens all that this one does. */
    boolean within(Phase other) {
      for (int m = 0; m < open.length; m++) {
        if (open[m] && !other.open[m]) {
          return false;
        }
      }
      return true;
    }
  }

  /** An intersection with a light. */
  record Junction(String id, List<Movement> movements, List<Phase> phases) {}

  int pieces() {
    return length.length;
  }

  Link link(int piece) {
    return links.get(piece - lanes);
  }

  boolean isLane(int piece) {
    return piece < lanes;
  }

  /** The index of a road; -1 where there is none of this id. */
  int road(String id) {
    for (int r = 0; r < roads.size(); r++) {
      if (roads.get(r).id().equals(id)) {
        return r;
      }
    }
    return -1;
  }
}
