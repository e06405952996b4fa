package io.millrace.recipe.plugin;

import io.millrace.flow.policy.ClassifierFreeGuidance;
import io.millrace.flow.policy.GuidanceSpec;
import io.millrace.flow.policy.ReferenceGuidance;
import io.millrace.flow.policy.RewardGuidance;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** What steers a policy while it is judged. */
public final class Guidances {
  public static final String STAGE = "guidance";

  /** The guidance that wants a policy fitted with dropout. */
  public static final String CLASSIFIER_FREE = "classifier-free";

  private static final List<StagePlugin<GuidanceSpec>> BUILT_IN =
      List.of(
          BuiltIn.of(
              CLASSIFIER_FREE,
              ClassifierFreeOptions.class,
              o -> GuidanceSpec.of(new ClassifierFreeGuidance(o.weight())),
              "beyond what the observation changed: from the flow without it through the policy"
                  + " and on"),
          BuiltIn.of(
              "flow-nrg",
              FlowNrgGuidanceOptions.class,
              o -> GuidanceSpec.of(new RewardGuidance(o.weight(), o.earliest())),
              "the gradient of the reward model that the objective flow-nrg learns"),
          BuiltIn.of(
              "none", NoGuidanceOptions.class, o -> GuidanceSpec.NONE, "the policy as it is"),
          BuiltIn.of(
              "rlg",
              RlgOptions.class,
              o ->
                  new GuidanceSpec(
                      o.version(), reference -> new ReferenceGuidance(reference, o.weight())),
              "beyond what learning changed: from an earlier version through the policy and on"));

  private Guidances() {}

  /** The built-in guidances. */
  public static Registry<StagePlugin<GuidanceSpec>> registry() {
    return Registry.of(STAGE, BUILT_IN);
  }
}
