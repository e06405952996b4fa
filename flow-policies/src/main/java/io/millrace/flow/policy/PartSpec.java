package io.millrace.flow.policy;

import java.util.List;

/**
 * A network of a policy beside its flow, such as a value or a critic. It lives in the artifact, so
 * that snapshots, replays and whoever acts have it too.
 *
 * @param name unique in the policy
 * @param reads what it reads
 * @param hidden widths of its hidden layers
 * @param activation of the hidden layers
 * @param out columns that it gives; 0 for as many as an action has
 * @param outputScale of the first weights of its last layer; 0 starts it at 0
 * @param outputBias first biases of its last layer; empty for 0
 */
public record PartSpec(
    String name,
    Reads reads,
    List<Integer> hidden,
    String activation,
    int out,
    double outputScale,
    List<Float> outputBias) {
  /** What a part reads. */
  public enum Reads {
    /** The observation. */
    OBSERVATION,
    /** {@code concat(x, tau, observation)}. */
    POINT,
    /** One column of zeros: what it gives are its biases. */
    NOTHING
  }

  /** The value of an observation. */
  public static final String VALUE = "value";

  /** Mean and raw deviation of the flow's start. */
  public static final String START = "start";

  /** What the flow network sees of an observation, in the observation's place. */
  public static final String ENCODER = "encoder";

  /** The logarithm of the expected exponential reward of a point. */
  public static final String REWARD = "reward";

  /** The reward to expect from a point. */
  public static final String CRITIC = "critic";

  /** The few-step policy that pi-Flow distills. */
  public static final String STUDENT = "student";

  /** By how much the velocity of a student's own actions differs from its teacher's. */
  public static final String FAKE = "fake";

  /** What stands for an observation that the flow network is not shown. */
  public static final String NULL_OBSERVATION = "null-observation";

  public PartSpec {
    hidden = List.copyOf(hidden);
    outputBias = outputBias == null ? List.of() : List.copyOf(outputBias);
  }

  /** A part whose output starts around 0. */
  public PartSpec(
      String name,
      Reads reads,
      List<Integer> hidden,
      String activation,
      int out,
      double outputScale) {
    this(name, reads, hidden, activation, out, outputScale, List.of());
  }

  /** Columns that it reads. */
  public int in(int actionSize, int observationSize) {
    return switch (reads) {
      case OBSERVATION -> observationSize;
      case POINT -> actionSize + 1 + observationSize;
      case NOTHING -> 1;
    };
  }

  /** Columns that it gives. */
  public int out(int actionSize) {
    return out == 0 ? actionSize : out;
  }

  /** The start of a flow, mean and raw deviation of each dimension. */
  public static PartSpec start(List<Integer> hidden, String activation, int actionSize) {
    return new PartSpec(START, Reads.OBSERVATION, hidden, activation, 2 * actionSize, 0.1);
  }

  /**
   * An encoder of observations.
   *
   * @param layers widths, the last that of the embedding
   */
  public static PartSpec encoder(List<Integer> layers, String activation) {
    int last = layers.size() - 1;
    return new PartSpec(
        ENCODER, Reads.OBSERVATION, layers.subList(0, last), activation, layers.get(last), 1);
  }

  /** A network that gives one number for each point between noise and action. */
  public static PartSpec ofPoint(String name, List<Integer> hidden, String activation) {
    return new PartSpec(name, Reads.POINT, hidden, activation, 1, 0.1);
  }

  /** The null observation, zeros at first. */
  public static PartSpec nullObservation(int observationSize) {
    return new PartSpec(NULL_OBSERVATION, Reads.NOTHING, List.of(), "identity", observationSize, 0);
  }

  /** A value network, which gives one number. */
  public static PartSpec value(List<Integer> hidden, String activation) {
    return value(hidden, activation, 1);
  }

  /**
   * A value network.
   *
   * @param units values of an observation: of the action that follows it, of the one after, ..
   */
  public static PartSpec value(List<Integer> hidden, String activation, int units) {
    return new PartSpec(VALUE, Reads.OBSERVATION, hidden, activation, units, 1);
  }
}
