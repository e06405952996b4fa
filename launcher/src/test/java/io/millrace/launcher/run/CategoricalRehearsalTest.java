package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.RunReport;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masked choices at two positions, from the worker through the gates into updates. */
class CategoricalRehearsalTest {
  private static final String YAML =
      """
      id: crossing
      policy:
        flow: categorical
        flowSteps: 1
        network: {hidden: [32], activation: tanh}
        critic: {hidden: [32], activation: tanh}
      environment: test-crossing
      rollout: {workers: 1, groupSize: 8, sampler: ode}
      credit: {id: gae, discount: 0}
      objective: {id: ppo, entropy: 0.01}
      optimizer: {id: adam, learningRate: 0.01}
      learner: {batch: 4, epochs: 4, minibatch: 80}
      stop: {updates: 40}
      evaluation: {episodes: 200}
      seed: 1
      """;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void offerTheEnvironment(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.millrace.recipe.EnvironmentPlugin"),
        Crossing.Provider.class.getName());
    Thread.currentThread()
        .setContextClassLoader(new URLClassLoader(new URL[] {folder.toUri().toURL()}, before));
  }

  @AfterEach
  void withdrawIt() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void run_ppo_learnsPhaseAndLength() {
    RunReport report = rehearse();

    assertThat(report.first().meanReturn()).as("seed 1").isLessThan(0.7 * 2 * Crossing.STEPS);
    assertThat(report.last().meanReturn()).as("seed 1").isGreaterThan(0.95 * 2 * Crossing.STEPS);
    assertThat(report.fates().rejected()).isZero();
    assertThat(report.curve().get(0).metrics())
        .containsEntry("first-log-ratio-max", 0.0)
        .containsKeys("entropy", "value-error", "reference-kl");
  }

  /** Each of three signals has a mask of its own, and they share one policy. */
  @ParameterizedTest
  @ValueSource(strings = {"categorical", "tokens"})
  void run_maskedAgents_learnAndAreNeverRefused(String flow) {
    boolean tokens = flow.equals("tokens");
    RunReport report =
        tokens
            ? rehearse(
                "environment={id: test-crossing, agents: 3}",
                "policy.flow=tokens",
                "policy.flowSteps=3",
                "objective={id: fudoki}",
                "credit={id: group-relative}",
                "learner.batch=6")
            : rehearse("environment={id: test-crossing, agents: 3}", "learner.batch=6");

    assertThat(report.fates().rejected()).isZero();
    assertThat(report.fates().used()).isEqualTo(40 * 6 * 8);
    assertThat(report.curve().get(0).metrics()).containsEntry("first-log-ratio-max", 0.0);
    assertThat(report.first().meanReturn()).as("seed 1").isLessThan(0.7 * 2 * Crossing.STEPS);
    assertThat(report.last().meanReturn())
        .as("seed 1")
        .isGreaterThan(tokens ? report.first().meanReturn() + 3 : 0.95 * 2 * Crossing.STEPS);
  }

  @Test
  void run_likeliestChoices_areAtLeastAsGoodAsDrawnOnes() {
    assertThat(rehearse("evaluation.likeliest=true").last().meanReturn())
        .as("seed 1")
        .isGreaterThanOrEqualTo(rehearse().last().meanReturn());
  }

  @ParameterizedTest
  @ValueSource(strings = {"categorical", "tokens"})
  void run_groupRelativeFudoki_learns(String flow) {
    RunReport report =
        rehearse(
            "policy.flow=" + flow,
            "policy.flowSteps=" + (flow.equals("tokens") ? 3 : 1),
            "objective={id: fudoki}",
            "credit={id: group-relative}",
            "stop.updates=60");

    assertThat(report.curve().get(0).metrics()).containsEntry("first-log-ratio-max", 0.0);
    assertThat(report.last().meanReturn())
        .as("seed 1")
        .isGreaterThan(report.first().meanReturn() + 3);
  }

  private static RunReport rehearse(String... changes) {
    Recipe recipe = RecipeReader.parse("crossing", YAML, List.of(changes));
    return new Rehearsal(recipe, Progress.silent()).run();
  }
}
