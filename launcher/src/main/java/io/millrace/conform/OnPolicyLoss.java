package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.objective.Fpo;
import io.millrace.flow.objective.FpoPlusPlus;
import io.millrace.flow.objective.MatchingRatio;
import io.millrace.flow.objective.MatchingReduction;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.objective.ReinFlow;
import io.millrace.flow.objective.ValueError;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.List;
import java.util.Locale;

/** {@code objective.loss} of the on-policy methods, for one decision without a value network. */
final class OnPolicyLoss {
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
  private static final double[] NO_GRID = {};

  private OnPolicyLoss() {}

  static ObjectNode reinFlow(CaseFields plugin, CaseFields inputs) {
    double[][] points = inputs.matrix("chain");
    SamplerSpec sampler =
        new SamplerSpec(
            "flow-noise", 0, plugin.number("noiseMin"), plugin.number("noiseMax"), true, 1, 3);
    Objective objective =
        new ReinFlow(plugin.number("clip"), plugin.number("entropy", 0), ValueError.NONE, false);
    ObjectNode outputs =
        new LossCase(
                Networks.read(inputs.object("network"), inputs.object("noiseNetwork")),
                null,
                sampler,
                grid(points.length),
                chain(inputs, points))
            .run(objective, "chain-log-prob");
    outputs.set("logProb", outputs.remove("chain-log-prob"));
    return outputs;
  }

  private static double[] grid(int points) {
    double[] grid = new double[points];
    for (int k = 0; k < points; k++) {
      grid[k] = (double) k / (points - 1);
    }
    return grid;
  }

  private static ActionBatch chain(CaseFields inputs, double[][] points) {
    float[] observation = inputs.floats("observation");
    int size = points[0].length;
    ActionBatch batch = LossCase.oneDecision(points.length, size, observation.length, false, 0);
    System.arraycopy(CaseFields.flatten(points), 0, batch.path, 0, batch.path.length);
    System.arraycopy(observation, 0, batch.observation, 0, observation.length);
    batch.advantage[0] = (float) inputs.number("advantage");
    // One number stands for the whole chain: the first draw takes what the start leaves of it.
    double ofDraws = inputs.number("oldLogProb") * points.length * size;
    for (double x : points[0]) {
      ofDraws += 0.5 * x * x + HALF_LOG_2PI;
    }
    batch.logProb[0] = (float) ofDraws;
    return batch;
  }

  static ObjectNode fpo(CaseFields plugin, CaseFields inputs) {
    Pairs pairs = new Pairs(plugin, inputs);
    Objective objective = new Fpo(plugin.number("clip"), pairs.ratio, ValueError.NONE, false);
    ObjectNode outputs = pairs.all().run(objective, "ratio-mean");
    outputs.set("ratio", outputs.remove("ratio-mean"));
    return outputs;
  }

  static ObjectNode fpoPlusPlus(CaseFields plugin, CaseFields inputs) {
    Pairs pairs = new Pairs(plugin, inputs);
    Objective objective =
        new FpoPlusPlus(plugin.number("clip"), pairs.ratio, ValueError.NONE, false);
    ObjectNode outputs = pairs.all().run(objective);
    ArrayNode ratios = outputs.putArray("ratio");
    for (int p = 0; p < pairs.count(); p++) {
      ratios.add(pairs.alone(p).run(objective, "ratio-mean").get("ratio-mean"));
    }
    return outputs;
  }

  /** One action, and the pairs that it is judged by. */
  private static final class Pairs {
    final MatchingRatio ratio;
    private final CaseFields network;
    private final float[] observation;
    private final float[] action;
    private final float advantage;
    private final float[][] rows;

    Pairs(CaseFields plugin, CaseFields inputs) {
      MatchingReduction reduction = reduction(plugin.text("lossReduction"));
      network = inputs.object("network");
      observation = inputs.floats("observation");
      action = inputs.floats("action");
      advantage = (float) inputs.number("advantage");
      rows = rows(inputs.objects("pairs"), inputs.vector("oldLoss"), reduction);
      ratio = new MatchingRatio(reduction, rows.length, plugin.number("logRatioLimit", 0));
    }

    private static MatchingReduction reduction(String name) {
      try {
        return MatchingReduction.valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new ConformanceException(
            "plugin.lossReduction: expected mean, sum or sqrt, got " + name);
      }
    }

    private float[][] rows(List<CaseFields> pairs, double[] oldLoss, MatchingReduction reduction) {
      int size = action.length;
      if (oldLoss.length != pairs.size()) {
        throw new ConformanceException(
            "inputs.oldLoss: expected one a pair, " + pairs.size() + ", got " + oldLoss.length);
      }
      float[][] written = new float[pairs.size()][size + 2];
      for (int p = 0; p < written.length; p++) {
        float[] noise = pairs.get(p).floats("noise");
        if (noise.length != size) {
          throw new ConformanceException(
              "inputs.pairs[%d].noise: expected %d numbers, got %d"
                  .formatted(p, size, noise.length));
        }
        System.arraycopy(noise, 0, written[p], 0, size);
        written[p][size] = (float) pairs.get(p).number("tau");
        written[p][size + 1] = (float) reduction.sumOfSquares(oldLoss[p], size);
      }
      return written;
    }

    int count() {
      return rows.length;
    }

    LossCase all() {
      return of(rows);
    }

    LossCase alone(int pair) {
      return of(new float[][] {rows[pair]});
    }

    private LossCase of(float[][] some) {
      int size = action.length;
      ActionBatch batch = LossCase.oneDecision(1, size, observation.length, false, some.length);
      System.arraycopy(action, 0, batch.path, 0, size);
      System.arraycopy(observation, 0, batch.observation, 0, observation.length);
      for (int p = 0; p < some.length; p++) {
        System.arraycopy(some[p], 0, batch.pairs, p * (size + 2), size + 2);
      }
      batch.advantage[0] = advantage;
      return new LossCase(Networks.read(network), null, SamplerSpec.ODE, NO_GRID, batch);
    }
  }
}
