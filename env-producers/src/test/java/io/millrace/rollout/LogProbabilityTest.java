package io.millrace.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.EnvironmentFactory;
import io.millrace.env.builtin.Multigoal2d;
import io.millrace.env.builtin.Multigoal2dProvider;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.BatchFunction;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the streaming learner relies on: the densities in a record, after its way through the codec,
 * are those that the acting version gives to the latent path in it.
 */
class LogProbabilityTest {

  private static final int OBSERVED = 2;
  private static final int SIZE = 2;

  @ParameterizedTest
  @CsvSource({"flow-sde, 0.7", "cps, 0.5", "dance-sde, 0.3"})
  void logProbs_ofARecord_equalARecomputationFromItsLatentPath(String sampler, double noise) {
    FlowPolicy policy = TestPolicies.policy(OBSERVED, SIZE, new SamplerSpec(sampler, noise, 0, 0));
    MemorySink sink = new MemorySink();
    RolloutSettings settings =
        new RolloutSettings("policy", 1, "w0", 5, 4, 0, 1, 1, Duration.ofSeconds(1));
    EnvironmentFactory environment =
        EnvironmentFactory.of(new Multigoal2dProvider(), new Multigoal2d.Options(0));
    new RolloutWorker(
            settings, environment::create, new ScriptedFeed(policy), sink, InstantSource.system())
        .run();
    assertThat(sink.trajectories).hasSize(4);
    for (Trajectory sent : sink.trajectories) {
      check(policy, RecordCodec.decode(RecordCodec.encode(sent), Trajectory.class));
    }
  }

  private static void check(FlowPolicy policy, Trajectory trajectory) {
    float[] observations = Tensors.floats(trajectory.getObservations());
    float[] path = Tensors.floats(trajectory.getLatentPath());
    float[] logProbs = Tensors.floats(trajectory.getLogProbs());
    float[] actions = Tensors.floats(trajectory.getActions());
    int steps = Tensors.shape(trajectory.getActions())[0];
    int flowSteps = TestPolicies.FLOW_STEPS;
    Transition[] chain = policy.sampler().chain(flowSteps);
    BatchFunction velocity = policy.model().velocity().inference(policy.model().parameters(), 1);
    for (int t = 0; t < steps; t++) {
      for (int k = 0; k < flowSteps; k++) {
        int from = (t * (flowSteps + 1) + k) * SIZE;
        System.arraycopy(path, from, velocity.input(), 0, SIZE);
        velocity.input()[SIZE] = (float) chain[k].tau();
        System.arraycopy(observations, t * OBSERVED, velocity.input(), SIZE + 1, OBSERVED);
        float[] u = velocity.run();
        for (int d = 0; d < SIZE; d++) {
          double mean = chain[k].pointWeight() * path[from + d] + chain[k].velocityWeight() * u[d];
          double next = path[from + SIZE + d];
          if (k == flowSteps - 1) {
            assertThat(next).isCloseTo(mean, within(1e-5));
            assertThat((double) actions[t * SIZE + d]).isCloseTo(mean, within(1e-5));
          } else {
            double z = (next - mean) / chain[k].std();
            double expected = -0.5 * z * z - Math.log(chain[k].std()) - 0.5 * Math.log(2 * Math.PI);
            assertThat((double) logProbs[(t * (flowSteps - 1) + k) * SIZE + d])
                .isCloseTo(expected, within(2e-5));
          }
        }
      }
    }
  }
}
