package io.millrace.env.traffic;

import io.millrace.env.traffic.RoadNetwork.Junction;
import io.millrace.env.traffic.RoadNetwork.Link;
import java.util.List;
import java.util.stream.IntStream;

/** Which phase each junction is in, and so which lane links are open. */
public final class Lights {

  private final List<Junction> junctions;
  private final int[][] linksOfJunction;
  private final int[] movementOfLink;
  private final int[] phase;
  private final double[] remaining;
  private final boolean[] green;

  Lights(RoadNetwork network) {
    this.junctions = network.junctions();
    List<Link> links = network.links();
    this.movementOfLink = links.stream().mapToInt(Link::movement).toArray();
    this.linksOfJunction = new int[junctions.size()][];
    for (int j = 0; j < linksOfJunction.length; j++) {
      int junction = j;
      linksOfJunction[j] =
          IntStream.range(0, links.size())
              .filter(i -> links.get(i).junction() == junction)
              .toArray();
    }
    this.phase = new int[junctions.size()];
    this.remaining = new double[junctions.size()];
    this.green = new boolean[links.size()];
    clear();
  }

  void clear() {
    for (int j = 0; j < phase.length; j++) {
      set(j, 0);
      remaining[j] = junctions.get(j).phases().get(0).seconds();
    }
  }

  /** Puts a junction into a phase, or closes it with {@link TrafficEngine#ALL_RED}. */
  public void set(int junction, int newPhase) {
    phase[junction] = newPhase;
    boolean[] open =
        newPhase == TrafficEngine.ALL_RED
            ? null
            : junctions.get(junction).phases().get(newPhase).open();
    for (int link : linksOfJunction[junction]) {
      green[link] = open != null && open[movementOfLink[link]];
    }
  }

  /** The phase of a junction, or {@link TrafficEngine#ALL_RED}. */
  public int phase(int junction) {
    return phase[junction];
  }

  /** Seconds of its own program that are left of a junction's phase. */
  double remaining(int junction) {
    return remaining[junction];
  }

  void restore(int junction, int savedPhase, double savedRemaining) {
    set(junction, savedPhase);
    remaining[junction] = savedRemaining;
  }

  /** Whether a lane link, counted from the first, is open. */
  boolean green(int link) {
    return green[link];
  }

  /** The own programs of all junctions run on. */
  void pass(double seconds) {
    for (int j = 0; j < phase.length; j++) {
      remaining[j] -= seconds;
      int next = phase[j];
      while (remaining[j] <= 0) {
        next = (next + 1) % junctions.get(j).phases().size();
        remaining[j] += junctions.get(j).phases().get(next).seconds();
      }
      if (next != phase[j]) {
        set(j, next);
      }
    }
  }
}
