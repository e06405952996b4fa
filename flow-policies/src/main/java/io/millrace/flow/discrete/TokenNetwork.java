package io.millrace.flow.discrete;

import io.millrace.flow.network.LayerSpec;
import io.millrace.flow.network.Mlp;
import io.millrace.flow.network.Network;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.BatchFunction;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import java.util.List;

/**
 * A network that gives the logits of p(x1 | x): logits = network(one-hot(x), tau if it reads time,
 * observation). A categorical policy's reads the observation alone.
 *
 * @param network [positions tokens + (1) + observationSize] to [positions tokens]
 * @param positions tokens of a row
 * @param tokens size of the vocabulary
 * @param observationSize numbers that condition a row; 0 for none
 * @param readsTime whether tau is an input; FUDOKI's network does without
 * @param readsTokens whether x is one
 */
public record TokenNetwork(
    Network network,
    int positions,
    int tokens,
    int observationSize,
    boolean readsTime,
    boolean readsTokens) {
  public TokenNetwork {
    int in = inputs(readsTokens ? positions : 0, tokens, observationSize, readsTime);
    if (network.in() != in || network.out() != positions * tokens) {
      throw new IllegalArgumentException(
          "expected a network from "
              + in
              + " to "
              + positions * tokens
              + " columns, in="
              + network.in()
              + " out="
              + network.out());
    }
  }

  /** Reserves an {@link Mlp} named {@code name}, which reads tokens. */
  public static TokenNetwork reserve(
      Parameters.Layout layout,
      String name,
      List<Integer> hidden,
      Activation activation,
      int positions,
      int tokens,
      int observationSize,
      boolean readsTime) {
    int in = inputs(positions, tokens, observationSize, readsTime);
    List<LayerSpec> specs = Mlp.specs(in, hidden, activation, positions * tokens);
    Mlp network = Mlp.reserve(layout, name, specs);
    return new TokenNetwork(network, positions, tokens, observationSize, readsTime, true);
  }

  /** Random weights as in {@link Mlp#initialize}. */
  public void initialize(Parameters parameters, RandomSource random, double lastScale) {
    for (Mlp head : network.heads()) {
      head.initialize(parameters, random, lastScale);
    }
  }

  /**
   * [rows][positions * tokens], on a tape.
   *
   * @param x [rows][positions]; not read where the network reads no tokens
   * @param tau [rows]
   * @param observations [rows][observationSize]
   */
  public Value logits(
      Tape tape, Parameters parameters, int[] x, float[] tau, float[] observations) {
    return network.forward(tape, parameters, input(tape, x, tau, observations));
  }

  /** What the network reads of these rows, as data. */
  public Value input(Tape tape, int[] x, float[] tau, float[] observations) {
    int rows = tau.length;
    Value input = tape.input(rows, network.in());
    Arrays.fill(input.data(), 0f);
    for (int row = 0; row < rows; row++) {
      fill(input.data(), row, x, tau[row], observations);
    }
    return input;
  }

  /** The same for acting with these weights, which it copies, on a fixed number of rows. */
  public Actor inference(Parameters parameters, int rows) {
    return new Actor(this, network.inference(parameters, rows), rows);
  }

  private void fill(float[] input, int row, int[] x, float tau, float[] observations) {
    int from = row * network.in();
    for (int i = 0; readsTokens && i < positions; i++) {
      input[from + i * tokens + x[row * positions + i]] = 1f;
    }
    int observed = from + network.in() - observationSize;
    if (readsTime) {
      input[observed - 1] = tau;
    }
    System.arraycopy(observations, row * observationSize, input, observed, observationSize);
  }

  private static int inputs(int positions, int tokens, int observationSize, boolean readsTime) {
    return positions * tokens + (readsTime ? 1 : 0) + observationSize;
  }

  /** Acts without a tape and without allocation; belongs to one thread. */
  public static final class Actor implements TokenLogits {
    private final TokenNetwork network;
    private final BatchFunction forward;
    private final int rows;
    private float[] observations;

    private Actor(TokenNetwork network, BatchFunction forward, int rows) {
      this.network = network;
      this.forward = forward;
      this.rows = rows;
      this.observations = new float[rows * network.observationSize];
    }

    /**
     * What the next walk is conditioned on; read at every step, not copied.
     *
     * @param numbers [rows][observationSize]
     */
    public void observe(float[] numbers) {
      observations = numbers;
    }

    @Override
    public float[] logits(int step, double tau, int[] tokens) {
      Arrays.fill(forward.input(), 0f);
      for (int row = 0; row < rows; row++) {
        network.fill(forward.input(), row, tokens, (float) tau, observations);
      }
      return forward.run();
    }
  }
}
