package io.millrace.env.traffic;

import io.millrace.env.traffic.RoadNetwork.Junction;
import java.util.Arrays;
import java.util.List;

/**
 * Moves the vehicles of a {@link Scenario}, a step of {@code h} seconds at a time, by CityFlow's
 * rules; all speeds of a step follow from the state before it.
 *
 * <pre>
 * 1 flows    emit vehicles into the waiting list of their first lane
 * 2 entry    a lane lets the first of its list in if it is empty or its last vehicle has
 *            x > length + minGap; it starts with x = 0, v = 0 and already moves in this step
 * 3 action   v' = min(maxSpeed, v + maxPosAcc h, lane limit, car following, intersection), at least v - maxNegAcc h;
 *            below 0: way v^2/(2 maxNegAcc), then v' = 0; else way (v + v') h/2
 * 4 move     along the path; a vehicle past its last lane has finished
 * 5 leader   the vehicle ahead on the same piece, else the last one on the pieces to come; on lane
 *            links those of all links from the same lane count, and the smallest gap wins
 * 6 lights   where they run by themselves
 * </pre>
 *
 * <p>Struct of arrays, indexed by a vehicle's slot; the vehicles of a piece are a doubly linked
 * list from front to back, those that wait for a lane a second one. A step allocates nothing; more
 * vehicles than ever before double the arrays. One thread. There is no change of lanes and no
 * giving way to crossing traffic, which {@link Scenario} sees to. Ours is what replaces it where a
 * group has just been closed: a link is not entered while another one into the same lane still
 * holds a vehicle.
 *
 * <p>Source: cityflow-project/CityFlow, src/engine/engine.cpp and src/vehicle/vehicle.cpp, commit
 * 81ee0f4.
 */
public final class TrafficEngine {

  /** A light that lets nobody through. */
  public static final int ALL_RED = -1;

  /** Slower than this a vehicle counts as waiting, m/s. */
  public static final double WAITING_BELOW = 0.1;

  static final int NOBODY = -1;

  private final Scenario scenario;
  private final RoadNetwork network;
  private final double h;
  private final Flow[] flows;
  private final Lights lights;

  final Vehicles vehicles = new Vehicles();
  final VehicleLists lists;
  private final Leaders leaders;
  private final Speeds speeds;
  final double[] clock;
  final long[] emitted;
  private final int[] count;
  private final int[] slow;
  private int[] moved = new int[64];
  private int movedCount;

  long steps;
  long created;
  long finished;
  double finishedSeconds;
  double waitingSum;
  private double unfinishedBorn;

  /**
   * An empty road network at time 0; every light in its first phase.
   *
   * @param h seconds of a step
   */
  public TrafficEngine(Scenario scenario, double h) {
    this.scenario = scenario;
    this.network = scenario.network();
    this.h = h;
    this.flows = scenario.flows().toArray(Flow[]::new);
    this.lights = new Lights(network);
    this.lists = new VehicleLists(network.pieces(), network.lanes(), vehicles);
    this.leaders = new Leaders(network, vehicles, lists);
    this.speeds = new Speeds(network, vehicles, lists, lights, h);
    this.count = new int[network.pieces()];
    this.slow = new int[network.pieces()];
    this.clock = new double[flows.length];
    this.emitted = new long[flows.length];
    clear();
  }

  /** Back to the empty network at time 0. */
  public void clear() {
    vehicles.clear();
    lists.clear();
    Arrays.fill(count, 0);
    Arrays.fill(slow, 0);
    for (int f = 0; f < flows.length; f++) {
      clock[f] = flows[f].interval();
      emitted[f] = 0;
    }
    lights.clear();
    steps = 0;
    created = 0;
    finished = 0;
    finishedSeconds = 0;
    waitingSum = 0;
    unfinishedBorn = 0;
  }

  /** One step with the lights as they were set. */
  public void step() {
    emit();
    enter();
    act();
    leave();
    arrive();
    settle();
    steps++;
  }

  /** One step, after which the lights run on by their own program. */
  public void stepByProgram() {
    step();
    lights.pass(h);
  }

  private void emit() {
    double now = time();
    for (int f = 0; f < flows.length; f++) {
      Flow flow = flows[f];
      if (now < flow.startTime() || now > flow.endTime()) {
        continue;
      }
      while (clock[f] >= flow.interval()) {
        int[][] paths = flow.paths();
        queue(newVehicle(f, (int) (emitted[f] % paths.length)), now);
        emitted[f]++;
        created++;
        clock[f] -= flow.interval();
      }
      clock[f] += h;
    }
  }

  /** A standing vehicle in no list yet. */
  int newVehicle(int flow, int alternative) {
    double sight = CarFollowing.sight(flows[flow].type(), h);
    return vehicles.add(flow, alternative, flows[flow], sight);
  }

  /** Notes when a vehicle came. */
  void isBorn(int i, double time) {
    vehicles.born[i] = time;
    unfinishedBorn += time;
  }

  /** Puts a new vehicle at the end of the waiting list of its first lane. */
  void queue(int i, double born) {
    lists.queue(vehicles.path[i][0], i);
    isBorn(i, born);
  }

  private void enter() {
    for (int lane = 0; lane < network.lanes(); lane++) {
      int i = lists.waitingFront[lane];
      if (i != NOBODY && canStart(lane, i)) {
        lists.admit(lane);
        leaders.find(i);
      }
    }
  }

