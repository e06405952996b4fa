package io.millrace.env.sumo;

import io.millrace.env.ActionSpace;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.RandomStreams;
import io.millrace.env.SavedEpisode;
import io.millrace.env.StepResult;
import io.millrace.env.external.SimulatorException;
import io.millrace.env.picture.Scene;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Traffic signals on a grid, in SUMO: one agent a signal, all of one kind. A SUMO process belongs
 * to the environment from its first reset until it is closed.
 *
 * <pre>
 * observation  for each of the 8 lanes that lead to the signal, clockwise from north: vehicles / 20,
 *              standing vehicles / 20; then one-hot the green of now (north-south, east-west)
 * action       the green of the next {@code decision} seconds; another one than now begins with
 *              {@code yellow} seconds of yellow
 * reward       of an agent: - mean over those seconds of the vehicles that stand before its signal
 * </pre>
 *
 * <p>An episode begins after {@code warmUp} seconds of fixed cycles in an empty network; it never
 * terminates; the limit is {@code horizon} decisions. Jams stay: nothing is teleported. The
 * attribute {@code waiting-seconds} counts, second by second, standing vehicles and those that find
 * no room to enter; {@code vehicles} are all that were there or wanted in.
 *
 * <p>SUMO cannot be put into any state, so a state is what leads to it: the seed and the choices
 * since the episode began, which are played again. The same seed and choices bring the same bits.
 */
public final class SumoGrid implements Environment {

  public static final String ID = "sumo-grid";

  static final String WAITING = "waiting-seconds";
  static final String VEHICLES = "vehicles";
  static final String ARRIVED = "arrived";

  private static final float SCALE = 20;
  private static final int OBSERVED = 2 * GridNetwork.LANES + GridNetwork.GREENS;
  private static final int SEED_NUMBERS = 2;

  /** Who chooses the greens. */
  public enum Control {
    /** The action. */
    POLICY,
    /** A fixed cycle, split by demand; actions are ignored. A baseline. */
    FIXED_TIME,
    /** The green with the largest pressure; actions are ignored. A baseline. */
    MAX_PRESSURE
  }

  /** Options of a recipe. */
  public record Options(
      @Doc("rows of signals") @Default("2") @Range(min = 1, max = 20) int rows,
      @Doc("columns of signals") @Default("2") @Range(min = 1, max = 20) int columns,
      @Doc("meters between signals") @Default("200") @Range(min = 50, max = 2000) double roadLength,
      @Doc("seconds of a decision") @Default("5") @Range(min = 2, max = 120) int decision,
      @Doc("seconds of yellow between two greens; fewer than those of a decision")
          @Default("3")
          @Range(min = 0, max = 20)
          int yellow,
      @Doc("decisions of an episode") @Default("60") @Range(min = 1, max = 100000) int horizon,
      @Doc("seconds of fixed cycles before an episode begins")
          @Default("60")
          @Range(min = 0, max = 3600)
          int warmUp,
      @Doc("traffic on each road that leads in from west or east")
          @Default("600")
          @Range(min = 0, max = 3600)
          double vehiclesPerHour,
      @Doc("traffic on each road that leads in from north or south")
          @Default("300")
          @Range(min = 0, max = 3600)
          double crossVehiclesPerHour,
      @Doc("share of the traffic that does not go straight through")
          @Default("0.2")
          @Range(min = 0, max = 1)
          double turning,
      @Doc("policy: actions choose; fixed-time, max-pressure: baselines, which ignore actions")
          @Default("policy")
          Control control,
      @Doc("seconds of a cycle of fixed-time, both greens and yellows; split by demand")
          @Default("30")
          @Range(min = 4, max = 600)
          int cycle) {

    GridNetwork.Plan plan() {
      return new GridNetwork.Plan(
          rows,
          columns,
          roadLength,
          new GridDemand(vehiclesPerHour, crossVehiclesPerHour, turning));
    }

    int agents() {
      return rows * columns;
    }
  }

  private final Options options;
  private final EnvironmentSpec spec;
  private final int[] green;
  private final int[] chosen;
  private final int[] halted;
  private final List<int[]> history = new ArrayList<>();
  private SumoSimulation simulation;
  private GridNetwork network;
  private List<GridSignal> signals;
  private boolean running;
  private boolean closed;
  private long seed;
  private int second;
  private long waited;
  private long arrivedBefore;

