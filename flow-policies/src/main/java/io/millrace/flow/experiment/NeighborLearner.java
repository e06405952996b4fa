package io.millrace.flow.experiment;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.optimizer.GradientStep;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.optimizer.Sgd;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Forward;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Learns which whole number to choose, from experiments that try its neighbors in practice.
 *
 * <pre>
 * choice c = round f(x); an experiment tries c + 1 or c - 1, drawn at random, and its reward R is measured
 * online:  it was the better one if R &gt; critic(x)          offline: both were tried, on the same world
 * target y = the better neighbor;  actor loss = mean |f(x) - y|;  critic loss = mean (critic(x) - R)^2
 * </pre>
 *
 * <p>Nothing but the sign of a difference moves the actor, so rewards need no scale, and the step
 * size alone says how fast. Near a bound c is moved inside, so that both neighbors are there: an
 * arm that was clipped alone would be compared with itself.
 *
 * <p>Source: "LFQ: Online Learning of Per-flow Queuing Policies using Deep Reinforcement Learning".
 * Its networks are 60-256-256-256-1 with leaky ReLU, its step size 0.01, its batch 40 online and 20
 * offline.
 */
public final class NeighborLearner {
  private static final double NO_LIMIT = 0;

  private final NeighborLearnerSettings settings;
  private final Side actor;
  private final Side critic;
  private final float[] seen;
  private final float[] better;
  private final float[] rewards;
  private int waiting;
  private long updates;

  /** A network with what it takes to train it. */
  private static final class Side {
    private final Parameters parameters;
    private final Mlp network;
    private Forward acting;
    private final GradientStep step;
    private final OptimizerState state;
    private final Tape tape = new Tape();

    Side(String name, NeighborLearnerSettings settings, double rate, RandomSource random) {
      Parameters.Layout layout = new Parameters.Layout();
      network =
          Mlp.reserve(
              layout,
              name,
              Mlp.specs(settings.features(), settings.hidden(), Activation.LEAKY_RELU, 1));
      parameters = layout.allocate();
      network.initialize(parameters, random.split(name), 1);
      acting = network.inference(parameters, 1);
      step = new GradientStep(new Sgd(rate), NO_LIMIT);
      state = step.optimizer().start(parameters.size());
    }

    double of(float[] features) {
      System.arraycopy(features, 0, acting.input(), 0, features.length);
      return acting.run()[0];
    }

    void descend(float[] x, float[] target, boolean absolute) {
      int rows = target.length;
      tape.reset();
      Value y = network.forward(tape, parameters, tape.input(x, rows, x.length / rows));
      Value error = tape.subtract(y, tape.input(target, rows, 1));
      tape.backward(tape.mean(absolute ? tape.abs(error) : tape.square(error)));
      double norm = step.take(parameters.values(), parameters.gradients(), state);
      if (!Double.isFinite(norm)) {
        throw new IllegalStateException("expected a finite gradient, norm=" + norm);
      }
      acting = network.inference(parameters, 1);
    }
  }

  public NeighborLearner(NeighborLearnerSettings settings, RandomSource random) {
    this.settings = settings;
    this.actor = new Side("actor", settings, settings.actorRate(), random);
    this.critic = new Side("critic", settings, settings.criticRate(), random);
    this.seen = new float[settings.batch() * settings.features()];
    this.better = new float[settings.batch()];
    this.rewards = new float[settings.batch()];
  }

  /** The number to choose, not rounded: f(x). */
  public double value(float[] features) {
    checkFeatures(features);
    return actor.of(features);
  }

  /** The whole number to choose, inside the bounds. */
  public int choose(float[] features) {
    return (int) clip(Math.rint(value(features)), settings.low(), settings.high());
  }

  /** The reward that the critic expects. */
  public double expected(float[] features) {
    checkFeatures(features);
    return critic.of(features);
  }

  /** Updates so far. */
  public long updates() {
    return updates;
  }

  /** An experiment around the choice. */
  public NeighborTrial plan(float[] features, RandomSource random) {
    double center = clip(Math.rint(value(features)), settings.low() + 1.0, settings.high() - 1.0);
    int side = random.nextInt(2) == 0 ? 1 : -1;
    return new NeighborTrial(features, center + side, center - side);
  }

  /** Takes in what the neighbor that was tried has earned; the critic stands for the other one. */
  public void learn(NeighborTrial trial, double reward) {
    boolean won = reward > expected(trial.features());
    take(trial, won ? trial.tried() : trial.other(), reward);
  }

  /** Takes in what both neighbors have earned in the same world; equal rewards teach nothing. */
  public void learn(NeighborTrial trial, double reward, double otherReward) {
    if (reward != otherReward) {
      take(trial, reward > otherReward ? trial.tried() : trial.other(), reward);
    }
  }

  private void take(NeighborTrial trial, double target, double reward) {
    if (!Double.isFinite(reward)) {
      throw new IllegalArgumentException("expected a finite reward, reward=" + reward);
    }
    float[] features = trial.features();
    System.arraycopy(features, 0, seen, waiting * features.length, features.length);
    better[waiting] = (float) target;
    rewards[waiting] = (float) reward;
    waiting++;
    if (waiting == settings.batch()) {
      actor.descend(seen, better, true);
      critic.descend(seen, rewards, false);
      waiting = 0;
      updates++;
    }
  }

  private void checkFeatures(float[] features) {
    if (features.length != settings.features()) {
      throw new IllegalArgumentException(
          "expected " + settings.features() + " features, length=" + features.length);
    }
  }

  private static double clip(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
