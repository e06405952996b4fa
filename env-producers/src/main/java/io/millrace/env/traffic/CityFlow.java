package io.millrace.env.traffic;

import io.millrace.env.ActionSpace;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.SavedEpisode;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Scene;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Matches;
import io.millrace.recipe.option.Range;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Traffic signals in CityFlow's micro-simulator, one agent for each signal.
 *
 * <pre>
 * observation  of each incoming lane its vehicles, of each its waiting vehicles (v &lt; 0.1 m/s), both over
 *              lane length / 7.5 m; then the green group, one-hot
 * action       the green group of the next decision
 * step         if any group changes: `clearing` seconds in which the changing signals are red; then `decision` seconds
 * reward       see {@link TrafficReward};  an episode ends, truncated, at `horizon` seconds
 * </pre>
 *
 * <p>An episode starts with empty roads and nothing in it is random. Signals of a network may
 * differ: an observation has room for the most lanes and groups, zeros where a signal has fewer,
 * and a choice that a signal does not have keeps its group. Vehicles never change lanes and never
 * give way to crossing traffic; a network whose phases would need that is refused ({@link
 * Scenario}).
 *
 * <p>The state is that of the engine ({@link TrafficState}). The attributes are the average travel
 * time, the mean number of waiting vehicles and the vehicles that left per hour.
 *
 * <p>Source: "CityFlow: A Multi-Agent Reinforcement Learning Environment for Large Scale City
 * Traffic Scenario"; the engine's rules are in {@link TrafficEngine}.
 */
public final class CityFlow implements Environment {

  public static final String ID = "cityflow";

  static final String TRAVEL_TIME = "averageTravelTime";
  static final String WAITING = "waiting";
  static final String THROUGHPUT = "throughput";

  /** Meters that a standing vehicle of CityFlow's examples takes. */
  static final double VEHICLE_SPACE = 7.5;

  private final TrafficEngine traffic;
  private final SignalControl control;
  private final List<Signal> signals;
  private final EnvironmentSpec spec;
  private final RewardMeter meter;
  private final RoadPicture picture;
  private final RoadPicture.Traffic view;
  private final int lanes;
  private final int[] groups;
  private boolean running;
  private boolean closed;

  /** Options of a recipe. */
  public record Options(
      @Doc("CityFlow's road network, a file; with flow, in place of grid") Optional<String> roadnet,
      @Doc("CityFlow's flows, a file") Optional<String> flow,
      @Doc("a built-in grid, columns x rows")
          @Default("1x1")
          @Matches(value = "[1-9][0-9]?x[1-9][0-9]?", words = "columns x rows such as 3x3")
          String grid,
      @Doc("seconds of an episode") @Default("1800") @Range(min = 0, minExclusive = true)
          double horizon,
      @Doc("seconds of green that a decision brings")
          @Default("10")
          @Range(min = 0, minExclusive = true)
          double decision,
      @Doc("seconds of red before another group") @Default("5") @Range(min = 0) double clearing,
      @Doc("seconds of a step of the engine") @Default("1") @Range(min = 0, minExclusive = true)
          double step,
      @Doc("what an agent is paid for") @Default("queue") TrafficReward reward) {

    /** A built-in grid with the default times. */
    public static Options ofGrid(String grid, TrafficReward reward) {
      return new Options(Optional.empty(), Optional.empty(), grid, 1800, 10, 5, 1, reward);
    }

    SignalControl.Timing timing() {
      return new SignalControl.Timing(step, horizon, decision, clearing);
    }

    /**
     * The network and the traffic.
     *
     * @throws IllegalArgumentException if one file is named without the other, or is broken
     */
    public Scenario scenario() {
      if (roadnet.isPresent() != flow.isPresent()) {
        throw new IllegalArgumentException(
            "expected both files or none, environment="
                + ID
                + " roadnet="
                + roadnet.orElse("-")
                + " flow="
                + flow.orElse("-"));
      }
      if (roadnet.isPresent()) {
        return Scenario.read(Path.of(roadnet.get()), Path.of(flow.get()));
      }
      return new GridScenario(columns(), rows(), horizon).scenario();
    }

    private int columns() {
      return Integer.parseInt(grid.substring(0, grid.indexOf('x')));
    }

    private int rows() {
      return Integer.parseInt(grid.substring(grid.indexOf('x') + 1));
    }

    /** Signals of the network. */
    int agents() {
      return roadnet.isEmpty() && flow.isEmpty()
          ? columns() * rows()
          : Signal.of(scenario().network()).size();
    }
  }

