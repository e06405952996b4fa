package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.discrete.DiscretePath;
import io.millrace.flow.discrete.MetricPath;
import io.millrace.flow.discrete.MixturePath;
import io.millrace.flow.meanflow.IntervalActor;
import io.millrace.flow.meanflow.IntervalNetwork;
import io.millrace.flow.meanflow.SecondTime;
import io.millrace.flow.piflow.DxPolicy;
import io.millrace.flow.piflow.GmFlowPolicy;
import io.millrace.flow.piflow.Segment;
import io.millrace.flow.piflow.SegmentRollout;
import io.millrace.flow.piflow.SubstepPolicy;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.sampler.LogStdRange;

/** {@code sampler.transition} of samplers that take more than a point and its velocity. */
final class FurtherTransitions {
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private FurtherTransitions() {}

  /** The start of {@code latent-gaussian}: a normal distribution that a network names. */
  static ObjectNode latentStart(CaseFields plugin, CaseFields inputs) {
    LogStdRange range = new LogStdRange(plugin.number("noiseMin"), plugin.number("noiseMax"));
    double[] mean = inputs.vector("mean");
    double[] raw = inputs.vector("raw");
    double[] noise = inputs.vector("noise");
    sameLength("mean, raw and noise", mean.length, raw.length, noise.length);
    double[] std = new double[mean.length];
    double[] next = new double[mean.length];
    double[] logProb = new double[mean.length];
    for (int d = 0; d < mean.length; d++) {
      double logStd = range.center() + range.halfRange() * Math.tanh(raw[d]);
      std[d] = Math.exp(logStd);
      next[d] = mean[d] + std[d] * noise[d];
      logProb[d] = -0.5 * noise[d] * noise[d] - logStd - HALF_LOG_2PI;
    }
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("mean", Outputs.vector(mean));
    outputs.set("std", Outputs.vector(std));
    outputs.set("next", Outputs.vector(next));
    outputs.set("logProb", Outputs.vector(logProb));
    return outputs;
  }

  /** One step of a mean velocity, which the network says. */
  static ObjectNode meanFlow(CaseFields inputs) {
    return interval(SecondTime.END, inputs);
  }

  /** One step of a shortcut model. */
  static ObjectNode shortcut(CaseFields inputs) {
    return interval(SecondTime.LENGTH, inputs);
  }

  private static ObjectNode interval(SecondTime second, CaseFields inputs) {
    FlowModel model = Networks.read(inputs.object("network"));
    float[] x = inputs.floats("x");
    float[] observation = inputs.floats("observation");
    IntervalNetwork network = new IntervalNetwork(model.flow(), model.parameters(), second);
    sameLength("x and network outputs", x.length, network.layout().actionSize());
    sameLength("observation", observation.length, network.layout().observationSize());
    new IntervalActor(network, 1, 1)
        .step(x, observation, (float) inputs.number("tau"), (float) inputs.number("tauNext"));
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("next", Outputs.vector(x, 0, x.length));
    return outputs;
  }

  /** One step of a token towards a drawn one. */
  static ObjectNode tokens(CaseFields plugin, CaseFields inputs) {
    DiscretePath path =
        plugin.has("embeddings")
            ? new MetricPath(
                plugin.matrix("embeddings"), plugin.number("c"), plugin.number("alpha"))
            : new MixturePath(plugin.vector("start"), plugin.number("exponent"));
    int from = token(inputs, "from", path.tokens());
    int target = token(inputs, "target", path.tokens());
    double tau = inputs.number("tau");
    double[] probabilities = new double[path.tokens()];
    double[] rates = new double[path.tokens()];
    double[] law = new double[path.tokens()];
    path.probabilities(tau, target, probabilities);
    double total = path.rates(tau, from, target, rates);
    path.step(tau, inputs.number("tauNext") - tau, from, target, law);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("probabilities", Outputs.vector(probabilities));
    outputs.set("rates", Outputs.vector(rates));
    outputs.put("total", total);
    outputs.set("law", Outputs.vector(law));
    return outputs;
  }

  private static int token(CaseFields inputs, String name, int tokens) {
    double token = inputs.number(name);
    if (token != Math.rint(token) || token < 0 || token >= tokens) {
      throw new ConformanceException(
          "inputs." + name + ": expected a token from 0 to " + (tokens - 1) + ", got " + token);
    }
    return (int) token;
  }

  /** The velocity that a segment's policy gives at a point, and where its substeps end. */
  static ObjectNode piFlow(CaseFields plugin, CaseFields inputs) {
    float[] start = inputs.floats("start");
    float[] x = inputs.floats("x");
    float[] output = inputs.floats("output");
    sameLength("x and start", x.length, start.length);
    SubstepPolicy policy =
        plugin.has("components")
            ? new GmFlowPolicy((int) plugin.number("components"), x.length)
            : new DxPolicy((int) plugin.number("points"), x.length);
    sameLength("output", output.length, policy.outputs());
    Segment segment =
        new Segment(
            inputs.number("noiseStart"), inputs.number("noiseEnd"), plugin.number("shift", 1));
    double[] velocity = new double[x.length];
    policy.velocity(segment, inputs.number("tau"), output, start, x, 0, velocity);
    float[] end = new float[x.length];
    new SegmentRollout(policy, (int) plugin.number("substeps")).run(segment, output, start, end);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("velocity", Outputs.vector(velocity));
    outputs.set("next", Outputs.vector(end, 0, end.length));
    return outputs;
  }

  private static void sameLength(String what, int... lengths) {
    for (int length : lengths) {
      if (length != lengths[0]) {
        throw new ConformanceException(
            "inputs: lengths of " + what + " do not fit, " + lengths[0] + " and " + length);
      }
    }
  }
}
