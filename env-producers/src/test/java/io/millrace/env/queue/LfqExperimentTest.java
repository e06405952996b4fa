package io.millrace.env.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.env.Environment;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.flow.experiment.NeighborLearner;
import io.millrace.flow.experiment.NeighborLearnerSettings;
import io.millrace.flow.experiment.NeighborTrial;
import io.millrace.flow.random.RandomSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The paper's experiments of +-1 in the queue: it learns the limits that theory knows. */
class LfqExperimentTest {

  private static final int DECISIONS = 10;

  private final Environment queue =
      new SimulatedEnvironment(new Lfq(new Lfq.Options(Lfq.Sender.RENO, 10, 1, 5, DECISIONS)));
  private final StepResult out = new StepResult(FlowFeatures.COUNT);
  private final float[] features = new float[FlowFeatures.COUNT];

  private static NeighborLearner learner(
      double actorRate, double criticRate, int batch, long seed) {
    return new NeighborLearner(
        new NeighborLearnerSettings(
            FlowFeatures.COUNT,
            List.of(32, 32),
            Lfq.MIN_LIMIT,
            Lfq.MAX_LIMIT,
            actorRate,
            criticRate,
            batch),
        new RandomSource(seed));
  }

  /** A new flow up to a random time, under the limits that were learned so far. */
  private NeighborTrial begin(NeighborLearner learner, RandomSource random) {
    queue.reset(random.nextLong(), features);
    int before = random.nextInt(3 * DECISIONS / 4);
    for (int i = 0; i < before; i++) {
      queue.step(new float[] {learner.choose(features)}, out);
      queue.observe(features);
    }
    return learner.plan(features, random);
  }

  /** Mean worth of what is left of the flow under this limit. */
  private double finish(double limit) {
    double sum = 0;
    int steps = 0;
    do {
      queue.step(new float[] {(float) limit}, out);
      sum += out.reward();
      steps++;
    } while (!out.done());
    return sum / steps * DECISIONS;
  }

  private void learnOffline(NeighborLearner learner, int flows, RandomSource random) {
    for (int i = 0; i < flows; i++) {
      NeighborTrial trial = begin(learner, random);
      byte[] fork = queue.saveState();
      double reward = finish(trial.tried());
      queue.loadState(fork);
      learner.learn(trial, reward, finish(trial.other()));
    }
  }

  private void learnOnline(NeighborLearner learner, int flows, RandomSource random) {
    for (int i = 0; i < flows; i++) {
      NeighborTrial trial = begin(learner, random);
      learner.learn(trial, finish(trial.tried()));
    }
  }

  /** How a learner chooses on fresh flows, once it has controlled them for a while. */
  private record Choices(double error, double correlation) {}

  private Choices judge(NeighborLearner learner) {
    int flows = 200;
    double[] limits = new double[flows];
    double[] megabits = new double[flows];
    double error = 0;
    for (int i = 0; i < flows; i++) {
      queue.reset(1_000_000 + i, features);
      do {
        queue.step(new float[] {learner.choose(features)}, out);
        queue.observe(features);
      } while (!out.done());
      double[] state = queue.state();
      limits[i] = learner.value(features);
      megabits[i] = state[0];
      AimdFlow flow = AimdFlow.of(state[0], state[1], state[2]);
      error += Math.abs(limits[i] - flow.bestBuffer(10, Lfq.MAX_LIMIT)) / flows;
    }
    return new Choices(error, correlation(limits, megabits));
  }

  private static double correlation(double[] x, double[] y) {
    int n = x.length;
    double mx = 0;
    double my = 0;
    for (int i = 0; i < n; i++) {
      mx += x[i] / n;
      my += y[i] / n;
    }
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < n; i++) {
      xy += (x[i] - mx) * (y[i] - my);
      xx += (x[i] - mx) * (x[i] - mx);
      yy += (y[i] - my) * (y[i] - my);
    }
    return xy / Math.sqrt(xx * yy);
  }

  /** Asked for, with 3000 flows of which both arms are run: 3 packets, a correlation of 0.9. */
  @Test
  void learn_threeThousandForkedFlows_isNearTheOptimum() {
    double error = 0;
    for (long seed = 1; seed <= 2; seed++) {
      NeighborLearner learner = learner(0.02, 0.02, 20, seed);
      assertThat(judge(learner).error()).isGreaterThan(8);
      learnOffline(learner, 3000, new RandomSource(seed).split("flows"));
      Choices choices = judge(learner);
      assertThat(choices.correlation()).as("seed=" + seed).isGreaterThan(0.9);
      error += choices.error() / 2;
    }
    assertThat(error).isLessThan(3);
  }

  /** Asked for, with one arm a flow and three times as many flows: a correlation of 0.7. */
  @Test
  void learn_nineThousandFlowsOnline_followsTheBandwidth() {
    double error = 0;
    for (long seed = 1; seed <= 2; seed++) {
      NeighborLearner learner = learner(0.02, 0.05, 40, seed);
      learnOnline(learner, 9000, new RandomSource(seed).split("flows"));
      Choices choices = judge(learner);
      assertThat(choices.correlation()).as("seed=" + seed).isGreaterThan(0.7);
      error += choices.error() / 2;
    }
    assertThat(error).isLessThan(5);
  }
}
