package io.millrace.env.traffic;

/**
 * The whole state of a {@link TrafficEngine} as numbers, exactly.
 *
 * <pre>
 * steps, created, finished, seconds of the finished, sum of waiting,
 * per flow: seconds on its clock, vehicles emitted;  per junction: phase (-1 all red), seconds left of its program,
 * vehicles on pieces, vehicles waiting to enter,
 * per vehicle, piece by piece from front to back, then list by list: flow, path of the flow, index in the path, x, v, time of creation
 * </pre>
 */
final class TrafficState {

  private static final int COUNTERS = 5;
  private static final int PER_VEHICLE = 6;

  private TrafficState() {}

  static double[] save(TrafficEngine engine) {
    int running = (int) engine.unfinished();
    double[] state = new double[fixed(engine) + PER_VEHICLE * running];
    int n = saveCounters(engine, state);
    int vehiclesAt = n + 2;
    int on = 0;
    int next = vehiclesAt;
    for (int first : engine.lists.front) {
      for (int i = first; i != TrafficEngine.NOBODY; i = engine.vehicles.behind[i]) {
        next = saveVehicle(engine.vehicles, i, state, next);
        on++;
      }
    }
    for (int first : engine.lists.waitingFront) {
      for (int i = first; i != TrafficEngine.NOBODY; i = engine.vehicles.behind[i]) {
        next = saveVehicle(engine.vehicles, i, state, next);
      }
    }
    state[n] = on;
    state[n + 1] = running - on;
    return state;
  }

  private static int fixed(TrafficEngine engine) {
    return COUNTERS + 2 * engine.clock.length + 2 * engine.junctions().size() + 2;
  }

  private static int saveCounters(TrafficEngine engine, double[] state) {
    int n = 0;
    state[n++] = engine.steps;
    state[n++] = engine.created;
    state[n++] = engine.finished;
    state[n++] = engine.finishedSeconds;
    state[n++] = engine.waitingSum;
    for (int f = 0; f < engine.clock.length; f++) {
      state[n++] = engine.clock[f];
      state[n++] = engine.emitted[f];
    }
    for (int j = 0; j < engine.junctions().size(); j++) {
      state[n++] = engine.lights().phase(j);
      state[n++] = engine.lights().remaining(j);
    }
    return n;
  }

  private static int saveVehicle(Vehicles vehicles, int i, double[] state, int n) {
    state[n] = vehicles.flow[i];
    state[n + 1] = vehicles.alternative[i];
    state[n + 2] = vehicles.at[i];
    state[n + 3] = vehicles.x[i];
    state[n + 4] = vehicles.v[i];
    state[n + 5] = vehicles.born[i];
    return n + PER_VEHICLE;
  }

  /**
   * Puts an engine into a saved state of the same scenario.
   *
   * @throws IllegalArgumentException if the numbers are none
   */
  static void load(TrafficEngine engine, double[] state) {
    new Loading(engine, state).run();
  }

  /** One reading of a state, which checks every number on its way. */
  private static final class Loading {
    private final TrafficEngine engine;
    private final double[] state;
    private int next;

    Loading(TrafficEngine engine, double[] state) {
      this.engine = engine;
      this.state = state;
    }

    void run() {
      check(state.length >= fixed(engine), "at least " + fixed(engine) + " numbers", state.length);
      engine.clear();
      engine.steps = whole(0, Integer.MAX_VALUE);
      engine.created = whole(0, Integer.MAX_VALUE);
      engine.finished = whole(0, engine.created);
      engine.finishedSeconds = number(0);
      engine.waitingSum = number(0);
      for (int f = 0; f < engine.clock.length; f++) {
        engine.clock[f] = number(Double.NEGATIVE_INFINITY);
        engine.emitted[f] = whole(0, engine.created);
      }
      for (int j = 0; j < engine.junctions().size(); j++) {
        int phases = engine.junctions().get(j).phases().size();
        engine.lights().restore(j, (int) whole(-1, phases - 1), number(Double.NEGATIVE_INFINITY));
      }
      vehicles();
      engine.count();
    }

    private void vehicles() {
      long on = whole(0, engine.unfinished());
      long waiting = whole(0, engine.unfinished());
      check(on + waiting == engine.unfinished(), "created - finished vehicles", on + waiting);
      int length = fixed(engine) + PER_VEHICLE * (int) (on + waiting);
      check(state.length == length, length + " numbers", state.length);
      for (long k = 0; k < on; k++) {
        placeOnPiece();
      }
      for (long k = 0; k < waiting; k++) {
        int i = newVehicle();
        check(whole(0, 0) + number(0) + number(0) == 0, "a vehicle that stands", state[next - 2]);
        engine.queue(i, number(Double.NEGATIVE_INFINITY));
      }
    }

    private int newVehicle() {
      int flow = (int) whole(0, engine.clock.length - 1);
      int paths = engine.scenario().flows().get(flow).paths().length;
      return engine.newVehicle(flow, (int) whole(0, paths - 1));
    }

    private void placeOnPiece() {
      int i = newVehicle();
      Vehicles vehicles = engine.vehicles;
      int at = (int) whole(0, vehicles.path[i].length - 1);
      int piece = vehicles.path[i][at];
      double x = number(0);
      check(x <= engine.scenario().network().length()[piece], "a place on its piece", x);
      int before = engine.lists.back[piece];
      check(before < 0 || vehicles.x[before] >= x, "vehicles from front to back", x);
      vehicles.at[i] = at;
      vehicles.x[i] = x;
      vehicles.v[i] = number(0);
      engine.lists.pushBack(piece, i);
      engine.isBorn(i, number(Double.NEGATIVE_INFINITY));
    }

    private double number(double least) {
      double number = state[next++];
      check(Double.isFinite(number) && number >= least, "a number of at least " + least, number);
      return number;
    }

    private long whole(long least, long most) {
      double number = number(least);
      check(
          number <= most && number == Math.rint(number),
          "a whole number from " + least + " to " + most,
          number);
      return (long) number;
    }

    private void check(boolean good, String expected, double got) {
      if (!good) {
        throw new IllegalArgumentException(
            "expected "
                + expected
                + " in a state of this traffic, index="
                + (next - 1)
                + " value="
                + got
                + " length="
                + state.length);
      }
    }
  }
}
