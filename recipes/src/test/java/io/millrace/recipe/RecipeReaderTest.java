package io.millrace.recipe;

import static io.millrace.recipe.TestRecipes.SMALL;
import static io.millrace.recipe.TestRecipes.problems;
import static io.millrace.recipe.TestRecipes.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.recipe.TestRecipes.PointMassOptions;
import io.millrace.recipe.plugin.AdamOptions;
import io.millrace.recipe.plugin.FlowGrpoOptions;
import io.millrace.recipe.plugin.FlowSdeOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeReaderTest {
  @Test
  void parse_smallRecipe_fillsDefaultsIn() {
    Recipe recipe = read(SMALL);

    assertThat(recipe.environment().options(PointMassOptions.class))
        .isEqualTo(new PointMassOptions(2.0, 20));
    assertThat(recipe.rollout().sampler().options(FlowSdeOptions.class).noise()).isEqualTo(0.7);
    assertThat(recipe.objective().options(FlowGrpoOptions.class).clip()).isEqualTo(0.2);
    assertThat(recipe.optimizer().plugin().options(AdamOptions.class).epsilon()).isEqualTo(1e-8);
    assertThat(recipe.policy().id()).isEqualTo("grpo-pointmass");
    assertThat(recipe.policy().network().hidden()).containsExactly(64, 64);
    assertThat(recipe.policy().warmStart()).isEmpty();
    assertThat(recipe.credit().minimumMembers()).isEqualTo(8);
    assertThat(recipe.credit().timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(recipe.reward().plugin().id()).isEqualTo("environment");
    assertThat(recipe.reward().await()).isZero();
    assertThat(recipe.reward().timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(recipe.reward().readsEvents()).isFalse();
    assertThat(recipe.evaluation().sampler().id()).isEqualTo("ode");
    assertThat(recipe.stop().wallTime()).isEmpty();
    assertThat(recipe.seed()).isEqualTo(1);
  }

  @Test
  void parse_fiveMistakes_namesAllFiveSortedByPath() {
    String yaml =
        """
        id: grpo-pointmass
        environment: {id: point-mas}
        rollout: {groupSize: 8, sampler: {id: cps, noise: 1.5}}
        credit: {id: group-relativ, timeout: 60}
        objective: {id: flow-grpo, clip: 2.0}
        learner: {epochs: two}
        """;

    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            """
            recipe grpo-pointmass.yaml has 6 problems:
              credit.id: no plug-in "group-relativ"; did you mean "group-relative"? known: g2rpo, \
            gae, group-relative, returns, rloo
              credit.timeout: expected a duration above 0 such as 500ms, 2s or 1m, got 60
              environment.id: no plug-in "point-mas"; did you mean "point-mass"? known: nothing, \
            point-mass
              learner.epochs: expected a whole number of at least 1, got "two"
              objective.clip: expected 0 < clip < 1, got 2.0
              rollout.sampler.noise: expected 0 < noise <= 1, got 1.5""");
  }

  /** Each line replaces one stage of the small recipe by one with exactly one mistake. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          objective: {id: flow-grpo, clp: 0.1} | objective.clp: no option "clp"; did you mean "clip"? known: clip, id, kl, logProbReduction, penalty
          objective: {id: flow-grpo, clip: 0} | objective.clip: expected 0 < clip < 1, got 0
          objective: {id: flow-grpo, clip: "0.1"} | objective.clip: expected 0 < clip < 1, got "0.1"
          objective: {id: flow-grpo, clip: .nan} | objective.clip: expected 0 < clip < 1, got ".nan"
          objective: {id: flow-grpo, kl: } | objective.kl: expected a number of at least 0, got nothing
          objective: {id: flow-grpo, kl: 1e999} | objective.kl: expected a number of at least 0, got "Infinity"
          objective: {id: flow-grpo, logProbReduction: max} | objective.logProbReduction: expected one of sum, mean, action, token, got "max"
          objective: {id: 7} | objective.id: expected the id of a plug-in; known: OBJECTIVES; got 7
          objective: {clip: 0.1} | objective.id: missing; expected the id of a plug-in; known: OBJECTIVES
          objective: [] | objective: expected the id of a plug-in, or a map with id and options, got a list of 0 values
          objective: {id: ppo, valueClip: -1} | objective.valueClip: expected a number of at least 0, got -1
          objective: {id: ppo, valueClp: 1} | objective.valueClp: no option "valueClp"; did you mean "valueClip"? known: clip, entropy, id, normalizeAdvantages, value, valueClip
          objective: {id: reinflow, baseline: {}} | objective.baseline: no option "baseline"; known: clip, entropy, id, normalizeAdvantages, value, valueClip
          optimizer: {id: sgd, beta1: 0.5} | optimizer.beta1: no option "beta1"; known: id, learningRate, maxGradientNorm, momentum
          optimizer: {maxGradientNorm: -1} | optimizer.maxGradientNorm: expected a number of at least 0, got -1
          learner: {staleness: -1} | learner.staleness: expected a whole number of at least 0, got -1
          learner: {epochs: 1.5} | learner.epochs: expected a whole number of at least 1, got 1.5
          learner: {epochs: 3000000000} | learner.epochs: expected a whole number of at least 1, got 3000000000
          learner: {staleness: 99999999999999999999} | learner.staleness: expected a whole number of at least 0, got 99999999999999999999
          learner: 3 | learner: expected a map of options, got 3
          stop: {wallTime: 2} | stop.wallTime: expected a duration above 0 such as 500ms, 2s or 1m, got 2
          stop: {wallTime: 2 s} | stop.wallTime: expected a duration above 0 such as 500ms, 2s or 1m, got "2 s"
          stop: {wallTime: 0s} | stop.wallTime: expected a duration above 0 such as 500ms, 2s or 1m, got "0s"
          stop: {wallTime: 99999999d} | stop.wallTime: expected a duration above 0 such as 500ms, 2s or 1m, got "99999999d"
          policy: {network: {hidden: [64, 0]}} | policy.network.hidden[1]: expected a whole number from 1 to 65536, got 0
          policy: {network: {hidden: 64}} | policy.network.hidden: expected a list of 0 to 32 values, each a whole number from 1 to 65536, got 64
          policy: {id: ../x} | policy.id: expected at most 63 of a-z, 0-9, dot, hyphen and underscore, without two dots in a row, got "../x"
          policy: {warmStart: {}} | policy.warmStart.source: missing; expected one of demonstrations, topic
          policy: {warmStart: {source: topic, topic: a/b}} | policy.warmStart.topic: expected the name of a Kafka topic, at most 249 of a-z, A-Z, 0-9, dot, _ and hyphen, got "a/b"
          policy: {chunk: 4, warmStart: {source: demonstrations}} | policy.chunk: expected 1 with policy.warmStart.source "demonstrations", which are single actions; got 4; whole trajectories come from source "topic"
          credit: {resolution: action} | credit.resolution: expected "action" only with policy.chunk of at least 2, got 1
          credit: {resolution: half} | credit.resolution: expected one of chunk, action, got "half"
          evaluation: {guidance: classifier-free} | evaluation.guidance.id: expected policy.warmStart.method "flow-matching" with a dropout above 0 for guidance "classifier-free"
          policy: {warmStart: {source: topic, method: {id: flow-matching, dropout: 1}}} | policy.warmStart.method.dropout: expected 0 <= dropout < 1, got 1
          policy: {warmStart: {source: topic, limit: 0}} | policy.warmStart.limit: expected a whole number of at least 1, got 0
          seed: one | seed: expected a whole number, got "one"
          sed: 1 | sed: no option "sed"; did you mean "seed"? known: credit, description, environment, evaluation, id, learner, objective, optimizer, policy, publish, replay, reward, rollout, seed, stop, title
          reward: {id: environment, weights: []} | reward.weights: expected a list of at least 1 values, each a number, got a list of 0 values
          reward: {id: environment, await: -1} | reward.await: expected a whole number of at least 0, got -1
          reward: {await: 1, timeout: 0s} | reward.timeout: expected a duration above 0 such as 500ms, 2s or 1m, got "0s"
          reward: {retention: 5} | reward.retention: expected a duration such as 500ms, 2s or 1m, got 5
          reward: {id: environment, awiat: 1} | reward.awiat: no option "awiat"; did you mean "await"? known: await, id, retention, scale, timeout, weights
          credit: {id: rloo, shuffle: maybe} | credit.shuffle: expected true or false, got "maybe"
          credit: {id: rloo, minimumMembers: 9} | credit.minimumMembers: expected minimumMembers <= rollout.groupSize, got 9 > 8
          policy: {warmStart: {source: demonstrations, topic: t}} | policy.warmStart.topic: expected only with policy.warmStart.source "topic", got "demonstrations"
          policy: {warmStart: {source: demonstrations, limit: 9}} | policy.warmStart.limit: expected only with policy.warmStart.source "topic", got "demonstrations"
          objective: none | policy.warmStart: missing; with objective "none" nothing else trains the policy
          rollout: {groupSize: 1} | rollout.groupSize: expected at least 2 members to compare, got 1 with credit "group-relative"
          rollout: {groupSize: 8, sampler: ode} | rollout.sampler.id: expected a stochastic sampler for objective "flow-grpo", got "ode"
          credit: {groupBy: seed} | rollout.exploration.seeds: expected at least 1 with credit.groupBy "seed", got 0
          credit: {id: g2rpo} | credit.granularities: expected one for each of rollout.exploration.strides, got 2 for 1
          credit: {id: g2rpo, granularities: 1, minimumMembers: 4} | credit.minimumMembers: expected all of rollout.groupSize where credit goes by a member's place, got 4
          rollout: {groupSize: 8, exploration: {noiseSearch: {elites: 17}}} | rollout.exploration.noiseSearch.elites: expected elites <= candidates, got 17 > 16
          rollout: {groupSize: 8, sampler: latent-gaussian, exploration: {noiseSearch: {}}} | rollout.exploration.noiseSearch: expected a sampler that does not learn its start itself
          rollout: {groupSize: 8, sampler: {id: flow-noise, noiseMin: 0.6}} | rollout.sampler: expected noiseMin < noiseMax, got noiseMin=0.6 noiseMax=0.5
          objective: gorl | rollout.sampler.id: expected "latent-gaussian" for objective "gorl", got "flow-sde"
          objective: fudoki | objective.id: expected an objective of continuous flows with policy.flow "velocity", got "fudoki"
          evaluation: {network: student} | evaluation.network: expected "flow", got "student", which only objective "pi-flow" trains
          objective: {id: pi-flow, substeps: 2} | objective: expected window <= substeps, got window=3 substeps=2
          environment: {id: point-mass, mass: 0} | environment.mass: expected a number above 0, got 0
          """)
  void parse_oneMistake_isTold(String stage, String problem) {
    String name = stage.substring(0, stage.indexOf(':') + 1);
    String yaml =
        SMALL.lines().filter(line -> !line.startsWith(name)).reduce("", (a, b) -> a + b + "\n");

    String known = String.join(", ", TestRecipes.UNCHECKED.objectives().ids());
    assertThat(problems(yaml + stage)).containsExactly(problem.replace("OBJECTIVES", known));
  }

  @Test
  void parse_discreteFlowWithStagesOfContinuousOnes_isAProblemEach() {
    assertThat(problems(SMALL, "policy.flow=tokens", "policy.chunk=2"))
        .containsExactly(
            "objective.id: expected \"fudoki\" or \"ppo\" with policy.flow \"tokens\", got"
                + " \"flow-grpo\"",
            "policy.chunk: expected 1 with policy.flow \"tokens\", got 2 (from the override"
                + " \"policy.chunk=2\")",
            "rollout.sampler.id: expected \"ode\" with policy.flow \"tokens\", whose draws are its"
                + " noise, got \"flow-sde\"");
  }

  @Test
  void parse_creditOfActions_needsTheirRatiosAndRewards() {
    String[] actions = {"policy.chunk=2", "credit.resolution=action"};
    assertThat(problems(SMALL, actions))
        .singleElement()
        .asString()
        .startsWith(
            "credit.resolution: expected \"chunk\" with objective \"flow-grpo\" as it is here;");
    assertThat(
            RecipeReader.parse(
                    "small",
                    SMALL,
                    List.of(actions[0], actions[1], "objective.logProbReduction=token"))
                .credit()
                .creditsActions())
        .isTrue();
  }

  @Test
  void parse_categoricalWithStagesOfWalks_isAProblemEach() {
    assertThat(
            problems(
                SMALL,
                "policy={flow: categorical, tokens: {time: true, embeddings: [[1], [2]]}}",
                "objective.id=ppo",
                "evaluation.flowSteps=4"))
        .extracting(problem -> problem.replaceAll(" [(]from the override.*", ""))
        .containsExactlyInAnyOrder(
            "policy.flowSteps: expected 1 with policy.flow \"categorical\", got 10",
            "policy.tokens.time: expected false with policy.flow \"categorical\", which has no flow"
                + " time, got true",
            "policy.tokens.embeddings: expected none with policy.flow \"categorical\", which walks no"
                + " path",
            "evaluation.flowSteps: expected 1 with policy.flow \"categorical\", got 4",
            "rollout.sampler.id: expected \"ode\" with policy.flow \"categorical\", whose draws are"
                + " its noise, got \"flow-sde\"");
  }

  @Test
  void parse_likeliestChoicesOfAFlow_isAProblem() {
    assertThat(problems(SMALL, "evaluation.likeliest=true"))
        .containsExactly(
            "evaluation.likeliest: expected false with policy.flow \"velocity\", got true: only"
                + " \"categorical\" has likeliest choices (from the override"
                + " \"evaluation.likeliest=true\")");
    assertThat(problems(SMALL, "evaluation.likeliest=false")).isEmpty();
  }

  @Test
  void parse_studentOfAnotherHead_isAProblem() {
    assertThat(problems(SMALL, "objective=pi-flow", "policy.flow=mean-velocity"))
        .containsExactly(
            "policy.flow: expected \"velocity\" with objective \"pi-flow\", got \"mean-velocity\""
                + " (from the override \"policy.flow=mean-velocity\")");
  }

  @Test
  void parse_correctionsWithoutStaleness_isAProblem() {
    assertThat(problems(SMALL, "reward.retention=1h", "learner.staleness=0"))
        .containsExactly(
            "reward.retention: expected learner.staleness >= 1 for rewards that correct what was"
                + " learned, got 0 (from the override \"reward.retention=1h\")");
  }

  @Test
  void parse_nothing_saysWhatIsMissing() {
    assertThat(problems("{}"))
        .anySatisfy(line -> assertThat(line).startsWith("environment.id: missing"))
        .anySatisfy(line -> assertThat(line).startsWith("id: missing"))
        .anySatisfy(line -> assertThat(line).startsWith("objective.id: missing"))
        .anySatisfy(line -> assertThat(line).startsWith("rollout.groupSize: missing"))
        .hasSize(4);
    assertThat(problems("")).containsExactly("recipe: expected a map of stages, got nothing");
    assertThat(problems("- 1"))
        .containsExactly("recipe: expected a map of stages, got a list of 1 values");
  }

  @Test
  void parse_syntaxError_namesLineAndColumn() {
    assertThat(problems("id: x\nrollout: {groupSize: 8\nseed: 1\n"))
        .singleElement()
        .asString()
        .startsWith("line 3, column 5: expected YAML: ");
  }

  @Test
  void parse_keyTwice_isAProblem() {
    assertThat(problems(SMALL + "seed: 1\nseed: 2\n"))
        .containsExactly("seed: given twice in line 7");
  }

  @Test
  void parse_alias_isAProblem() {
    assertThat(problems(SMALL + "title: &t x\ndescription: *t\n"))
        .containsExactly("description: expected a value, got the alias *t in line 7");
  }

  @Test
  void parse_secondDocument_isAProblem() {
    assertThat(problems(SMALL + "---\nid: other\n"))
        .containsExactly("recipe: expected one YAML document, got another after it");
  }

  @Test
  void parse_unknownNames_areShownInOneShortLine() {
    assertThat(problems(SMALL + "\"a\\nb.c\": 1\n" + "x".repeat(300) + ": 1\n"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(400).doesNotContain("\n"));
  }

  @Test
  void parse_noEnvironmentPlugin_keepsOptionsUnchecked() {
    Recipe recipe = RecipeReader.parse("x", SMALL, List.of(), TestRecipes.UNCHECKED);

    assertThat(recipe.environment().checked()).isFalse();
    assertThat(recipe.environment().id()).isEqualTo("point-mass");
    assertThat(recipe.toYaml()).contains("mass: 2");
  }

  @Test
  void parse_resolvedRecipeWithoutEnvironmentPlugin_hasTheHashOfTheCheckedOne() {
    Recipe checked = read(SMALL);
    Recipe shipped = RecipeReader.parse("x", checked.toYaml(), List.of(), TestRecipes.UNCHECKED);

    assertThat(shipped.hash()).isEqualTo(checked.hash());
  }

  @Test
  void parse_environmentOfEvaluation_isCheckedLikeTheRecipesOwn() {
    String judged = SMALL + "evaluation: {environment: {id: point-mass, %s: 3}}\n";
    Recipe checked = read(judged.formatted("mass"));
    Recipe shipped = RecipeReader.parse("x", checked.toYaml(), List.of(), TestRecipes.UNCHECKED);

    assertThat(shipped.hash()).isEqualTo(checked.hash()).isNotEqualTo(read(SMALL).hash());
    assertThat(problems(judged.formatted("mas")))
        .singleElement()
        .asString()
        .startsWith("evaluation.environment.mas: no option \"mas\"; did you mean \"mass\"?");
  }

  @Test
  void read_file_namesItInProblems(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "id: Mine\n");

    assertThatThrownBy(() -> RecipeReader.read(file))
        .hasMessageStartingWith("recipe mine.yaml has 4 problems:")
        .hasMessageContaining("id: expected a kebab-case name of at most 63 letters, got \"Mine\"");
  }

  @Test
  void read_unreadable_isARecipeException(@TempDir Path folder) throws Exception {
    Path latin =
        Files.write(
            folder.resolve("latin.yaml"), "id: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
    Path huge =
        Files.writeString(folder.resolve("huge.yaml"), "#".repeat(YamlTree.MAX_CHARACTERS + 1));

    assertThatThrownBy(() -> RecipeReader.read(folder.resolve("none.yaml")))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("file: expected a file, got nothing at ");
    assertThatThrownBy(() -> RecipeReader.read(folder))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("file: expected a readable file");
    assertThatThrownBy(() -> RecipeReader.read(latin))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("file: expected UTF-8");
    assertThatThrownBy(() -> RecipeReader.read(huge))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("file: expected at most 1048576 bytes");
  }
}
