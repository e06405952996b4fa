package io.millrace.env.traffic;

import java.util.Arrays;

/** The vehicles of an engine, struct of arrays; a slot is used again once its vehicle is gone. */
final class Vehicles {

  private static final int FIRST_CAPACITY = 256;

  int[] flow = new int[FIRST_CAPACITY];
  int[] alternative = new int[FIRST_CAPACITY];
  VehicleType[] type = new VehicleType[FIRST_CAPACITY];
  int[][] path = new int[FIRST_CAPACITY][];
  double[] sight = new double[FIRST_CAPACITY];
  double[] born = new double[FIRST_CAPACITY];

  /** Index of the current piece in the path. */
  int[] at = new int[FIRST_CAPACITY];

  /** Meters of the front from the start of the piece. */
  double[] x = new double[FIRST_CAPACITY];

  double[] v = new double[FIRST_CAPACITY];
  int[] nextAt = new int[FIRST_CAPACITY];
  double[] nextX = new double[FIRST_CAPACITY];
  double[] nextV = new double[FIRST_CAPACITY];

  /** The step in which the vehicle came to its piece. */
  long[] arrival = new long[FIRST_CAPACITY];

  int[] leader = new int[FIRST_CAPACITY];
  double[] gap = new double[FIRST_CAPACITY];
  int[] ahead = new int[FIRST_CAPACITY];
  int[] behind = new int[FIRST_CAPACITY];

  private int[] free = new int[FIRST_CAPACITY];
  private int freeCount;
  private int used;

  void clear() {
    freeCount = 0;
    used = 0;
  }

  /** A standing vehicle at the start of a path of its flow, in no list yet. */
  int add(int flowIndex, int whichPath, Flow of, double sightMeters) {
    int i = slot();
    flow[i] = flowIndex;
    alternative[i] = whichPath;
    type[i] = of.type();
    path[i] = of.paths()[whichPath];
    sight[i] = sightMeters;
    at[i] = 0;
    x[i] = 0;
    v[i] = 0;
    arrival[i] = -1;
    leader[i] = TrafficEngine.NOBODY;
    ahead[i] = TrafficEngine.NOBODY;
    behind[i] = TrafficEngine.NOBODY;
    return i;
  }

  void remove(int i) {
    free[freeCount++] = i;
  }

  private int slot() {
    if (freeCount > 0) {
      return free[--freeCount];
    }
    if (used == flow.length) {
      grow(2 * used);
    }
    return used++;
  }

  private void grow(int capacity) {
    flow = Arrays.copyOf(flow, capacity);
    alternative = Arrays.copyOf(alternative, capacity);
    type = Arrays.copyOf(type, capacity);
    path = Arrays.copyOf(path, capacity);
    sight = Arrays.copyOf(sight, capacity);
    born = Arrays.copyOf(born, capacity);
    at = Arrays.copyOf(at, capacity);
    x = Arrays.copyOf(x, capacity);
    v = Arrays.copyOf(v, capacity);
    nextAt = Arrays.copyOf(nextAt, capacity);
    nextX = Arrays.copyOf(nextX, capacity);
    nextV = Arrays.copyOf(nextV, capacity);
    arrival = Arrays.copyOf(arrival, capacity);
    leader = Arrays.copyOf(leader, capacity);
    gap = Arrays.copyOf(gap, capacity);
    ahead = Arrays.copyOf(ahead, capacity);
    behind = Arrays.copyOf(behind, capacity);
    free = Arrays.copyOf(free, capacity);
  }
}
