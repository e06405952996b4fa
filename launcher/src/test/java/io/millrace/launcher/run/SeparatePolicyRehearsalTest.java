package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.RunReport;
import io.millrace.recipe.RecipeException;
import io.millrace.recipe.RecipeReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weights for each agent, from the worker through gates and credit into updates. */
class SeparatePolicyRehearsalTest {
  private static final Path RECIPES = Path.of("../recipes");

  private static RunReport rehearse(String recipe, String... changes) {
    return new Rehearsal(
            RecipeReader.read(RECIPES.resolve(recipe + ".yaml"), List.of(changes)),
            Progress.silent())
        .run();
  }

  @Test
  void run_agentsThatMustDiffer_learnToWithWeightsForEach() {
    RunReport report = rehearse("two-doors");

    assertThat(report.first().meanReturn()).isBetween(0.3, 0.7);
    assertThat(report.last().meanReturn()).isGreaterThan(0.97);
  }

  /** 2 p (1 - p) is 1/2 at most; the deviation of 1000 episodes is 0.016. */
  @Test
  void run_agentsThatMustDiffer_cannotWithOnePolicy() {
    RunReport report = rehearse("two-doors", "policy.agents=shared");

    assertThat(report.last().meanReturn()).isLessThan(0.57);
  }

  /** Four signals with a value network. */
  @Test
  void run_aGridOfSignals_learnsWithWeightsForEach() {
    RunReport report =
        rehearse(
            "cityflow-grid",
            "environment.grid=2x2",
            "policy.agents=separate",
            "learner.batch=8",
            "stop.updates=2",
            "evaluation.episodes=2");

    assertThat(report.curve()).hasSize(2);
    assertThat(report.fates().used()).isEqualTo(2 * 8);
    assertThat(report.curve().get(0).metrics()).containsEntry("first-log-ratio-max", 0.0);
  }

  @Test
  void read_oneAgentOrDemonstrations_areRefusedByName() {
    assertThatThrownBy(() -> rehearse("pendulum", "policy.agents=separate"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(
            "policy.agents: expected \"shared\" in an environment of one agent, got \"separate\"");
    assertThatThrownBy(
            () -> rehearse("two-doors", "policy.warmStart={source: demonstrations, steps: 5}"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("policy.warmStart: expected none with policy.agents \"separate\"");
    assertThatThrownBy(() -> rehearse("gateway-toy", "policy.agents=separate"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("policy.agents: expected \"shared\"");
  }
}