  private boolean canStart(int lane, int i) {
    int last = lists.back[lane];
    return last == NOBODY
        || vehicles.x[last] > vehicles.type[last].length() + vehicles.type[i].minGap();
  }

  private void act() {
    for (int piece = 0; piece < lists.front.length; piece++) {
      for (int i = lists.front[piece]; i != NOBODY; i = vehicles.behind[i]) {
        plan(i, speeds.next(i, piece));
      }
    }
  }

  /** Where the vehicle will be; nobody moves yet. */
  private void plan(int i, double speed) {
    double v0 = vehicles.v[i];
    double way = speed < 0 ? 0.5 * v0 * v0 / vehicles.type[i].maxNegAcc() : (v0 + speed) * h / 2;
    int[] path = vehicles.path[i];
    int at = vehicles.at[i];
    double x = vehicles.x[i] + way;
    while (at < path.length && x > network.length()[path[at]]) {
      x -= network.length()[path[at]];
      at++;
    }
    vehicles.nextV[i] = Math.max(speed, 0);
    vehicles.nextX[i] = x;
    vehicles.nextAt[i] = at;
  }

  /** Takes those who leave their piece out of it. */
  private void leave() {
    movedCount = 0;
    for (int piece = 0; piece < lists.front.length; piece++) {
      int i = lists.front[piece];
      while (i != NOBODY) {
        int following = vehicles.behind[i];
        boolean leaves = vehicles.nextAt[i] != vehicles.at[i];
        vehicles.x[i] = vehicles.nextX[i];
        vehicles.v[i] = vehicles.nextV[i];
        if (leaves) {
          lists.unlink(piece, i);
          vehicles.at[i] = vehicles.nextAt[i];
          pass(i);
        }
        i = following;
      }
    }
  }

  private void pass(int i) {
    if (vehicles.at[i] == vehicles.path[i].length) {
      finished++;
      finishedSeconds += time() - vehicles.born[i];
      unfinishedBorn -= vehicles.born[i];
      vehicles.remove(i);
      return;
    }
    if (movedCount == moved.length) {
      moved = Arrays.copyOf(moved, 2 * moved.length);
    }
    moved[movedCount++] = i;
  }

  /** Newcomers of a piece go behind all who were there, the farthest first. */
  private void arrive() {
    for (int m = 0; m < movedCount; m++) {
      int i = moved[m];
      int piece = vehicles.path[i][vehicles.at[i]];
      int before = lists.back[piece];
      while (before != NOBODY
          && vehicles.arrival[before] == steps
          && vehicles.x[before] < vehicles.x[i]) {
        before = vehicles.ahead[before];
      }
      vehicles.arrival[i] = steps;
      lists.insertBehind(piece, before, i);
    }
  }

  /** Leaders and counts of the state as it is now. */
  private void settle() {
    count();
    for (int lane = 0; lane < network.lanes(); lane++) {
      waitingSum += slow[lane];
    }
  }

  void count() {
    for (int piece = 0; piece < lists.front.length; piece++) {
      int n = 0;
      int still = 0;
      for (int i = lists.front[piece]; i != NOBODY; i = vehicles.behind[i]) {
        leaders.find(i);
        n++;
        if (vehicles.v[i] < WAITING_BELOW) {
          still++;
        }
      }
      count[piece] = n;
      slow[piece] = still;
    }
  }

  /** Seconds since the start. */
  public double time() {
    return steps * h;
  }

  /** Seconds of a step. */
  public double stepSeconds() {
    return h;
  }

  public Scenario scenario() {
    return scenario;
  }

  /** The lights, to set and to read. */
  public Lights lights() {
    return lights;
  }

  /** Vehicles on a piece, those that wait to enter not counted. */
  public int vehicles(int piece) {
    return count[piece];
  }

  /** Vehicles on a piece that are slower than {@link #WAITING_BELOW}. */
  public int waiting(int piece) {
    return slow[piece];
  }

  /** Vehicles that wait to enter a lane. */
  public int queued(int lane) {
    return lists.queued(lane);
  }

  /** Vehicles that have come so far. */
  public long created() {
    return created;
  }

  /** Vehicles that have left the network. */
  public long finished() {
    return finished;
  }

  /** Vehicles on a road or waiting for one. */
  public long unfinished() {
    return created - finished;
  }

  /**
   * Mean over all vehicles that ever came of the seconds from their creation, waiting to enter
   * included, to the start of the step in which they left, or to now; 0 before the first.
   */
  public double averageTravelTime() {
    double open = unfinished() * time() - unfinishedBorn;
    return created == 0 ? 0 : (finishedSeconds + open) / created;
  }

  /** Mean over the steps of the vehicles that wait on lanes; 0 before the first. */
  public double meanWaiting() {
    return steps == 0 ? 0 : waitingSum / steps;
  }

  /** Vehicles on all pieces. */
  public int running() {
    return Arrays.stream(count).sum();
  }

  /** The whole state, as {@link TrafficState} lays it out. */
  public double[] state() {
    return TrafficState.save(this);
  }

  /**
   * Continues from a state of the same scenario.
   *
   * @throws IllegalArgumentException if it is none
   */
  public void setState(double[] state) {
    TrafficState.load(this, state);
  }

  /** The junctions, in the order of the network. */
  List<Junction> junctions() {
    return network.junctions();
  }
}
