package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.objective.FlowCps;
import io.millrace.flow.objective.FlowGrpo;
import io.millrace.flow.objective.GrpoGuard;
import io.millrace.flow.objective.KlPenalty;
import io.millrace.flow.objective.LogProbReduction;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.objective.TempFlowGrpo;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.GaussianLogProb;
import java.util.Locale;

/** Losses with a ratio for each flow step, of one decision: the Flow-GRPO family. */
final class StepRatioLoss {
  private StepRatioLoss() {}

  static ObjectNode flowGrpo(CaseFields plugin, CaseFields inputs) {
    LogProbReduction reduction = reduction(plugin);
    return chain(
        plugin,
        inputs,
        new FlowGrpo(clip(plugin), plugin.number("kl", 0), penalty(plugin), reduction),
        reduction);
  }

  static ObjectNode tempFlowGrpo(CaseFields plugin, CaseFields inputs) {
    LogProbReduction reduction = reduction(plugin);
    return chain(
        plugin,
        inputs,
        new TempFlowGrpo(clip(plugin), plugin.number("kl", 0), penalty(plugin), reduction),
        reduction);
  }

  static ObjectNode flowCps(CaseFields plugin, CaseFields inputs) {
    LogProbReduction reduction = reduction(plugin);
    FlowCps.LogProb logProb =
        choice("logProb", FlowCps.LogProb.class, plugin.text("logProb", "gaussian"));
    return chain(plugin, inputs, new FlowCps(clip(plugin), logProb, reduction), reduction);
  }

  /** One transition whose mean under the policy that acted is given. */
  static ObjectNode grpoGuard(CaseFields plugin, CaseFields inputs) {
    SamplerSpec sampler = SamplerTransition.spec(plugin.object("sampler"));
    GrpoGuard.ClipScale scale =
        choice("clipScale", GrpoGuard.ClipScale.class, plugin.text("clipScale", "ratio"));
    GrpoGuard objective =
        new GrpoGuard(clip(plugin), scale, plugin.number("kl", 0), penalty(plugin));
    double[] tau = inputs.vector("tau");
    float[] oldMean = inputs.floats("oldMean");
    ActionBatch batch = recorded(inputs, true);
    if (tau.length != 2 || batch.likelihoods() != 1 || batch.actionSize() != oldMean.length) {
      throw new ConformanceException("inputs: expected tau[2], chain[2][D] and oldMean[D]");
    }
    Transition step = sampler.create().transition(tau[0], tau[1]);
    float logStd = (float) Math.log(step.std());
    for (int d = 0; d < oldMean.length; d++) {
      batch.mean[d] = oldMean[d];
      batch.logProb[d] = GaussianLogProb.of(batch.path[oldMean.length + d], oldMean[d], logStd);
    }
    ObjectNode outputs =
        new LossCase(network(inputs), reference(inputs), sampler, tau, batch)
            .run(objective, "ratio-mean");
    outputs.set("ratio", outputs.remove("ratio-mean"));
    return outputs;
  }

  /** A chain whose reduced log-probabilities under the policy that acted are given. */
  private static ObjectNode chain(
      CaseFields plugin, CaseFields inputs, Objective objective, LogProbReduction reduction) {
    SamplerSpec sampler = SamplerTransition.spec(plugin.object("sampler"));
    ActionBatch batch = recorded(inputs, false);
    double[] reduced = inputs.vector("oldLogProb");
    int size = batch.actionSize();
    for (int k = 0; k < reduced.length; k++) {
      batch.logProb[k * size] =
          (float) (reduction == LogProbReduction.SUM ? reduced[k] : reduced[k] * size);
    }
    return new LossCase(network(inputs), reference(inputs), sampler, inputs.vector("tau"), batch)
        .run(objective);
  }

  private static ActionBatch recorded(CaseFields inputs, boolean means) {
    double[][] points = inputs.matrix("chain");
    float[] observation = inputs.floats("observation");
    ActionBatch batch =
        LossCase.oneDecision(points.length, points[0].length, observation.length, means, 0);
    System.arraycopy(CaseFields.flatten(points), 0, batch.path, 0, batch.path.length);
    System.arraycopy(observation, 0, batch.observation, 0, observation.length);
    batch.advantage[0] = (float) inputs.number("advantage");
    return batch;
  }

  private static FlowModel network(CaseFields inputs) {
    return Networks.read(inputs.object("network"));
  }

  private static FlowModel reference(CaseFields inputs) {
    return inputs.has("reference") ? Networks.read(inputs.object("reference")) : null;
  }

  private static double clip(CaseFields plugin) {
    return plugin.number("clip");
  }

  private static LogProbReduction reduction(CaseFields plugin) {
    return choice("logProbReduction", LogProbReduction.class, plugin.text("logProbReduction"));
  }

  private static KlPenalty penalty(CaseFields plugin) {
    return choice("penalty", KlPenalty.class, plugin.text("penalty", "exact"));
  }

  private static <E extends Enum<E>> E choice(String name, Class<E> type, String word) {
    try {
      return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new ConformanceException("plugin." + name + ": unknown word " + word);
    }
  }
}
