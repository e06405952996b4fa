package io.millrace.flow.streaming;

import io.millrace.flow.network.LayerNormMlp;
import io.millrace.flow.optimizer.ObGd;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/**
 * Actor and critic that learn from each step once, when it happens: no buffer, no batch.
 *
 * <pre>
 * delta  = r' + discount V(s')(1 - terminated) - V(s)
 * critic: gradient of V(s)                                        bound kappa = criticBound
 * actor:  gradient of sum_d log pi(a_d | s) + entropy sign(delta) sum_d H_d    kappa = actorBound
 * </pre>
 *
 * Both gradients are taken at the old weights; then both optimizers (ObGD with eligibility traces)
 * step with the same delta. Policy: independent normals, standard deviation softplus of the
 * network; the action is not squashed. Observations are normalized by running moments that take
 * each one in before its use, rewards scaled by {@link RewardScaler}; a time input runs from -0.5
 * to 0.5.
 *
 * <p>Differs from the reference implementation: a truncated episode bootstraps from its last
 * observation, as everywhere here; there it counts as terminated.
 *
 * <p>Source: "Streaming Deep Reinforcement Learning Finally Works" (arXiv 2410.14606), stream AC
 * (lambda).
 */
public final class StreamActorCritic {
  private static final double VARIANCE_EPSILON = 1e-8;
  private static final double HALF_LOG_2PI_E = 0.5 * Math.log(2 * Math.PI * Math.E);

  private final StreamActorCriticSettings settings;
  private final int actionSize;
  private final RandomSource random;
  private final RunningMoments observationMoments;
  private final RewardScaler rewardScaler;
  private final Network actor;
  private final Network critic;
  private final float[] state;
  private final float[] nextState;
  private final float[] action;
  private Value mean;
  private Value rawStd;
  private double time;

  /** A fresh learner whose weights and draws depend on the generator alone. */
  public StreamActorCritic(
      StreamActorCriticSettings settings,
      int observationSize,
      int actionSize,
      RandomSource random) {
    this.settings = settings;
    this.actionSize = actionSize;
    this.random = random.split("actions");
    this.observationMoments = new RunningMoments(observationSize);
    this.rewardScaler = new RewardScaler(settings.discount());
    this.actor =
        new Network(
            settings,
            observationSize + 1,
            2 * actionSize,
            settings.actorBound(),
            random.split("actor"));
    this.critic =
        new Network(
            settings, observationSize + 1, 1, settings.criticBound(), random.split("critic"));
    this.state = new float[observationSize + 1];
    this.nextState = new float[observationSize + 1];
    this.action = new float[actionSize];
  }

  /** Starts an episode. */
  public void reset(float[] observation) {
    time = -0.5;
    observe(observation, state);
  }

  /** The action for the current observation; overwritten by the next call. */
  public float[] act() {
    Value output = actor.forward(state);
    mean = actor.tape.columns(output, 0, actionSize);
    rawStd =
        actor.tape.activate(
            actor.tape.columns(output, actionSize, 2 * actionSize), Activation.SOFTPLUS);
    for (int d = 0; d < actionSize; d++) {
      action[d] = (float) (mean.data()[d] + rawStd.data()[d] * random.nextGaussian());
    }
    return action;
  }

  /**
   * Learns from what the last action brought.
   *
   * @param observation after the step, never one of the next episode
   * @return delta, the error of the value
   */
  public double learn(double reward, float[] observation, boolean terminated, boolean truncated) {
    boolean end = terminated || truncated;
    double scaled = rewardScaler.scale(reward, end);
    time += 1.0 / settings.episodeSteps();
    observe(observation, nextState);
    double bootstrap = terminated ? 0 : settings.discount() * critic.forward(nextState).item();
    Value value = critic.forward(state);
    double delta = scaled + bootstrap - value.item();
    critic.tape.backward(value);
    actor.tape.backward(actorObjective(delta));
    critic.step(delta, end);
    actor.step(delta, end);
    System.arraycopy(nextState, 0, state, 0, state.length);
    return delta;
  }

  /** sum log pi + entropy sign(delta) sum H; the normal's entropy is log std + a constant. */
  private Value actorObjective(double delta) {
    Tape tape = actor.tape;
    Value logStd = tape.log(rawStd);
    Value logProb = tape.sum(tape.gaussianLogProb(action, mean, logStd));
    double weight = settings.entropy() * Math.signum(delta);
    Value entropy = tape.sum(tape.affine(logStd, weight, weight * HALF_LOG_2PI_E));
    return tape.add(logProb, entropy);
  }

  private void observe(float[] observation, float[] into) {
    observationMoments.add(observation);
    for (int i = 0; i < observation.length; i++) {
      double centered = observation[i] - observationMoments.mean(i);
      into[i] = (float) (centered / Math.sqrt(observationMoments.variance(i) + VARIANCE_EPSILON));
    }
    into[observation.length] = (float) time;
  }

  /** A network with its tape, its traces and its optimizer. */
  private static final class Network {
    final Tape tape = new Tape();
    final Parameters parameters;
    final LayerNormMlp layers;
    final ObGd optimizer;
    final OptimizerState traces;

    Network(
        StreamActorCriticSettings settings, int in, int out, double bound, RandomSource random) {
      Parameters.Layout layout = new Parameters.Layout();
      layers =
          LayerNormMlp.reserve(
              layout,
              "network",
              in,
              List.of(settings.width(), settings.width()),
              Activation.LEAKY_RELU,
              out);
      parameters = layout.allocate();
      layers.initializeSparsely(parameters, random, settings.sparsity());
      optimizer =
          new ObGd(settings.learningRate(), settings.discount(), settings.traceDecay(), bound);
      traces = optimizer.start(parameters.size());
    }

    Value forward(float[] input) {
      tape.reset();
      return layers.forward(tape, parameters, tape.input(input, 1, input.length));
    }

    void step(double delta, boolean end) {
      optimizer.step(parameters.values(), parameters.gradients(), delta, traces, end);
    }
  }
}
