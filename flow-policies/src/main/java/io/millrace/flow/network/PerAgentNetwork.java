package io.millrace.flow.network;

import io.millrace.flow.tensor.BatchFunction;
import io.millrace.flow.tensor.DualFunction;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of its own for each agent, of one shape and with weights of its own: a row goes through
 * the network of the agent whose number stands in it.
 *
 * <pre>
 * y = f_i(x without column numberAt),   i = x[numberAt] in 0 .. agents - 1
 * </pre>
 *
 * <p>The number only chooses; no network reads it. A network is not run on other agents' rows, so
 * the gradient of its weights by their losses is 0, exactly.
 *
 * @param blocks one for each agent
 * @param numberAt the column that holds the number
 */
public record PerAgentNetwork(List<? extends Network> blocks, int numberAt) implements Network {
  public PerAgentNetwork {
    blocks = List.copyOf(blocks);
    Network first = blocks.get(0);
    for (Network block : blocks) {
      if (block.in() != first.in() || block.out() != first.out()) {
        throw new IllegalArgumentException(
            "expected networks of one shape, in=%d and %d, out=%d and %d"
                .formatted(first.in(), block.in(), first.out(), block.out()));
      }
    }
    if (numberAt < 0 || numberAt > first.in()) {
      throw new IllegalArgumentException(
          "expected a column of 0 to %d, numberAt=%d".formatted(first.in(), numberAt));
    }
  }

  private int agents() {
    return blocks.size();
  }

  @Override
  public int in() {
    return blocks.get(0).in() + 1;
  }

  @Override
  public int out() {
    return blocks.get(0).out();
  }

  @Override
  public List<Mlp> heads() {
    return blocks.stream().flatMap(block -> block.heads().stream()).toList();
  }

  @Override
  public Value forward(Tape tape, Parameters parameters, Value x) {
    return route(tape, parameters, x, null);
  }

  @Override
  public Value forwardWithHidden(Tape tape, Parameters parameters, Value x, List<Value> hidden) {
    hidden.clear();
    return route(tape, parameters, x, hidden);
  }

  /** Each agent's rows through its network, and the answers back to the rows' places. */
  private Value route(Tape tape, Parameters parameters, Value x, List<Value> hidden) {
    AgentRows rows = new AgentRows(agents(), numberAt).of(x.data(), in(), x.rows());
    List<Value> own = new ArrayList<>();
    Value y = null;
    for (int agent = 0; agent < agents(); agent++) {
      int[] index = rows.rows(agent);
      if (index.length == 0) {
        continue;
      }
      Value seen = withoutNumber(tape, tape.gather(x, index));
      Network block = blocks.get(agent);
      Value said =
          hidden == null
              ? block.forward(tape, parameters, seen)
              : block.forwardWithHidden(tape, parameters, seen, own);
      y = together(tape, y, tape.scatter(said, index, x.rows()));
      for (int i = 0; i < own.size(); i++) {
        Value placed = tape.scatter(own.get(i), index, x.rows());
        if (i == hidden.size()) {
          hidden.add(placed);
        } else {
          hidden.set(i, tape.add(hidden.get(i), placed));
        }
      }
    }
    return y;
  }

  private static Value together(Tape tape, Value sum, Value next) {
    return sum == null ? next : tape.add(sum, next);
  }

  private Value withoutNumber(Tape tape, Value x) {
    if (numberAt == 0) {
      return tape.columns(x, 1, in());
    }
    Value before = tape.columns(x, 0, numberAt);
    return numberAt == in() - 1 ? before : tape.concat(before, tape.columns(x, numberAt + 1, in()));
  }

  @Override
  public BatchFunction inference(Parameters parameters, int rows) {
    return new Inference(parameters, rows);
  }

  @Override
  public DualFunction jvp(Parameters parameters, int rows) {
    return new Dual(parameters, rows);
  }

  /** A row of this network's input, as a network of one agent reads it. */
  private void read(float[] from, int row, float[] to, int at) {
    int width = in() - 1;
    int start = row * in();
    System.arraycopy(from, start, to, at * width, numberAt);
    System.arraycopy(from, start + numberAt + 1, to, at * width + numberAt, width - numberAt);
  }

  private void write(float[] from, int at, float[] to, int row) {
    System.arraycopy(from, at * out(), to, row * out(), out());
  }

  /**
   * Each network has room for its share of the rows, which is what every agent has where all of
   * them act; more rows of one agent take further runs.
   */
  private final class Inference implements BatchFunction {
    private final float[] input;
    private final float[] output;
    private final int rows;
    private final int room;
    private final List<BatchFunction> own = new ArrayList<>();
    private final AgentRows routed = new AgentRows(agents(), numberAt);

    Inference(Parameters parameters, int rows) {
      this.rows = rows;
      this.room = (rows + agents() - 1) / agents();
      this.input = new float[rows * in()];
      this.output = new float[rows * out()];
      for (Network block : blocks) {
        own.add(block.inference(parameters, room));
      }
    }

    @Override
    public float[] input() {
      return input;
    }

    @Override
    public float[] run() {
      routed.of(input, in(), rows);
      for (int agent = 0; agent < agents(); agent++) {
        for (int from = 0; from < routed.count(agent); from += room) {
          run(agent, from, Math.min(room, routed.count(agent) - from));
        }
      }
      return output;
    }

    private void run(int agent, int from, int count) {
      BatchFunction network = own.get(agent);
      for (int i = 0; i < count; i++) {
        read(input, routed.row(agent, from + i), network.input(), i);
      }
      float[] said = network.run();
      for (int i = 0; i < count; i++) {
        write(said, i, output, routed.row(agent, from + i));
      }
    }
  }

  private final class Dual implements DualFunction {
    private final float[] input;
    private final float[] tangent;
    private final float[] output;
    private final float[] outputTangent;
    private final List<DualFunction> own = new ArrayList<>();
    private final AgentRows routed = new AgentRows(agents(), numberAt);

    Dual(Parameters parameters, int rows) {
      this.input = new float[rows * in()];
      this.tangent = new float[input.length];
      this.output = new float[rows * out()];
      this.outputTangent = new float[output.length];
      for (Network block : blocks) {
        own.add(block.jvp(parameters, rows));
      }
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
      return output;
    }

    @Override
    public float[] outputTangent() {
      return outputTangent;
    }

    @Override
    public void run(int first) {
      routed.of(input, in(), first);
      for (int agent = 0; agent < agents(); agent++) {
        DualFunction network = own.get(agent);
        for (int i = 0; i < routed.count(agent); i++) {
          read(input, routed.row(agent, i), network.input(), i);
          read(tangent, routed.row(agent, i), network.inputTangent(), i);
        }
        network.run(routed.count(agent));
        for (int i = 0; i < routed.count(agent); i++) {
          write(network.output(), i, output, routed.row(agent, i));
          write(network.outputTangent(), i, outputTangent, routed.row(agent, i));
        }
      }
    }

    @Override
    public void evaluate(int first) {
      routed.of(input, in(), first);
      for (int agent = 0; agent < agents(); agent++) {
        DualFunction network = own.get(agent);
        for (int i = 0; i < routed.count(agent); i++) {
          read(input, routed.row(agent, i), network.input(), i);
        }
        network.evaluate(routed.count(agent));
        for (int i = 0; i < routed.count(agent); i++) {
          write(network.output(), i, output, routed.row(agent, i));
        }
      }
    }
  }
}
