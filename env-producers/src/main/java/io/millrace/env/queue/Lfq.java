package io.millrace.env.queue;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Size the queue of one flow: throughput against standing packets.
 *
 * <pre>
 * a flow: bandwidth in U(5, 25) Mbit/s, round trip in U(5, 25) ms, window times 0.5 (Reno) or 0.8 (like BIC) on loss
 * action: limit of its queue, packets, rounded and clipped to 1 .. 60; observation: the 60 FlowFeatures
 * reward of a step = (throughput - alpha mean queue) mtu / 10^6 / decisions: an episode earns the R of the flow
 * state: bandwidth, round trip, decrease, decisions made, limit, sum of |limit - B*|, AimdRounds (6),
 *   those of them at the first decision (6), FlowFeatures (61)
 * </pre>
 *
 * <p>The flow is simulated by {@link AimdRounds}. It starts and runs for {@code warmUp} seconds
 * under a limit drawn from 1 .. 60; then {@code decisions} steps of equal length follow, and the
 * last terminates. A step ends with the round trip in which its time is over. B* is the limit that
 * is worth most to a long flow, {@link AimdFlow#bestBuffer}.
 *
 * <p>Source: "LFQ: Online Learning of Per-flow Queuing Policies using Deep Reinforcement Learning".
 * There the limit is evaluated with every tenth packet and experiments are single changes of +-1;
 * decisions at a fixed pace, the sender's 0.8 for BIC and the round-trip simulator are ours.
 */
public final class Lfq implements Dynamics {

  public static final String ID = "lfq";

  /** Attributes of a flow: mean queue, Mbit/s, mean |limit - B*|. */
  static final String QUEUE = "queue";

  static final String THROUGHPUT = "throughput";
  static final String LIMIT_ERROR = "limit-error";

  /** What other queues would have made of the same flow: their names begin so. */
  static final String FIFO_100 = "fifo100-";

  static final String FIFO_1000 = "fifo1000-";
  static final String CODEL = "codel-";
  static final String BEST = "best-";

  static final int MIN_LIMIT = 1;
  static final int MAX_LIMIT = 60;

  private static final double RENO = 0.5;
  private static final double BIC = 0.8;
  private static final double MIN_MEGABITS = 5;
  private static final double MAX_MEGABITS = 25;
  private static final double MIN_MILLIS = 5;
  private static final double MAX_MILLIS = 25;

  private static final int MEGABITS = 0;
  private static final int MILLIS = 1;
  private static final int DECREASE = 2;
  private static final int DECISIONS = 3;
  private static final int LIMIT = 4;
  private static final int ERRORS = 5;
  private static final int FLOW = 6;
  private static final int FIRST = FLOW + AimdRounds.SIZE;
  private static final int FEATURES = FIRST + AimdRounds.SIZE;
  private static final int STATE = FEATURES + FlowFeatures.SIZE;

  private final Options options;
  private final EnvironmentSpec spec;
  private final AimdRounds rounds = new AimdRounds(FLOW);
  private final AimdRounds first = new AimdRounds(FIRST);
  private final FlowFeatures features = new FlowFeatures(FEATURES);

  // The numbers that say which flow a state is of, the flow, and B*.
  private final double[] known = new double[DECREASE + 1];
  private AimdFlow flow;
  private int best;

  /** Who sends. */
  public enum Sender {
    /** A loss halves the window. */
    RENO,
    /** A loss takes a fifth of it, as with BIC. */
    BIC,
    /** Either, drawn for each flow. */
    MIXED
  }

  /** Options of a recipe. */
  public record Options(
      @Doc("who sends: reno, bic, or either") @Default("reno") Sender sender,
      @Doc("what a queued packet costs, alpha; the paper has 0.01 and 10")
          @Default("10.0")
          @Range(min = 0, max = 10_000)
          double alpha,
      @Doc("seconds before the first decision")
          @Default("1.0")
          @Range(min = 0, minExclusive = true, max = 100)
          double warmUp,
      @Doc("seconds of the flow after them")
          @Default("5.0")
          @Range(min = 0, minExclusive = true, max = 1000)
          double duration,
      @Doc("decisions in that time") @Default("10") @Range(min = 1, max = 10_000) int decisions) {}

  public Lfq(Options options) {
    this.options = options;
    this.spec =
        new EnvironmentSpec(
            ID,
            ActionSpace.Box.unbounded(FlowFeatures.COUNT),
            ActionSpace.Box.of(1, MIN_LIMIT, MAX_LIMIT),
            options.decisions(),
            false);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return STATE;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    state[MEGABITS] = between(random, MIN_MEGABITS, MAX_MEGABITS);
    state[MILLIS] = between(random, MIN_MILLIS, MAX_MILLIS);
    boolean reno = random.nextInt(2) == 0;
    state[DECREASE] =
        switch (options.sender()) {
          case RENO -> RENO;
          case BIC -> BIC;
          case MIXED -> reno ? RENO : BIC;
        };
    state[DECISIONS] = 0;
    state[ERRORS] = 0;
    state[LIMIT] = MIN_LIMIT + random.nextInt(MAX_LIMIT - MIN_LIMIT + 1);
    rounds.start(state);
    features.start(state);
    run(state, options.warmUp());
    System.arraycopy(state, FLOW, state, FIRST, AimdRounds.SIZE);
  }

  private static double between(RandomSource random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Notes which flow a state is of; only another one costs anything. */
  private void recognize(double[] state) {
    if (flow == null || !Arrays.equals(state, 0, known.length, known, 0, known.length)) {
      System.arraycopy(state, 0, known, 0, known.length);
      flow = AimdFlow.of(state[MEGABITS], state[MILLIS], state[DECREASE]);
      best = flow.bestBuffer(options.alpha(), MAX_LIMIT);
    }
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    recognize(state);
    state[LIMIT] = Math.max(MIN_LIMIT, Math.min(MAX_LIMIT, Math.rint(action[0])));
    state[ERRORS] += Math.abs(state[LIMIT] - best);
    double time = rounds.time(state);
    double delivered = rounds.delivered(state);
    double queued = rounds.queued(state);
    state[DECISIONS]++;
    double share = state[DECISIONS] / options.decisions();
    run(state, Math.max(time, first.time(state) + share * options.duration()));
    double seconds = rounds.time(state) - time;
    double rate = (rounds.delivered(state) - delivered) / seconds;
    double queue = (rounds.queued(state) - queued) / seconds;
    double worth = AimdFlow.worth(rate, queue, options.alpha());
    out.set(worth / options.decisions(), state[DECISIONS] >= options.decisions(), false);
  }

  /** At least one round trip, and all that begin before this time. */
  private void run(double[] state, double until) {
    recognize(state);
    do {
      double packets = rounds.window(state);
      double queue = rounds.queue(state, flow);
      double losses = rounds.losses(state);
      double seconds = rounds.round(state, flow, state[LIMIT]);
      boolean dropped = rounds.losses(state) > losses;
      features.update(state, packets, seconds, queue, state[LIMIT], dropped);
    } while (rounds.time(state) < until);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    features.observe(state, observation);
  }

  /** Nothing before the flow is over: figures of a part would be of another flow. */
  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    if (state[DECISIONS] < options.decisions()) {
      return Map.of();
    }
    recognize(state);
    double warmUp = options.warmUp();
    double duration = options.duration();
    double seconds = rounds.time(state) - first.time(state);
    Map<String, String> facts = new TreeMap<>();
    facts.put(LIMIT_ERROR, Double.toString(state[ERRORS] / state[DECISIONS]));
    put(
        facts,
        "",
        new QueueFigures(
            (rounds.delivered(state) - first.delivered(state)) / seconds,
            (rounds.queued(state) - first.queued(state)) / seconds));
    put(facts, FIFO_100, QueueFigures.fifo(flow, 100, warmUp, duration));
    put(facts, FIFO_1000, QueueFigures.fifo(flow, 1000, warmUp, duration));
    put(facts, CODEL, QueueFigures.coDel(flow, warmUp, duration));
    put(facts, BEST, QueueFigures.fifo(flow, best, warmUp, duration));
    return facts;
  }

  private static void put(Map<String, String> facts, String prefix, QueueFigures figures) {
    facts.put(prefix + QUEUE, Double.toString(figures.queue()));
    facts.put(prefix + THROUGHPUT, Double.toString(AimdFlow.megabits(figures.throughput())));
  }

  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    recognize(state);
    double[] ahead = Arrays.copyOfRange(state, FLOW, FIRST);
    return Optional.of(QueuePicture.of(flow, ahead, state[LIMIT], best));
  }
}
