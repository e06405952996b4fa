package io.millrace.env.robot;

import java.util.Arrays;

/**
 * A robotic cell: a load port that never runs dry (station 0), process chambers 1 .. m that hold
 * one glass each, an unload port (station m + 1) that takes any number, and a robot with one or two
 * arms.
 *
 * <p>Every glass visits all chambers in order. A glass is picked or placed in {@code handling}
 * seconds; chamber k works for p_k seconds from when the glass has been placed, after which the
 * glass dwells there until it is picked. All quantities are numbers of one state array, in the
 * order of the constants below; an action takes as long as it takes, and {@link #act} says how
 * long.
 *
 * <p>Actions: 0 .. m pick at a station: the robot goes there, and waits there until the glass is
 * done; m + 1 .. 2 m + 1 place at station 1 .. m + 1; 2 m + 2 waits where it is until the next
 * glass is done. A pick that takes the last free arm is forbidden if no held glass could be placed
 * then: so no state is a dead end.
 */
final class RobotCell {

  static final int CLOCK = 0;
  static final int POSITION = 1;
  static final int COMPLETED = 2;
  static final int LAST_COMPLETION = 3;

  /** Seconds that glasses have dwelled beyond the limit, summed. */
  static final int OVERDUE = 4;

  /** Glasses held for station 1, .. m + 1; then for each chamber 1 if it holds a glass. */
  static final int HELD = 5;

  private final double[] processing;
  private final int chambers;
  private final int arms;
  private final Travel travel;
  private final double handling;
  private final double dwellLimit;
  private final double alone;
  private final int occupied;
  private final int remaining;

  /**
   * @param processing [m] seconds of each chamber
   * @param dwellLimit seconds that a glass may dwell in a chamber
   */
  RobotCell(double[] processing, int arms, Travel travel, double handling, double dwellLimit) {
    this.processing = processing.clone();
    this.chambers = processing.length;
    this.arms = arms;
    this.travel = travel;
    this.handling = handling;
    this.dwellLimit = dwellLimit;
    this.alone =
        2 * (chambers + 1) * handling
            + (chambers + 1) * travel.seconds(1)
            + travel.seconds(chambers + 1)
            + Arrays.stream(processing).sum();
    this.occupied = HELD + chambers + 1;
    this.remaining = occupied + chambers;
  }

  /** How many numbers of a state it uses, from the first on. */
  int size() {
    return remaining + chambers;
  }

  int actions() {
    return 2 * chambers + 3;
  }

  /** Stations, both ports included. */
  int stations() {
    return chambers + 2;
  }

  /**
   * Seconds that one glass takes where there is no other: from a pick at the load port to the next.
   */
  double alone() {
    return alone;
  }

  /** An empty cell, its robot at the load port. */
  void start(double[] state) {
    Arrays.fill(state, 0, size(), 0);
  }

  double held(double[] state, int station) {
    return state[HELD + station - 1];
  }

  boolean occupied(double[] state, int chamber) {
    return state[occupied + chamber - 1] == 1;
  }

  /** Seconds until the glass of a chamber is done; below 0, how long it dwells there. */
  double remaining(double[] state, int chamber) {
    return state[remaining + chamber - 1];
  }

  private boolean free(double[] state, int station) {
    return station == chambers + 1 || !occupied(state, station);
  }

  /** Whether an action is allowed. */
  boolean allows(double[] state, int action) {
    if (action <= chambers) {
      return allowsPick(state, action);
    }
    if (action <= 2 * chambers + 1) {
      int station = action - chambers;
      return held(state, station) > 0 && free(state, station);
    }
    return next(state) > 0;
  }

  private boolean allowsPick(double[] state, int station) {
    double busyArms = 0;
    boolean placeable = free(state, station + 1);
    for (int to = 1; to <= chambers + 1; to++) {
      busyArms += held(state, to);
      placeable |= held(state, to) > 0 && (to == station || free(state, to));
    }
    boolean there = station == 0 || occupied(state, station);
    return there && busyArms < arms && (busyArms + 1 < arms || placeable);
  }

  /** Seconds until the next glass is done; 0 if none is worked on. */
  private double next(double[] state) {
    double seconds = Double.POSITIVE_INFINITY;
    for (int chamber = 1; chamber <= chambers; chamber++) {
      if (occupied(state, chamber) && remaining(state, chamber) > 0) {
        seconds = Math.min(seconds, remaining(state, chamber));
      }
    }
    return Double.isFinite(seconds) ? seconds : 0;
  }

  /** Does what is allowed; returns the seconds that it took. */
  double act(double[] state, int action) {
    double before = state[CLOCK];
    if (action <= chambers) {
      pick(state, action);
    } else if (action <= 2 * chambers + 1) {
      place(state, action - chambers);
    } else {
      advance(state, next(state));
    }
    return state[CLOCK] - before;
  }

  private void pick(double[] state, int station) {
    go(state, station);
    if (station > 0) {
      advance(state, Math.max(0, remaining(state, station)));
      state[occupied + station - 1] = 0;
      state[remaining + station - 1] = 0;
    }
    advance(state, handling);
    state[HELD + station]++;
  }

  private void place(double[] state, int station) {
    go(state, station);
    advance(state, handling);
    state[HELD + station - 1]--;
    if (station <= chambers) {
      state[occupied + station - 1] = 1;
      state[remaining + station - 1] = processing[station - 1];
    } else {
      state[COMPLETED]++;
      state[LAST_COMPLETION] = state[CLOCK];
    }
  }

  private void go(double[] state, int station) {
    advance(state, travel.seconds((int) Math.abs(state[POSITION] - station)));
    state[POSITION] = station;
  }

  private void advance(double[] state, double seconds) {
    for (int chamber = 1; chamber <= chambers; chamber++) {
      if (occupied(state, chamber)) {
        double left = remaining(state, chamber);
        state[OVERDUE] += overdue(left - seconds) - overdue(left);
        state[remaining + chamber - 1] = left - seconds;
      }
    }
    state[CLOCK] += seconds;
  }

  private double overdue(double left) {
    return Math.max(0, -left - dwellLimit);
  }
}
