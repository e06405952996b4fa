package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.RunReport;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks of actions from the worker through the gates into updates and evaluation. */
class ActionChunkRehearsalTest {
  private static final int EPISODE = 200;
  private static final int MEMBERS = 4;
  private static final String YAML =
      """
      id: chunks
      policy: {network: {hidden: [16]}, flowSteps: 3, chunk: 4}
      environment: pendulum
      rollout: {groupSize: 4, sampler: {id: flow-sde}}
      credit: {id: group-relative, per: step}
      objective: {id: flow-grpo}
      optimizer: adam
      learner: {batch: 1}
      stop: {updates: 2}
      evaluation: {episodes: 3}
      """;

  private static RunReport rehearse(String... changes) {
    Recipe recipe = RecipeReader.parse("chunks", YAML, List.of(changes));
    return new Rehearsal(recipe, Progress.silent()).run();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum", "mean", "action", "token"})
  void run_everyReduction_learnsAndTheFirstRatioIsOne(String reduction) {
    RunReport report = rehearse("objective.logProbReduction=" + reduction);

    assertThat(report.fates().used()).isEqualTo(2 * MEMBERS);
    assertThat(report.curve().get(0).metrics().get("first-log-ratio-max")).isLessThan(1e-5);
    assertThat(report.curve().get(1).metrics().get("reference-kl")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{id: group-relative, per: step}", "{id: gae}"})
  void run_creditOfActions_everyActionHasItsOwn(String credit) {
    // 200 steps are 66 chunks of 3 and one of 2
    RunReport report =
        rehearse(
            "policy.chunk=3",
            "credit=" + credit,
            "credit.resolution=action",
            "objective={id: pi-rl, logProb: action}");

    assertThat(report.fates().used()).isEqualTo(2 * MEMBERS);
    assertThat(report.curve().get(0).envSteps()).isEqualTo(MEMBERS * EPISODE);
    assertThat(report.curve().get(0).metrics().get("first-log-ratio-max")).isLessThan(1e-5);
    assertThat(report.curve().get(1).metrics().get("reference-kl")).isPositive();
  }

  @Test
  void run_lastChunkCutShort_countsEnvironmentSteps() {
    // 200 steps are 66 chunks of 3 and one of 2
    RunReport report = rehearse("policy.chunk=3");

    assertThat(report.curve().get(0).envSteps()).isEqualTo(MEMBERS * EPISODE);
    assertThat(report.curve().get(1).envSteps()).isEqualTo(2 * MEMBERS * EPISODE);
  }
}