  public SumoGrid(Options options) {
    if (options.yellow() >= options.decision()) {
      throw new IllegalArgumentException(
          "expected fewer seconds of yellow than of a decision, environment.yellow="
              + options.yellow()
              + " environment.decision="
              + options.decision());
    }
    this.options = options;
    int agents = options.agents();
    this.spec =
        new EnvironmentSpec(
            ID,
            ActionSpace.Box.of(OBSERVED, 0, Float.POSITIVE_INFINITY),
            new ActionSpace.Discrete(GridNetwork.GREENS),
            options.horizon(),
            false,
            agents);
    this.green = new int[agents];
    this.chosen = new int[agents];
    this.halted = new int[agents];
  }

  /** Why SUMO cannot run here; empty where it can. */
  public static Optional<String> unavailable() {
    return SumoProcess.unavailable();
  }

  /**
   * The command that runs the network and the traffic of these options without this environment,
   * under the signals' own program.
   *
   * @param seed of SUMO's random numbers
   * @throws SimulatorException if SUMO is not installed
   */
  public static List<String> command(Options options, int seed) {
    List<String> command = new ArrayList<>(List.of(SumoProcess.program("sumo").toString()));
    command.addAll(SumoSimulation.options(GridNetwork.of(options.plan()), seed));
    return command;
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public void reset(long newSeed, float[] observation) {
    begin(newSeed);
    observe(observation);
  }

  private void begin(long newSeed) {
    checkOpen();
    running = false;
    if (simulation == null) {
      network = GridNetwork.of(options.plan());
      simulation = new SumoSimulation(network);
      signals = network.signals();
    }
    simulation.begin(RandomStreams.of(newSeed, ID, "sumo").nextInt(Integer.MAX_VALUE));
    seed = newSeed;
    second = 0;
    history.clear();
    Arrays.fill(green, 0);
    for (GridSignal signal : signals) {
      simulation.setPhase(signal, signal.greens().get(0).phase());
    }
    while (second < options.warmUp()) {
      Arrays.fill(chosen, SignalControl.fixedTime(options, second));
      decide();
    }
    waited = 0;
    arrivedBefore = simulation.arrived();
    running = true;
  }

  @Override
  public void step(float[] action, StepResult out) {
    checkOpen();
    if (!running) {
      throw new IllegalStateException("expected a reset before the next step, environment=" + ID);
    }
    check(action);
    choose(action);
    play();
    for (int agent = 0; agent < halted.length; agent++) {
      out.setReward(agent, -(double) halted[agent] / options.decision());
    }
    out.setEnd(false, false);
    observe(out.observation());
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("expected an open environment, environment=" + ID);
    }
  }

  private void check(float[] action) {
    if (action.length != spec.agents()) {
      throw new IllegalArgumentException(
          "expected one choice an agent, environment=%s agents=%d length=%d"
              .formatted(ID, spec.agents(), action.length));
    }
    for (int agent = 0; agent < action.length; agent++) {
      if (!(action[agent] == 0 || action[agent] == 1)) {
        throw new IllegalArgumentException(
            "expected a choice of 0 to 1, environment=%s agent=%d value=%s"
                .formatted(ID, agent, action[agent]));
      }
    }
  }

  private void choose(float[] action) {
    for (int agent = 0; agent < chosen.length; agent++) {
      chosen[agent] =
          switch (options.control()) {
            case POLICY -> (int) action[agent];
            case FIXED_TIME -> SignalControl.fixedTime(options, second);
            case MAX_PRESSURE ->
                SignalControl.maxPressure(signals.get(agent), green[agent], simulation);
          };
    }
  }

  /** Plays what was chosen. An episode whose simulator fails is over. */
  private void play() {
    running = false;
    decide();
    history.add(chosen.clone());
    running = true;
  }

  private void decide() {
    for (int agent = 0; agent < green.length; agent++) {
      if (chosen[agent] != green[agent]) {
        GridSignal signal = signals.get(agent);
        simulation.setPhase(signal, signal.greens().get(green[agent]).clearing());
      }
    }
    Arrays.fill(halted, 0);
    for (int i = 0; i < options.decision(); i++) {
      if (i == options.yellow()) {
        turnGreen();
      }
      simulation.second();
      second++;
      waited += simulation.waiting();
      countHalted();
    }
  }

