package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.objective.Dmpo;
import io.millrace.flow.objective.FaGrpo;
import io.millrace.flow.objective.FlashDmd;
import io.millrace.flow.objective.Gorl;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.objective.PiRl;
import io.millrace.flow.objective.Ppo;
import io.millrace.flow.objective.ValueError;
import io.millrace.flow.optimizer.CosineFit;
import io.millrace.flow.policy.PartSpec;
import java.util.List;
import java.util.Locale;

/**
 * {@code objective.loss} of methods with a ratio for a decision or an action of it, for several
 * decisions, with their value network.
 */
final class DecisionLosses {
  private static final String[] MEASURED = {
    "ratio-mean", "clip-fraction", "kl", "entropy", "value-error", "second-moment", "fake-error"
  };

  private DecisionLosses() {}

  static ObjectNode ppo(CaseFields plugin, CaseFields inputs) {
    return run(ppo(plugin), plugin, inputs);
  }

  static ObjectNode gorl(CaseFields plugin, CaseFields inputs) {
    Objective objective =
        new Gorl(ppo(plugin), plugin.number("latentPenalty"), 1, new CosineFit(0, 1), 1);
    return run(objective, plugin, inputs);
  }

  private static Ppo ppo(CaseFields plugin) {
    return new Ppo(
        plugin.number("clip"),
        plugin.number("entropy", 0),
        new ValueError(plugin.number("valueWeight", 0), plugin.number("valueClip", 0)),
        plugin.flag("normalizeAdvantages", false));
  }

  static ObjectNode piRl(CaseFields plugin, CaseFields inputs) {
    Objective objective =
        new PiRl(
            plugin.number("clip"),
            plugin.number("dualClip", 0),
            word("logProb", PiRl.Unit.class, plugin.text("logProb")),
            word("jointReduce", PiRl.JointReduce.class, plugin.text("jointReduce")),
            plugin.number("entropy", 0),
            plugin.number("valueWeight", 0),
            plugin.number("valueClip", 0),
            plugin.flag("normalizeAdvantages", false));
    return run(objective, plugin, inputs);
  }

  static ObjectNode faGrpo(CaseFields plugin, CaseFields inputs) {
    return run(new FaGrpo(plugin.number("clip"), plugin.flag("flowScale")), plugin, inputs);
  }

  /** At its first update, where the behavior term counts in full. */
  static ObjectNode dmpo(CaseFields plugin, CaseFields inputs) {
    double behavior = plugin.number("behavior");
    return run(
        new Dmpo(plugin.number("clip"), plugin.number("entropy", 0), behavior, behavior, 0),
        plugin,
        inputs);
  }

  /** At given starts and places, {@code draws} of them a decision. */
  static ObjectNode flashDmd(CaseFields plugin, CaseFields inputs) {
    float[] start = CaseFields.flatten(inputs.matrix("start"));
    FlashDmd objective =
        new FlashDmd(
            plugin.number("clip"),
            plugin.number("reward"),
            plugin.number("matching"),
            word("weight", FlashDmd.Weight.class, plugin.text("weight")),
            (int) plugin.number("matchedSteps", 0),
            (int) plugin.number("warmUp", 0),
            (int) plugin.number("draws"),
            plugin.number("fakeRate"),
            List.of());
    float[] noise = CaseFields.flatten(inputs.matrix("noise"));
    float[] times = inputs.floats("times");
    return DecisionCase.read(plugin, inputs, PartSpec.FAKE)
        .run(scope -> objective.loss(scope, start, noise, times), MEASURED);
  }

  private static ObjectNode run(Objective objective, CaseFields plugin, CaseFields inputs) {
    return DecisionCase.read(plugin, inputs, PartSpec.START, PartSpec.VALUE)
        .run(objective, MEASURED);
  }

  private static <E extends Enum<E>> E word(String name, Class<E> type, String word) {
    try {
      return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new ConformanceException("plugin." + name + ": unknown word " + word);
    }
  }
}
