package io.millrace.flow.onnx;

import static io.millrace.flow.onnx.OnnxModel.ROWS;

import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.Transition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Writes a policy of a continuous flow as an ONNX model, n rows at a time.
 *
 * <pre>
 * in   observation [n, O]      left out where O = 0
 *      start       [n, D]      standard normal draws: what the flow starts from
 *      noise       [n, S, D]   standard normal draws of the S stochastic steps   (explore)
 * out  action      [n, D]      in the environment's units
 *      latent-path [n, K+1, D], log-probs [n, S, D], draw-means [n, S, D]        (explore)
 *      value       [n]         where the policy has a value network; [n, H] with
 *                              credit of each action of a chunk                  (explore)
 * </pre>
 *
 * <p>{@link PolicyGraph#VELOCITY} reads point [n, D], time [n, 1 or 2] and observation, and gives
 * velocity [n, D].
 */
public final class PolicyExport {
  private final FlowPolicy policy;
  private final FlowPolicySpec spec;

  private PolicyExport(FlowPolicy policy) {
    this.policy = policy;
    this.spec = policy.spec();
  }

  /**
   * The model's bytes.
   *
   * @param metadata goes into the file beside what the graph says of itself
   * @throws IllegalArgumentException naming what of the policy an ONNX model cannot do
   */
  public static byte[] write(FlowPolicy policy, PolicyGraph graph, Map<String, String> metadata) {
    PolicyExport export = new PolicyExport(policy);
    export.refuseDiscrete();
    export.refuseSeparate();
    OnnxModel model = new OnnxModel(graph.id(), policy.model().parameters());
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.put("graph", graph.id());
    switch (graph) {
      case EXPLORE -> export.explore(model, all);
      case ACT -> export.act(model);
      case VELOCITY -> export.velocity(model);
    }
    return model.encode(all);
  }

  private void explore(OnnxModel model, Map<String, String> metadata) {
    refuse(
        !spec.exploration().equals(Exploration.ALL),
        "exploration at every step",
        "rollout.exploration",
        spec.exploration());
    refuse(
        spec.recording().matchingPairs() > 0,
        "no pairs of noise and time to be judged",
        "matchingPairs",
        spec.recording().matchingPairs());
    Transition[] chain = policy.sampler().chain(spec.flowSteps(), spec.sampler().lastStep());
    boolean learnsStart = spec.sampler().learnsStart();
    int size = spec.actionSize();
    int draws = spec.likelihoods();
    FlowNodes flow = new FlowNodes(model, policy, observation(model));
    String start = model.input("start", ROWS, size);
    if (learnsStart) {
      flow.startLearned(start);
    } else {
      flow.startAt(start);
    }
    boolean stochastic = draws > 0 && !learnsStart;
    flow.follow(chain, stochastic ? model.input("noise", ROWS, draws, size) : null);
    model.output(flow.action(), "action", ROWS, size);
    model.output(flow.path(), "latent-path", ROWS, spec.pathPoints(), size);
    if (draws > 0) {
      model.output(flow.logProbs(), "log-probs", ROWS, draws, size);
      model.output(flow.means(), "draw-means", ROWS, draws, size);
      metadata.put("draw-steps", drawSteps(draws, learnsStart));
    }
    if (spec.has(PartSpec.VALUE)) {
      int units = spec.creditUnits();
      model.output(flow.value(), "value", units == 1 ? new int[] {ROWS} : new int[] {ROWS, units});
    }
  }

  private void act(OnnxModel model) {
    FlowNodes flow = new FlowNodes(model, policy, observation(model));
    if (spec.sampler().learnsStart()) {
      flow.startLearned(null);
    } else {
      flow.startAt(model.input("start", ROWS, spec.actionSize()));
    }
    flow.follow(new Ode().chain(spec.flowSteps()), null);
    model.output(flow.action(), "action", ROWS, spec.actionSize());
  }

  private void velocity(OnnxModel model) {
    refuse(spec.flowSteps() == 0, "a flow network", "policy.flowSteps", 0);
    String point = model.input("point", ROWS, spec.actionSize());
    String time = model.input("time", ROWS, spec.head().timeInputs());
    FlowNodes flow = new FlowNodes(model, policy, observation(model));
    model.output(flow.velocity(point, time), "velocity", ROWS, spec.actionSize());
  }

  private String observation(OnnxModel model) {
    return spec.observationSize() == 0
        ? null
        : model.input("observation", ROWS, spec.observationSize());
  }

  /** As a trajectory's drawSteps: the flow step of each draw, -1 for the start. */
  private static String drawSteps(int draws, boolean start) {
    StringJoiner steps = new StringJoiner(",");
    for (int k = 0; k < draws; k++) {
      steps.add(Integer.toString(start ? -1 : k));
    }
    return steps.toString();
  }

  private void refuseDiscrete() {
    refuse(spec.head().discrete(), "a continuous flow", "policy.flow", spec.head());
  }

  private void refuseSeparate() {
    refuse(spec.agents() > 1, "the same weights for all agents", "policy.agents", "separate");
  }

  private static void refuse(boolean refused, String expected, String path, Object got) {
    if (refused) {
      throw new IllegalArgumentException(
          "an ONNX model cannot be made of this policy: expected "
              + expected
              + ", "
              + path
              + "="
              + got);
    }
  }
}
