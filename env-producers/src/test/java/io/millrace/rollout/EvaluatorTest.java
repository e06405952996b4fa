package io.millrace.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.EnvironmentFactory;
import io.millrace.env.builtin.Gmm1dMode;
import io.millrace.env.builtin.Gmm1dModeProvider;
import io.millrace.env.builtin.Multigoal2d;
import io.millrace.env.builtin.Multigoal2dProvider;
import io.millrace.env.builtin.Pendulum;
import io.millrace.env.builtin.PendulumProvider;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.sampler.Ode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  private static final Evaluator GMM =
      new Evaluator(
          EnvironmentFactory.of(new Gmm1dModeProvider(), new Gmm1dMode.Options(Optional.empty())));

  private final FlowPolicy gmmPolicy = TestPolicies.policy(2, 1);

  @Test
  void evaluate_untrainedOnModes_succeedsHalfOfTheTime() {
    EvaluationResult result = GMM.evaluate(gmmPolicy, 1000, 3, ode(gmmPolicy));
    assertThat(result.episodes()).isEqualTo(1000);
    assertThat(result.success()).isCloseTo(0.5, within(0.1));
    assertThat(result.meanReturn()).isEqualTo(result.success());
    // Of a share p: sqrt(p (1 - p) / (n - 1)).
    double p = result.meanReturn();
    assertThat(result.standardError()).isCloseTo(Math.sqrt(p * (1 - p) / 999), within(1e-12));
    assertThat(result.extra()).containsOnlyKeys("center", "spread");
  }

  @Test
  void evaluate_sameSeed_sameResult() {
    EvaluationResult once = GMM.evaluate(gmmPolicy, 300, 3, Acting.exploring(gmmPolicy));
    assertThat(GMM.evaluate(gmmPolicy, 300, 3, Acting.exploring(gmmPolicy))).isEqualTo(once);
    assertThat(GMM.evaluate(gmmPolicy, 300, 4, Acting.exploring(gmmPolicy))).isNotEqualTo(once);
  }

  @Test
  void evaluate_pendulum_knowsNoSuccess() {
    Evaluator pendulum =
        new Evaluator(EnvironmentFactory.of(new PendulumProvider(), new Pendulum.Options()));
    EvaluationResult result =
        pendulum.evaluate(TestPolicies.policy(3, 1), 40, 1, ode(TestPolicies.policy(3, 1)));
    assertThat(result.success()).isNull();
    // A random policy: -1238, standard deviation 275 (the sheet).
    assertThat(result.meanReturn()).isBetween(-1700.0, -700.0);
    assertThat(result.standardError()).isBetween(5.0, 150.0);
  }

  @Test
  void evaluate_multigoal_reportsGoals() {
    Evaluator multigoal =
        new Evaluator(EnvironmentFactory.of(new Multigoal2dProvider(), new Multigoal2d.Options(0)));
    EvaluationResult result =
        multigoal.evaluate(TestPolicies.policy(2, 2), 50, 1, ode(TestPolicies.policy(2, 2)));
    assertThat(result.extra())
        .containsOnlyKeys("goalShare0", "goalShare1", "goalShare2", "goalShare3", "goalsAlive");
    double reached =
        result.extra().get("goalShare0")
            + result.extra().get("goalShare1")
            + result.extra().get("goalShare2")
            + result.extra().get("goalShare3");
    assertThat(result.success()).isCloseTo(reached, within(1e-12));
  }

  @Test
  void evaluate_oneEpisode_hasNoSpread() {
    assertThat(GMM.evaluate(gmmPolicy, 1, 3, ode(gmmPolicy)).standardError()).isZero();
    assertThatThrownBy(() -> GMM.evaluate(gmmPolicy, 0, 3, ode(gmmPolicy)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void evaluate_alsoIfItFails_closesWhatItHasMade() {
    CountedReach reach = new CountedReach();
    Evaluator evaluator = new Evaluator(reach.factory());
    evaluator.evaluate(TestPolicies.policy(1, 1), 5, 1, ode(TestPolicies.policy(1, 1)));
    assertThat(reach.made.get()).isGreaterThanOrEqualTo(5);
    assertThat(reach.closed).hasValue(reach.made.get());

    FlowPolicy misfit = TestPolicies.policy(3, 2);
    assertThatThrownBy(() -> evaluator.evaluate(misfit, 5, 1, ode(misfit)))
        .isInstanceOf(RuntimeException.class);
    assertThat(reach.made.get()).isGreaterThanOrEqualTo(10);
    assertThat(reach.closed).hasValue(reach.made.get());
  }

  private static Acting ode(FlowPolicy policy) {
    return Acting.with(new Ode(), policy);
  }
}
