package io.millrace.recipe;

import static io.millrace.recipe.TestRecipes.SMALL;
import static io.millrace.recipe.TestRecipes.problems;
import static io.millrace.recipe.TestRecipes.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.recipe.plugin.CpsOptions;
import io.millrace.recipe.plugin.FlowNoiseOptions;
import io.millrace.recipe.plugin.RlooOptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverridesTest {
  @Test
  void id_ofAnOptionalChoice_dropsOptionsOfTheFormerPlugin() {
    Recipe recipe =
        read(
            SMALL + "evaluation: {environment: {id: point-mass, mass: 3}}\n",
            "evaluation.environment.id=nothing");

    assertThat(recipe.evaluation().environment().orElseThrow().id()).isEqualTo("nothing");
  }

  @Test
  void override_value_replacesThatOfTheRecipe() {
    Recipe recipe =
        read(SMALL, "seed=7", "policy.network.hidden=[8, 4]", "title=a b", "stop.wallTime=5s");

    assertThat(recipe.seed()).isEqualTo(7);
    assertThat(recipe.policy().network().hidden()).containsExactly(8, 4);
    assertThat(recipe.title()).isEqualTo("a b");
    assertThat(recipe.stop().wallTime()).isPresent();
  }

  @Test
  void override_samePathTwice_lastWins() {
    assertThat(read(SMALL, "seed=7", "seed=8").seed()).isEqualTo(8);
  }

  @Test
  void override_emptyValue_takesTheOptionOut() {
    assertThat(read(SMALL + "seed: 3\n", "seed=").seed()).isEqualTo(1);
    assertThat(problems(SMALL, "id=")).hasSize(1).first().asString().startsWith("id: missing");
  }

  @Test
  void override_otherPlugin_dropsOptionsOfTheFormerOne() {
    Recipe recipe = read(SMALL, "rollout.sampler.id=flow-noise");

    assertThat(recipe.rollout().sampler().options(FlowNoiseOptions.class))
        .isEqualTo(new FlowNoiseOptions(0.05, 0.5, false, 0, 0));
  }

  @Test
  void override_otherPlugin_keepsOptionsThatBothKnow() {
    Recipe recipe = read(SMALL, "rollout.sampler.id=cps");

    assertThat(recipe.rollout().sampler().options(CpsOptions.class).noise()).isEqualTo(0.7);
  }

  @Test
  void override_otherPluginBesideStageOptions_dropsOnlyThePluginsOwn() {
    String yaml =
        SMALL.replace(
            "{id: group-relative}",
            "{id: group-relative, std: sample, discount: 0.5, timeout: 3s}");
    CreditStage credit = read(yaml, "credit.id=rloo").credit();

    assertThat(credit.plugin().options(RlooOptions.class).discount()).isEqualTo(0.5);
    assertThat(credit.timeout()).hasSeconds(3);
  }

  @Test
  void override_optionThatTheNewPluginDoesNotKnow_isAProblem() {
    assertThat(problems(SMALL, "rollout.sampler.noise=0.3", "rollout.sampler.id=flow-noise"))
        .containsExactly(
            "rollout.sampler.noise: no option \"noise\"; did you mean \"noiseMax\"? known: id,"
                + " lastStep, meanClip, noiseClip, noiseMax, noiseMin (from the override \"rollout.sampler.noise=0.3\")");
  }

  @Test
  void override_typoInTheFile_staysAProblem() {
    assertThat(problems(SMALL.replace("noise: 0.7", "noize: 0.7"), "rollout.sampler.id=cps"))
        .singleElement()
        .asString()
        .startsWith("rollout.sampler.noize: no option");
  }

  @Test
  void override_shortForm_isExpanded() {
    Recipe recipe = read(SMALL, "evaluation.sampler=cps", "evaluation.sampler.noise=0.1");

    assertThat(recipe.evaluation().sampler().options(CpsOptions.class).noise()).isEqualTo(0.1);
  }

  @Test
  void override_absentStage_isMade() {
    Recipe recipe = read(SMALL, "policy.warmStart.source=demonstrations");

    assertThat(recipe.policy().warmStart().map(WarmStartOptions::samples))
        .isEqualTo(Optional.of(4096));
  }

  @Test
  void override_unknownPath_namesTheNearest() {
    assertThat(problems(SMALL, "rollout.samplr.id=cps"))
        .containsExactly(
            "rollout.samplr: no option \"samplr\"; did you mean \"sampler\"? known:"
                + " exploration, groupSize, patience, sampler, workers (from the override \"rollout.samplr.id=cps\")");
    assertThat(problems(SMALL, "seed.x=1")).hasSize(1);
  }

  @Test
  void override_malformed_isAProblem() {
    assertThat(problems(SMALL, "seed"))
        .containsExactly("override: expected path=value, got \"seed\"");
    assertThat(problems(SMALL, "a..b=1")).hasSize(1);
    assertThat(problems(SMALL, "title={")).singleElement().asString().startsWith("title: expected");
    assertThat(problems(SMALL, "policy.network.hidden.x=1"))
        .allSatisfy(line -> assertThat(line).startsWith("policy.network.hidden"));
  }

  @Test
  void override_throughAScalar_saysSo() {
    assertThat(problems(SMALL + "seed: 1\n", "seed.x=1"))
        .containsExactly("seed.x: expected a map at \"seed\" to set an option of, got 1");
  }
}
