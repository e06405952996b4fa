package io.millrace.env.sumo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of SUMO on a grid, second by second. The process is started by the first run and used again
 * by those that follow.
 */
final class SumoSimulation implements AutoCloseable {

  private static final int SUBSCRIBE_LANE = 0xd3;
  private static final int SUBSCRIBE_SIMULATION = 0xdb;
  private static final int VEHICLES = 0x10;
  private static final int HALTING = 0x14;
  private static final int DEPARTED = 0x73;
  private static final int TELEPORTED = 0x75;
  private static final int ARRIVED = 0x79;
  private static final int PENDING = 0x94;

  private final GridNetwork network;
  private final Map<String, int[]> lanes = new HashMap<>();
  private SumoProcess process;
  private long departed;
  private long arrived;
  private long teleported;
  private int pending;

  SumoSimulation(GridNetwork network) {
    this.network = network;
  }

  /** Starts at second 0 with an empty network; SUMO's random numbers follow from the seed. */
  void begin(int seed) {
    List<String> options = options(network, seed);
    if (process == null || !process.alive()) {
      process = SumoProcess.start(options);
    } else {
      process.call(
          connection -> {
            connection.load(options);
            return null;
          });
    }
    process.call(
        connection -> {
          for (String lane : network.lanes()) {
            connection.subscribe(SUBSCRIBE_LANE, lane, VEHICLES, HALTING);
          }
          connection.subscribe(SUBSCRIBE_SIMULATION, "", DEPARTED, ARRIVED, TELEPORTED, PENDING);
          return null;
        });
    lanes.clear();
    network.lanes().forEach(lane -> lanes.put(lane, new int[2]));
    departed = 0;
    arrived = 0;
    teleported = 0;
    pending = 0;
  }

  /** Jams stay: a vehicle that SUMO teleports would be a queue that a reward no longer sees. */
  static List<String> options(GridNetwork network, int seed) {
    return List.of(
        "--net-file",
        network.file().toString(),
        "--route-files",
        network.routes().toString(),
        "--seed",
        Integer.toString(seed),
        "--time-to-teleport",
        "-1",
        "--step-length",
        "1",
        "--no-step-log",
        "true",
        "--no-warnings",
        "true",
        "--xml-validation",
        "never",
        "--xml-validation.net",
        "never",
        "--xml-validation.routes",
        "never");
  }

  /** Puts a signal into a phase, which stays until the next call. */
  void setPhase(GridSignal signal, int phase) {
    process.call(
        connection -> {
          connection.setPhase(signal.id(), phase);
          return null;
        });
  }

  /** Advances by one second. */
  void second() {
    process.call(
        connection -> {
          connection.step(this::note);
          return null;
        });
  }

  private void note(String object, int variable, double value) {
    switch (variable) {
      case VEHICLES -> lanes.get(object)[0] = (int) value;
      case HALTING -> lanes.get(object)[1] = (int) value;
      case DEPARTED -> departed += (long) value;
      case ARRIVED -> arrived += (long) value;
      case TELEPORTED -> teleported += (long) value;
      case PENDING -> pending = (int) value;
      default -> throw new IllegalStateException("variable=" + variable);
    }
  }

  /** Vehicles on a lane in the last second. */
  int vehicles(String lane) {
    return lanes.get(lane)[0];
  }

  /** Vehicles on a lane that stood (slower than 0.1 m/s) in the last second. */
  int halting(String lane) {
    return lanes.get(lane)[1];
  }

  /** Vehicles that stood on any lane, and those that found no room to enter. */
  int waiting() {
    int waiting = pending;
    for (int[] lane : lanes.values()) {
      waiting += lane[1];
    }
    return waiting;
  }

  /** Vehicles that have entered so far. */
  long departed() {
    return departed;
  }

  /** Vehicles that have left so far. */
  long arrived() {
    return arrived;
  }

  /** Vehicles that were moved by force; 0 unless SUMO ignores its options. */
  long teleported() {
    return teleported;
  }

  /** Vehicles that found no room to enter yet. */
  int pending() {
    return pending;
  }

  /** Calls SUMO for something else. */
  <T> T ask(SumoProcess.Call<T> call) {
    return process.call(call);
  }

  /** The process's id. */
  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
      process = null;
    }
  }
}
