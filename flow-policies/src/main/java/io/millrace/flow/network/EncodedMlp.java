package io.millrace.flow.network;

import io.millrace.flow.tensor.BatchFunction;
import io.millrace.flow.tensor.DualFunction;
import io.millrace.flow.tensor.Forward;
import io.millrace.flow.tensor.ForwardMode;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import java.util.List;

/**
 * A perceptron that sees the last of its columns through another one.
 *
 * <pre>
 * y = body(concat(lead, encoder(observation)))     input = concat(lead, observation)
 * </pre>
 *
 * <p>The features that it hands out are the encoder's: its hidden layers, and last the embedding.
 * What depends on the lead alone is not among them.
 *
 * @param encoder reads the observation
 * @param body reads the lead and the encoder's output
 */
public record EncodedMlp(Mlp encoder, Mlp body) implements Network {
  public EncodedMlp {
    if (body.in() < encoder.out()) {
      throw new IllegalArgumentException(
          "expected a network that reads the encoder's output, body.in="
              + body.in()
              + " encoder.out="
              + encoder.out());
    }
  }

  private int lead() {
    return body.in() - encoder.out();
  }

  @Override
  public int in() {
    return lead() + encoder.in();
  }

  @Override
  public int out() {
    return body.out();
  }

  @Override
  public List<Mlp> heads() {
    return List.of(body);
  }

  @Override
  public Value forward(Tape tape, Parameters parameters, Value x) {
    Value embedding = encoder.forward(tape, parameters, tape.columns(x, lead(), in()));
    return body(tape, parameters, x, embedding);
  }

  @Override
  public Value forwardWithHidden(Tape tape, Parameters parameters, Value x, List<Value> hidden) {
    Value observation = tape.columns(x, lead(), in());
    Value embedding = encoder.forwardWithHidden(tape, parameters, observation, hidden);
    hidden.add(embedding);
    return body(tape, parameters, x, embedding);
  }

  private Value body(Tape tape, Parameters parameters, Value x, Value embedding) {
    Value input = tape.concat(tape.columns(x, 0, lead()), embedding);
    return body.forward(tape, parameters, input);
  }

  @Override
  public BatchFunction inference(Parameters parameters, int rows) {
    return new Inference(parameters, rows);
  }

  @Override
  public DualFunction jvp(Parameters parameters, int rows) {
    return new Dual(parameters, rows);
  }

  /** Columns from one array of rows to another. */
  private static void copy(
      float[] from, int fromWidth, int fromAt, float[] to, int toWidth, int toAt, int width) {
    for (int row = 0; row * fromWidth < from.length && row * toWidth < to.length; row++) {
      System.arraycopy(from, row * fromWidth + fromAt, to, row * toWidth + toAt, width);
    }
  }

  /** Encodes again only where an observation changed: once for all flow steps of an action. */
  private final class Inference implements BatchFunction {
    private final float[] input;
    private final Forward embed;
    private final Forward rest;
    private float[] embedding;

    Inference(Parameters parameters, int rows) {
      this.input = new float[rows * in()];
      this.embed = encoder.inference(parameters, rows);
      this.rest = body.inference(parameters, rows);
    }

    @Override
    public float[] input() {
      return input;
    }

    @Override
    public float[] run() {
      if (embedding == null || observesAnother()) {
        copy(input, in(), lead(), embed.input(), encoder.in(), 0, encoder.in());
        embedding = embed.run();
        copy(embedding, encoder.out(), 0, rest.input(), body.in(), lead(), encoder.out());
      }
      copy(input, in(), 0, rest.input(), body.in(), 0, lead());
      return rest.run();
    }

    private boolean observesAnother() {
      int size = encoder.in();
      float[] known = embed.input();
      for (int row = 0; row * size < known.length; row++) {
        int from = row * in() + lead();
        int to = row * size;
        if (Arrays.mismatch(input, from, from + size, known, to, to + size) >= 0) {
          return true;
        }
      }
      return false;
    }
  }

  private final class Dual implements DualFunction {
    private final float[] input;
    private final float[] tangent;
    private final ForwardMode embed;
    private final ForwardMode rest;

    Dual(Parameters parameters, int rows) {
      this.input = new float[rows * in()];
      this.tangent = new float[input.length];
      this.embed = encoder.jvp(parameters, rows);
      this.rest = body.jvp(parameters, rows);
    }

    @Override
    public float[] input() {
      return input;
    }

    @Override
    public float[] inputTangent() {
      return tangent;
    }

    @Override
    public float[] output() {
      return rest.output();
    }

    @Override
    public float[] outputTangent() {
      return rest.outputTangent();
    }

    @Override
    public void run(int first) {
      split(input, embed.input(), rest.input());
      split(tangent, embed.inputTangent(), rest.inputTangent());
      embed.run(first);
      join(embed.output(), rest.input());
      join(embed.outputTangent(), rest.inputTangent());
      rest.run(first);
    }

    @Override
    public void evaluate(int first) {
      split(input, embed.input(), rest.input());
      embed.evaluate(first);
      join(embed.output(), rest.input());
      rest.evaluate(first);
    }

    private void split(float[] whole, float[] observation, float[] lead) {
      copy(whole, in(), lead(), observation, encoder.in(), 0, encoder.in());
      copy(whole, in(), 0, lead, body.in(), 0, lead());
    }

    private void join(float[] embedding, float[] into) {
      copy(embedding, encoder.out(), 0, into, body.in(), lead(), encoder.out());
    }
  }
}