  /**
   * An environment before its first reset.
   *
   * @throws IllegalArgumentException if the scenario has no signal, or the times are no whole steps
   */
  public CityFlow(Scenario scenario, Options options) {
    checkWhole("horizon", options.horizon(), options.step());
    checkWhole("decision", options.decision(), options.step());
    checkWhole("clearing", options.clearing(), options.step());
    this.traffic = new TrafficEngine(scenario, options.step());
    this.control = new SignalControl(traffic, options.timing());
    this.picture = new RoadPicture(scenario.network().laneLines());
    this.view = new EngineView(traffic);
    this.signals = control.signals();
    if (signals.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a signal with at least two groups of links to open, environment="
              + ID
              + " scenario="
              + scenario.name());
    }
    this.lanes = signals.stream().mapToInt(signal -> signal.incoming().length).max().orElse(0);
    int choices = signals.stream().mapToInt(Signal::groups).max().orElse(0);
    float any = Float.POSITIVE_INFINITY;
    this.spec =
        new EnvironmentSpec(
            ID,
            ActionSpace.Box.of(2 * lanes + choices, 0, any),
            new ActionSpace.Discrete(choices),
            (int) Math.ceil(options.horizon() / options.decision()),
            false,
            signals.size(),
            true);
    this.meter = new RewardMeter(traffic, signals, options);
    this.groups = new int[signals.size()];
    control.clear();
  }

  private static void checkWhole(String name, double seconds, double step) {
    double steps = seconds / step;
    if (Math.abs(steps - Math.rint(steps)) > 1e-9 * Math.max(1, steps)) {
      throw new IllegalArgumentException(
          "expected a multiple of the step of "
              + step
              + " s, environment="
              + ID
              + " "
              + name
              + "="
              + seconds);
    }
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public void reset(long seed, float[] observation) {
    checkOpen();
    control.clear();
    running = true;
    observe(observation);
  }

  @Override
  public void step(float[] action, StepResult out) {
    checkOpen();
    if (!running) {
      throw new IllegalStateException("expected a reset before the next step, environment=" + ID);
    }
    choose(action);
    meter.start();
    control.decide(groups, meter);
    for (int s = 0; s < groups.length; s++) {
      out.setReward(s, meter.reward(s));
    }
    running = !control.over();
    out.setEnd(false, !running);
    observe(out.observation());
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("expected an open environment, environment=" + ID);
    }
  }

  private void choose(float[] action) {
    if (action.length != groups.length) {
      throw new IllegalArgumentException(
          "expected one choice for each of "
              + groups.length
              + " signals, environment="
              + ID
              + " length="
              + action.length);
    }
    int choices = ((ActionSpace.Discrete) spec.actionSpace()).n();
    for (int s = 0; s < groups.length; s++) {
      float choice = action[s];
      if (!(choice >= 0 && choice < choices && choice == (float) Math.rint(choice))) {
        throw new IllegalArgumentException(
            "expected a choice of 0 to "
                + (choices - 1)
                + ", environment="
                + ID
                + " signal="
                + signals.get(s).id()
                + " value="
                + choice);
      }
      groups[s] = choice < signals.get(s).groups() ? (int) choice : control.group(s);
    }
  }

  @Override
  public void observe(float[] observation) {
    if (observation.length != spec.jointObservationSize()) {
      throw new IllegalArgumentException(
          "expected "
              + spec.jointObservationSize()
              + " numbers, environment="
              + ID
              + " array=observation length="
              + observation.length);
    }
    Arrays.fill(observation, 0);
    for (int s = 0; s < signals.size(); s++) {
      observe(s, observation, s * spec.observationSize());
    }
  }

  private void observe(int s, float[] observation, int from) {
    int[] incoming = signals.get(s).incoming();
    for (int l = 0; l < incoming.length; l++) {
      double room = traffic.scenario().network().length()[incoming[l]] / VEHICLE_SPACE;
      observation[from + l] = (float) (traffic.vehicles(incoming[l]) / room);
      observation[from + lanes + l] = (float) (traffic.waiting(incoming[l]) / room);
    }
    observation[from + 2 * lanes + control.group(s)] = 1;
  }

  @Override
  public double[] state() {
    return traffic.state();
  }

  @Override
  public void setState(double[] state) {
    traffic.setState(state);
    running = !control.over();
  }

  @Override
  public byte[] saveState() {
    return new SavedEpisode(running, state()).bytes(ID);
  }

  @Override
  public void loadState(byte[] saved) {
    SavedEpisode episode = SavedEpisode.of(ID, saved);
    traffic.setState(episode.state());
    running = episode.running();
  }

  /** Nobody can say what would be a success. */
  @Override
  public Boolean success() {
    return null;
  }

  @Override
  public Map<String, String> attributes() {
    ControlledTraffic.Figures figures = ControlledTraffic.Figures.of(traffic, 0);
    return Map.of(
        TRAVEL_TIME,
        Double.toString(figures.averageTravelTime()),
        WAITING,
        Double.toString(figures.meanWaiting()),
        THROUGHPUT,
        Double.toString(figures.throughput()));
  }

  @Override
  public Optional<Scene> scene() {
    return Optional.of(picture.scene(view));
  }

  @Override
  public void close() {
    closed = true;
  }
}
