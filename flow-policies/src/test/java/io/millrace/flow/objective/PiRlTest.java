package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.objective.PiRl.JointReduce;
import io.millrace.flow.objective.PiRl.Unit;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.FlowNoise;
import io.millrace.flow.sampler.FlowSde;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.sampler.Transition;
import org.junit.jupiter.api.Test;

/** Golden numbers: the catalogue's pi-rl section, with time reversed and velocities negated. */
class PiRlTest {
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private static SamplerSpec noise(double least, double most) {
    return new SamplerSpec("flow-noise", 0, least, most, true, 0, 0);
  }

  private static PiRl plain(Unit unit, JointReduce reduce) {
    return new PiRl(0.2, 3, unit, reduce, 0, 0, 0, false);
  }

  /** x (1, -.5) to (.4, .1) to (.1, .3), velocities (-1, 1) and (-.5, .5), deviations .12, .1. */
  private static ConstantVelocity goldenPolicy() {
    ConstantVelocity policy = new ConstantVelocity(noise(0.1, 0.12), 2, -1, 1);
    // input (x, x, tau): the velocity halves at tau = 1/2
    policy.set(
        policy.policy.model().velocity().heads().get(0).layers().get(0).weight(),
        0,
        0,
        1,
        0,
        0,
        -1);
    // raw = 50 - silu(200 tau): far on the upper side at tau = 0, on the lower one at 1/2
    Mlp net = policy.policy.model().noise().heads().get(0);
    float[] in = new float[net.layers().get(0).weight().length()];
    in[0] = 200;
    policy.set(net.layers().get(0).weight(), in);
    float[] out = new float[net.layers().get(1).weight().length()];
    out[0] = -1;
    out[out.length / 2] = -1;
    policy.set(net.layers().get(1).weight(), out);
    policy.set(net.layers().get(1).bias(), 50, 50);
    return policy;
  }

  private static ActionBatch goldenChain(ConstantVelocity policy) {
    ActionBatch batch = policy.batch(1);
    System.arraycopy(new float[] {1, -0.5f, 0.4f, 0.1f, 0.1f, 0.3f}, 0, batch.path, 0, 6);
    batch.advantage[0] = 1;
    return batch; // recorded log-probabilities are 0, so that ratios are the draws' own
  }

  private static double logRatio(PiRl objective) {
    ConstantVelocity policy = goldenPolicy();
    return policy.measure(objective, goldenChain(policy)).get("log-ratio-max");
  }

  @Test
  void loss_goldenChain_chunkLikelihoods() {
    double start = -1.418939 - 1.043939; // recorded or not, it cancels in a ratio
    assertThat(logRatio(plain(Unit.CHUNK, JointReduce.MEAN)))
        .isCloseTo(0.587541 - start / 3, within(5e-6));
    assertThat(logRatio(plain(Unit.CHUNK, JointReduce.SUM)))
        .isCloseTo(1.762622 - start, within(1e-5));
  }

  @Test
  void loss_goldenChain_tokenLikelihoods() {
    // the larger of the two dimensions' means, .231270 + 1.418939 / 3 and .356270 + 1.043939 / 3
    assertThat(logRatio(plain(Unit.TOKEN, JointReduce.MEAN))).isCloseTo(0.704250, within(5e-6));
  }

  @Test
  void loss_scoreFunction_isTheGradientOfTheExpectedReward() {
    // velocity -.3, reward -(a - 1)^2: E r = -2.73, d E r / d velocity = 2.6
    assertThat(scoreFunction(JointReduce.SUM)).isCloseTo(-2.6, within(0.12));
    assertThat(scoreFunction(JointReduce.MEAN)).isCloseTo(-0.52, within(0.024));
  }

  private static double scoreFunction(JointReduce reduce) {
    double std = 0.1;
    ConstantVelocity policy = new ConstantVelocity(noise(std, std + 1e-9), 4, -0.3f);
    int rows = 100_000;
    ActionBatch batch = policy.batch(rows);
    RandomSource random = new RandomSource(7);
    for (int row = 0; row < rows; row++) {
      float x = (float) random.nextGaussian();
      batch.path[row * 5] = x;
      for (int k = 0; k < 4; k++) {
        double eps = random.nextGaussian();
        x = (float) (x - 0.3 / 4 + std * eps);
        batch.path[row * 5 + k + 1] = x;
        batch.logProb[row * 4 + k] = (float) (-0.5 * eps * eps - Math.log(std) - HALF_LOG_2PI);
      }
      batch.advantage[row] = (float) (2.73 - (x - 1) * (x - 1));
    }
    policy.measure(plain(Unit.CHUNK, reduce), batch);
    return policy.gradient()[0];
  }

  @Test
  void flowNoise_anyRaw_staysInRange() {
    FlowNoise sampler = new FlowNoise(0.08, 0.16);
    assertThat(sampler.std(1e6)).isCloseTo(0.16, within(1e-12));
    assertThat(sampler.std(-1e6)).isCloseTo(0.08, within(1e-12));
  }

  @Test
  void flowSde_fourSteps_deviationsOfTheSheet() {
    double[] std = {0.5, 0.433013, 0.25, 0.144338};
    double[] sigma = {1, 0.866025, 0.5, 0.288675};
    Transition[] chain = new FlowSde(0.5).chain(4, true);
    for (int k = 0; k < 4; k++) {
      assertThat(chain[k].std()).isCloseTo(std[k], within(1e-6));
      assertThat(chain[k].std() / Math.sqrt(0.25)).isCloseTo(sigma[k], within(1e-6));
    }
  }
}
