package io.millrace.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Chosen;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Matches;
import io.millrace.recipe.option.OptionTree;
import io.millrace.recipe.plugin.Objectives;
import io.millrace.recipe.plugin.Replays;

/**
 * One method on one environment: a plug-in and its options for every stage of the loop, defaults
 * filled in. Made by {@link RecipeReader}, which checks it; immutable.
 *
 * <p>The components are the declaration: from their types and annotations come the reading of YAML,
 * every message about a mistake, the JSON Schema and the options reference.
 */
public record Recipe(
    @Doc("the name of the recipe")
        @Matches(
            value = "(?=.{1,63}$)[a-z0-9]+(-[a-z0-9]+)*",
            words = "a kebab-case name of at most 63 letters")
        String id,
    @Doc("what a list of recipes shows") @Default("") String title,
    @Doc("what it shows, and what to expect of it") @Default("") String description,
    PolicyStage policy,
    @Doc("what the policy acts in") @Chosen(Environments.STAGE) Choice environment,
    RolloutStage rollout,
    RewardStage reward,
    CreditStage credit,
    @Doc("what an update makes smaller") @Chosen(Objectives.STAGE) Choice objective,
    OptimizerStage optimizer,
    @Doc("what an update sees again") @Chosen(Replays.STAGE) @Default("none") Choice replay,
    LearnerStage learner,
    PublishStage publish,
    StopStage stop,
    EvaluationStage evaluation,
    @Doc("seed of everything random: environments, actions, first weights, order of rows")
        @Default("1")
        long seed) {

  /** Whether anything is learned after version 1. */
  public boolean learnsOnline() {
    return !objective.id().equals(Objectives.NONE);
  }

  /**
   * SHA-256, in hex, of {@link #toJson()}: what was run, whatever the file looked like.
   *
   * <p>Where the environment is unchecked its defaults are not filled in, so the hash is that of
   * the checked recipe only if the source is the resolved recipe ({@link #toYaml()}).
   */
  public String hash() {
    return CanonicalForm.sha256(toJson());
  }

  /** Canonical JSON: one line, sorted keys, defaults filled in. Reads back as an equal recipe. */
  public String toJson() {
    return CanonicalForm.json(tree());
  }

  /** YAML for a person, in the order of the stages. Reads back as an equal recipe. */
  public String toYaml() {
    return CanonicalForm.yaml(tree());
  }

  private ObjectNode tree() {
    return OptionTree.write(this);
  }
}
