package io.millrace.flow.onnx;

import io.millrace.flow.network.Network;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.sampler.LogStdRange;
import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from noise to action, unrolled: the steps of {@link io.millrace.flow.policy.FlowActor} as
 * ONNX operations. What it draws there is an input here.
 *
 * <pre>
 * mean_k = pointWeight_k x_k + velocityWeight_k u(x_k, tau_k, observation)
 * x_k+1  = mean_k + std_k noise_k          a stochastic step; mean_k itself on the others
 * action = center + scale x_K
 * </pre>
 */
final class FlowNodes {
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private final OnnxModel model;
  private final FlowPolicySpec spec;
  private final FlowModel networks;
  private final LogStdRange learnedStd;
  private final String observation;
  private final String seen;
  private final List<String> path = new ArrayList<>();
  private final List<String> means = new ArrayList<>();
  private final List<String> logProbs = new ArrayList<>();

  /**
   * @param observation [rows][observationSize]; null where there is none
   */
  FlowNodes(OnnxModel model, FlowPolicy policy, String observation) {
    this.model = model;
    this.spec = policy.spec();
    this.networks = policy.model();
    this.learnedStd = policy.sampler().learnedStd();
    this.observation = observation;
    Network encoder = networks.parts().get(PartSpec.ENCODER);
    this.seen = encoder == null ? observation : NetworkNodes.add(model, encoder, observation);
  }

  /** Starts from these numbers, [rows][actionSize]. */
  void startAt(String start) {
    path.add(start);
  }

  /** Starts from the policy's own normal distribution; from its mean where noise is null. */
  void startLearned(String noise) {
    int size = spec.actionSize();
    String said = NetworkNodes.add(model, networks.part(PartSpec.START), observation);
    String mean = model.slice(said, 0, size);
    path.add(noise == null ? mean : draw(mean, learned(model.slice(said, size, 2 * size)), noise));
  }

  /**
   * Adds the steps of a chain.
   *
   * @param noise [rows][stochastic steps][actionSize], or null where all are deterministic
   */
  void follow(Transition[] chain, String noise) {
    int slot = 0;
    for (int k = 0; k < chain.length; k++) {
      Transition step = chain[k];
      String mean = mean(step, path.get(k), velocity(path.get(k), step.tau(), step.tauNext()));
      if (step.deterministic()) {
        path.add(mean);
      } else {
        String logStd =
            step.learned() ? learned(rawNoise(step.tau())) : model.number(Math.log(step.std()));
        path.add(draw(mean, logStd, drawn(noise, slot++)));
      }
    }
  }

  /** {@code center + scale x_K}, [rows][actionSize]. */
  String action() {
    String scale = model.constant(spec.actionScale(), spec.actionSize());
    String center = model.constant(spec.actionCenter(), spec.actionSize());
    return model.node("Add", center, model.node("Mul", scale, path.get(path.size() - 1)));
  }

  /** [rows][K + 1][actionSize]. */
  String path() {
    return model.stacked(path);
  }

  /** [rows][draws][actionSize]. */
  String means() {
    return model.stacked(means);
  }

  /** [rows][draws][actionSize]. */
  String logProbs() {
    return model.stacked(logProbs);
  }

  /** The value of each observation, [rows], or of each action that follows it, [rows][actions]. */
  String value() {
    String columns = NetworkNodes.add(model, networks.part(PartSpec.VALUE), observation);
    return spec.creditUnits() > 1 ? columns : model.node("Squeeze", columns, model.whole(1));
  }

  private String velocity(String x, double tau, double tauNext) {
    float[] time = new float[spec.head().timeInputs()];
    spec.head().writeTime(time, 0, tau, tauNext);
    return velocity(x, model.repeated(time, x));
  }

  /** The flow network at points and times of the caller's. */
  String velocity(String x, String time) {
    String input = model.columns(seen == null ? List.of(x, time) : List.of(x, time, seen));
    return NetworkNodes.add(model, networks.velocity(), input);
  }

  private String mean(Transition step, String x, String velocity) {
    String mean =
        model.node(
            "Add",
            model.node("Mul", x, model.number(step.pointWeight())),
            model.node("Mul", velocity, model.number(step.velocityWeight())));
    return limited(mean, spec.sampler().meanClip());
  }

  private String drawn(String noise, int slot) {
    String matrix =
        model.node(
            "Squeeze",
            model.node("Slice", noise, model.whole(slot), model.whole(slot + 1), model.whole(1)),
            model.whole(1));
    return limited(matrix, spec.sampler().noiseClip());
  }

  private String limited(String values, double limit) {
    return limit == 0
        ? values
        : model.node("Clip", values, scalar((float) -limit), scalar((float) limit));
  }

  /** Clip takes scalars only, not vectors of one. */
  private String scalar(float number) {
    return model.constant(new float[] {number}, new int[0]);
  }

  private String rawNoise(double tau) {
    Parameters.Slice first = networks.noise().heads().get(0).layers().get(0).weight();
    String time = model.repeated(new float[] {(float) tau}, path.get(0));
    String input = first.rows() == 1 ? time : model.columns(List.of(observation, time));
    return NetworkNodes.add(model, networks.noise(), input);
  }

  private String learned(String raw) {
    return model.node(
        "Add",
        model.node("Mul", model.node("Tanh", raw), model.number(learnedStd.halfRange())),
        model.number(learnedStd.center()));
  }

  /** A draw from N(mean, std^2); notes its mean and its density in each dimension. */
  private String draw(String mean, String logStd, String noise) {
    String next = model.node("Add", mean, model.node("Mul", model.node("Exp", logStd), noise));
    String inverseStd = model.node("Exp", model.node("Neg", logStd));
    String z = model.node("Mul", model.node("Sub", next, mean), inverseStd);
    String bell = model.node("Mul", model.node("Mul", z, z), model.number(-0.5));
    means.add(mean);
    logProbs.add(model.node("Sub", model.node("Sub", bell, logStd), model.number(HALF_LOG_2PI)));
    return next;
  }
}
