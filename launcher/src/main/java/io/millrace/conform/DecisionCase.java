package io.millrace.conform;

import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.sampler.FlowNoise;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.sampler.Transition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several decisions of a policy, as a case writes them.
 *
 * <pre>
 * decisions[{observation[O], chain[P][D], step[S], oldLogProb[S][D], advantage, value, executed}]
 * tau[P]      the grid of the chains
 * options: sampler, chunk (actions in a decision, default 1), flowSteps (default P - 1),
 *          head = velocity | mean-velocity | shortcut (default velocity)
 * </pre>
 *
 * {@code step} names the flow steps with a draw and may be absent where all have one; the start of
 * {@code latent-gaussian} is its only draw. {@code value} is the old value, where the policy has a
 * value network. Where each action of a chunk has credit of its own, {@code advantage} and {@code
 * value} are lists of one an action, and {@code executed} says how many actions were carried out
 * (default all).
 */
final class DecisionCase {
  private DecisionCase() {}

  static LossCase read(CaseFields plugin, CaseFields inputs, String... parts) {
    SamplerSpec sampler = SamplerTransition.spec(plugin.object("sampler"));
    List<CaseFields> decisions = inputs.objects("decisions");
    FlowModel model = Networks.policy(inputs, parts);
    if (model.noise() == null && sampler.create() instanceof FlowNoise) {
      throw new ConformanceException("missing inputs.noiseNetwork, sampler=" + sampler.id());
    }
    FlowModel reference =
        inputs.has("reference") ? Networks.read(inputs.object("reference")) : null;
    double[] tau = inputs.has("tau") ? inputs.vector("tau") : new double[0];
    int flowSteps = (int) plugin.number("flowSteps", Math.max(0, tau.length - 1));
    boolean values = model.parts().containsKey(PartSpec.VALUE);
    ActionBatch batch = batch(decisions, sampler, values);
    Transition[] chain = new Transition[Math.max(0, tau.length - 1)];
    Arrays.setAll(chain, k -> sampler.create().transition(tau[k], tau[k + 1]));
    FlowPolicySpec spec =
        new FlowPolicySpec(
            batch.observationSize(),
            batch.actionSize(),
            List.of(),
            "silu",
            flowSteps,
            sampler,
            new float[batch.actionSize()],
            new float[batch.actionSize()],
            head(plugin),
            (int) plugin.number("chunk", 1),
            Exploration.ALL,
            Recording.NONE,
            parts(model));
    return new LossCase(model, reference, spec, chain, batch);
  }

  private static FlowHead head(CaseFields plugin) {
    String head = plugin.text("head", "velocity");
    return switch (head) {
      case "velocity" -> FlowHead.VELOCITY;
      case "mean-velocity" -> FlowHead.MEAN_VELOCITY;
      case "shortcut" -> FlowHead.SHORTCUT;
      default ->
          throw new ConformanceException(
              "plugin.head: expected velocity, mean-velocity or shortcut, got " + head);
    };
  }

  private static List<PartSpec> parts(FlowModel model) {
    List<PartSpec> parts = new ArrayList<>();
    for (String name : model.parts().keySet()) {
      parts.add(new PartSpec(name, PartSpec.Reads.OBSERVATION, List.of(), "silu", 0, 1));
    }
    return parts;
  }

  private static ActionBatch batch(
      List<CaseFields> decisions, SamplerSpec sampler, boolean values) {
    if (decisions.isEmpty()) {
      throw new ConformanceException("inputs.decisions: expected at least one");
    }
    ActionBatch batch = null;
    for (int i = 0; i < decisions.size(); i++) {
      CaseFields decision = decisions.get(i);
      double[][] chain = decision.matrix("chain");
      float[] observation = decision.floats("observation");
      double[][] old = decision.matrix("oldLogProb");
      int size = chain[0].length;
      ActionBatch.Shape shape =
          new ActionBatch.Shape(
              decisions.size(),
              size,
              observation.length,
              chain.length,
              old.length,
              0,
              decision.numberOrVector("advantage").length);
      if (batch == null) {
        batch = new ActionBatch(shape, false, values);
      } else if (!batch.shape().equals(shape)) {
        throw new ConformanceException(
            "inputs.decisions[%d]: expected the shape of the first, %s, got %s"
                .formatted(i, batch.shape(), shape));
      }
      copy(chain, batch.path, i);
      copy(old, batch.logProb, i);
      System.arraycopy(
          observation, 0, batch.observation, i * observation.length, observation.length);
      writeSteps(decision, sampler, batch, i);
      writeUnits(decision, "advantage", batch.advantage, i, batch.units());
      if (values) {
        writeUnits(decision, "value", batch.value, i, batch.units());
      }
      batch.executed[i] = (int) decision.number("executed", batch.units());
    }
    return batch;
  }

  private static void copy(double[][] matrix, float[] to, int row) {
    float[] flat = CaseFields.flatten(matrix);
    System.arraycopy(flat, 0, to, row * flat.length, flat.length);
  }

  private static void writeUnits(CaseFields decision, String name, float[] to, int row, int units) {
    double[] told = decision.numberOrVector(name);
    if (told.length != units) {
      throw new ConformanceException(
          "inputs.decisions[%d].%s: expected %d, one for each part of the decision, got %d"
              .formatted(row, name, units, told.length));
    }
    for (int u = 0; u < units; u++) {
      to[row * units + u] = (float) told[u];
    }
  }

  private static void writeSteps(
      CaseFields decision, SamplerSpec sampler, ActionBatch batch, int row) {
    int draws = batch.likelihoods();
    double[] step = decision.has("step") ? decision.vector("step") : null;
    if (step != null && step.length != draws) {
      throw new ConformanceException(
          "inputs.decisions[%d].step: expected %d, one a row of oldLogProb, got %d"
              .formatted(row, draws, step.length));
    }
    for (int s = 0; s < draws; s++) {
      int all = sampler.learnsStart() ? -1 : s;
      batch.step[row * draws + s] = step == null ? all : (int) step[s];
    }
  }
}