  private void turnGreen() {
    for (int agent = 0; agent < green.length; agent++) {
      if (chosen[agent] != green[agent]) {
        GridSignal signal = signals.get(agent);
        simulation.setPhase(signal, signal.greens().get(chosen[agent]).phase());
        green[agent] = chosen[agent];
      }
    }
  }

  private void countHalted() {
    for (int agent = 0; agent < halted.length; agent++) {
      for (String lane : signals.get(agent).lanes()) {
        halted[agent] += simulation.halting(lane);
      }
    }
  }

  @Override
  public void observe(float[] observation) {
    if (observation.length != spec.jointObservationSize()) {
      throw new IllegalArgumentException(
          "expected %d numbers, environment=%s length=%d"
              .formatted(spec.jointObservationSize(), ID, observation.length));
    }
    checkBegun();
    int at = 0;
    for (int agent = 0; agent < green.length; agent++) {
      for (String lane : signals.get(agent).lanes()) {
        observation[at++] = simulation.vehicles(lane) / SCALE;
        observation[at++] = simulation.halting(lane) / SCALE;
      }
      for (int g = 0; g < GridNetwork.GREENS; g++) {
        observation[at++] = green[agent] == g ? 1 : 0;
      }
    }
  }

  private void checkBegun() {
    if (simulation == null) {
      throw new IllegalStateException("expected a reset first, environment=" + ID);
    }
  }

  /** The seed, in two halves of 32 bits, and the choices so far, one an agent and decision. */
  @Override
  public double[] state() {
    double[] state = new double[SEED_NUMBERS + history.size() * green.length];
    state[0] = (int) (seed >> Integer.SIZE);
    state[1] = (int) seed;
    int at = SEED_NUMBERS;
    for (int[] choices : history) {
      for (int choice : choices) {
        state[at++] = choice;
      }
    }
    return state;
  }

  /** Plays the seed and the choices of {@link #state()} again. */
  @Override
  public void setState(double[] state) {
    if (state.length < SEED_NUMBERS || (state.length - SEED_NUMBERS) % green.length != 0) {
      throw new IllegalArgumentException(
          "expected a seed and one choice an agent and decision, environment=%s agents=%d length=%d"
              .formatted(ID, green.length, state.length));
    }
    begin(((long) state[0] << Integer.SIZE) | ((long) state[1] & 0xffff_ffffL));
    for (int at = SEED_NUMBERS; at < state.length; at += green.length) {
      for (int agent = 0; agent < green.length; agent++) {
        chosen[agent] = (int) state[at + agent];
      }
      play();
    }
  }

  @Override
  public byte[] saveState() {
    return new SavedEpisode(running, state()).bytes(ID);
  }

  @Override
  public void loadState(byte[] saved) {
    SavedEpisode episode = SavedEpisode.of(ID, saved);
    if (episode.running()) {
      setState(episode.state());
    } else {
      running = false;
    }
  }

  @Override
  public Boolean success() {
    return null;
  }

  @Override
  public Map<String, String> attributes() {
    checkBegun();
    if (simulation.teleported() > 0) {
      throw new SimulatorException("sumo teleported " + simulation.teleported() + " vehicles");
    }
    long vehicles = simulation.departed() - arrivedBefore + simulation.pending();
    return Map.of(
        WAITING,
        Long.toString(waited),
        VEHICLES,
        Long.toString(vehicles),
        ARRIVED,
        Long.toString(simulation.arrived() - arrivedBefore));
  }

  /** The grid; empty before the first reset, which makes it. */
  @Override
  public Optional<Scene> scene() {
    return simulation == null
        ? Optional.empty()
        : Optional.of(network.picture().scene(new GridView(network, simulation, green)));
  }

  /** The simulation that runs; null before the first reset. */
  SumoSimulation simulation() {
    return simulation;
  }

  /** Ends SUMO. */
  @Override
  public void close() {
    closed = true;
    if (simulation != null) {
      simulation.close();
    }
  }
}
