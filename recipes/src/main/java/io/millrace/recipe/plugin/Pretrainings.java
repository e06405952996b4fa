package io.millrace.recipe.plugin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.pretraining.PretrainingMethod;
import io.millrace.recipe.option.Binding;
import io.millrace.recipe.option.Registries;
import io.millrace.recipe.option.Registry;
import java.util.ArrayList;
import java.util.List;

/** What version 1 of a policy is fitted to. */
public final class Pretrainings {
  public static final String STAGE = "pretraining";

  private static final List<StagePlugin<PretrainingMethod>> BUILT_IN =
      List.of(
          BuiltIn.of(
              "flow-matching",
              FlowMatchingOptions.class,
              o -> new PretrainingMethod.Velocities(o.dropout()),
              "velocities, for policies of many flow steps (policy.flow velocity)"),
          BuiltIn.of(
              "mean-flow",
              MeanFlowOptions.class,
              MeanFlowOptions::method,
              "mean velocities over intervals, for policies of one step (policy.flow"
                  + " mean-velocity)"),
          BuiltIn.of(
              "shortcut",
              ShortcutOptions.class,
              ShortcutOptions::method,
              "steps that agree with two of half their length (policy.flow shortcut)"),
          BuiltIn.of(
              "token-matching",
              TokenMatchingOptions.class,
              o -> new PretrainingMethod.Tokens(),
              "the tokens that noisy tokens came from (policy.flow tokens, categorical)"));

  private Pretrainings() {}

  /** The built-in methods. */
  public static Registry<StagePlugin<PretrainingMethod>> registry() {
    return Registry.of(STAGE, BUILT_IN);
  }

  /** The method that trains networks of this kind, with its defaults. */
  public static PretrainingMethod byDefault(FlowHead head) {
    StagePlugin<PretrainingMethod> plugin = registry().get(fitting(head));
    Binding nothing =
        new Binding(
            JsonNodeFactory.instance.objectNode(), Registries.of(List.of()), new ArrayList<>());
    return plugin.create(nothing.read(plugin.options()).orElseThrow());
  }

  /** The id of the method that trains networks of this kind. */
  public static String fitting(FlowHead head) {
    return switch (head) {
      case VELOCITY -> "flow-matching";
      case MEAN_VELOCITY -> "mean-flow";
      case SHORTCUT -> "shortcut";
      case TOKENS, CATEGORICAL -> "token-matching";
    };
  }
}
