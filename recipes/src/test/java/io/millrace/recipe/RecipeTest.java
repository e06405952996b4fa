package io.millrace.recipe;

import static io.millrace.recipe.TestRecipes.SMALL;
import static io.millrace.recipe.TestRecipes.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecipeTest {
  @Test
  void hash_fixedRecipe_isThatOfEveryMachineAndRelease() {
    // Changes only when an option is added or a default changes: then runs are not comparable.
    assertThat(read(SMALL).hash())
        .isEqualTo("7e479b7ff78a892890648d5f508a5027c023c2c9b6502ff42e80b030ce40b943");
  }

  @Test
  void hash_orderCommentsAndWrittenDefaults_doNotCount() {
    String reordered =
        """
        # a comment
        objective: {clip: 0.20, id: flow-grpo}
        credit: group-relative
        rollout:
          sampler: {noise: 7.0e-1, id: flow-sde}
          groupSize: 8
        environment: {mass: 2.0, limit: 20, id: point-mass}
        id: grpo-pointmass
        seed: 1
        """;

    assertThat(read(reordered).hash()).isEqualTo(read(SMALL).hash());
  }

  @Test
  void hash_anyOption_counts() {
    assertThat(read(SMALL, "seed=2").hash()).isNotEqualTo(read(SMALL).hash());
    assertThat(read(SMALL, "environment.limit=21").hash()).isNotEqualTo(read(SMALL).hash());
  }

  @Test
  void hash_topicAndLimitLeftOut_areNotPartOfIt() {
    String warm = "policy.warmStart.source=";

    assertThat(read(SMALL, warm + "demonstrations").toJson())
        .contains(
            "\"warmStart\":{\"batch\":256,\"learningRate\":0.003,\"samples\":4096,"
                + "\"source\":\"demonstrations\",\"steps\":1500}");
    assertThat(read(SMALL, warm + "topic", "policy.warmStart.topic=a").hash())
        .isNotEqualTo(read(SMALL, warm + "topic").hash());
  }

  @Test
  void learnsOnline_objectiveNone_isFalse() {
    assertThat(read(SMALL).learnsOnline()).isTrue();
    Recipe cloning = read(SMALL, "objective=none", "policy.warmStart.source=topic");
    assertThat(cloning.learnsOnline()).isFalse();
    assertThat(TestRecipes.problems(SMALL, "objective=none", "stop.updates=3"))
        .anySatisfy(line -> assertThat(line).startsWith("policy.warmStart: missing"))
        .anySatisfy(line -> assertThat(line).startsWith("stop.updates: expected 0"));
  }

  @Test
  void toYaml_randomRecipes_readBackEqual() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Recipe recipe = randomRecipe(random);
      assertThat(RecipeReader.parse("yaml", recipe.toYaml(), List.of(), TestRecipes.PLUGINS))
          .as("seed=%d, yaml=%s", seed, recipe.toYaml())
          .isEqualTo(recipe)
          .extracting(Recipe::hash)
          .isEqualTo(recipe.hash());
      assertThat(RecipeReader.parse("json", recipe.toJson(), List.of(), TestRecipes.PLUGINS))
          .as("seed=%d, json=%s", seed, recipe.toJson())
          .isEqualTo(recipe);
    }
  }

  private static Recipe randomRecipe(Random random) {
    String sampler = List.of("flow-sde", "dance-sde", "cps", "flow-noise").get(random.nextInt(4));
    String optimizer = random.nextBoolean() ? "adam" : "sgd";
    Recipe recipe =
        read(
            SMALL,
            "seed=" + random.nextLong(),
            "rollout.sampler.id=" + sampler,
            "optimizer=" + optimizer,
            "optimizer.learningRate=" + positive(random),
            "objective.kl=" + positive(random),
            "objective.clip=" + (random.nextDouble() * 0.999 + 1e-6),
            "environment.mass=" + positive(random),
            "reward.await=" + random.nextInt(9),
            "reward.timeout=" + (1 + random.nextInt(1_000_000)) + "ms",
            "reward.retention=" + random.nextInt(1_000_000) + "ms",
            "stop.wallTime=" + (1 + random.nextInt(1_000_000)) + "ms",
            "credit.minimumMembers=" + (1 + random.nextInt(8)));
    return new Recipe(
        recipe.id(),
        text(random),
        text(random),
        recipe.policy(),
        recipe.environment(),
        recipe.rollout(),
        recipe.reward(),
        recipe.credit(),
        recipe.objective(),
        recipe.optimizer(),
        recipe.replay(),
        recipe.learner(),
        recipe.publish(),
        recipe.stop(),
        recipe.evaluation(),
        recipe.seed());
  }

  private static String positive(Random random) {
    double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
    return Double.isFinite(value) && value > 0 ? Double.toString(value) : "1.0";
  }

  private static String text(Random random) {
    String letters =
        "ab 10.-:#'\"\\{}[]&*!|>%@`~,?=<\n\t\u00e4\u20ac\u0007\u2028\u007f\u0085\r_/yesnoNULL";
    List<String> whole =
        List.of("null", "true", "No", "1e5", "0x1F", "~", "", " ", "2s", ".5", "=");
    if (random.nextInt(4) == 0) {
      return whole.get(random.nextInt(whole.size()));
    }
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(40); n > 0; n--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
