package io.millrace.flow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.GaussianLogProb;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlowGateTest {
  private static final float[] STD = {.2f, .1f};
  private static final float[][] NOISE = {{.5f, -1.5f}, {-.7f, .8f}};

  /** Two noisy steps by hand-written weights; numbers by an independent float64 computation. */
  @Test
  void forward_twoNoisySteps_givesThePathOfTheWorkedExample() {
    Parameters.Layout layout = new Parameters.Layout();
    FlowGate gate = workedExample(layout);
    Parameters parameters = layout.allocate();
    Mlp.Layer open = gate.gate().layers().get(0);
    parameters.write(open.weight(), new float[] {.1f, .2f, -.1f, .3f, -.2f, .1f, .3f, -.1f});
    parameters.write(open.bias(), new float[] {5f, 5f});
    Mlp.Layer first = gate.candidate().layers().get(0);
    parameters.write(
        first.weight(),
        new float[] {.5f, -.3f, .2f, .1f, -.4f, .6f, .1f, -.2f, .3f, .2f, -.5f, .4f});
    parameters.write(first.bias(), new float[] {.1f, -.1f, .05f});
    Mlp.Layer second = gate.candidate().layers().get(1);
    parameters.write(second.weight(), new float[] {.7f, -.2f, .4f, -.3f, .5f, .6f});
    parameters.write(second.bias(), new float[] {.05f, -.05f});

    float[] x = {.4f, -1f};
    double log = -0.5 * (x[0] * x[0] + x[1] * x[1]) - Math.log(2 * Math.PI);
    float[][] expected = {{.432275f, -.505383f}, {.254782f, -.061502f}};
    double[] stepLogs = {.824146, 1.509146};
    for (int k = 0; k < 2; k++) {
      float[] v = velocity(gate, parameters, x, k / 2f);
      double stepLog = 0;
      for (int d = 0; d < 2; d++) {
        float mean = x[d] + v[d] / 2;
        x[d] = mean + STD[d] * NOISE[k][d];
        stepLog += GaussianLogProb.of(x[d], mean, (float) Math.log(STD[d]));
      }
      assertThat(x).as("step %d", k).containsExactly(expected[k], within(2e-6f));
      assertThat(stepLog).isCloseTo(stepLogs[k], within(2e-6));
      log += stepLog;
    }
    assertThat(log).as("path").isCloseTo(-.084585, within(5e-6));
    for (float end : x) {
      log -= Math.log(1 - Math.tanh(end) * Math.tanh(end) + 1e-6);
    }
    assertThat(log).as("log-density of the action").isCloseTo(-.016584, within(5e-6));
  }

  /** d x_K / d x_0 = (1 - g / K)^K with a constant candidate: no explosion. */
  @Test
  void backward_eightStepsWithConstantCandidate_shrinksAsTheClosedFormSays() {
    Parameters.Layout layout = new Parameters.Layout();
    FlowGate gate =
        FlowGate.reserve(layout, "v", new FlowGate.Shape(1, 2, 1), List.of(4), Activation.SILU);
    Parameters parameters = layout.allocate();
    gate.initialize(parameters, new RandomSource(1), 0);
    Tape tape = new Tape();
    Value start = tape.variable(new float[] {.4f, -1f}, 1, 2);
    Value x = start;
    for (int k = 0; k < 8; k++) {
      Value tau = tape.input(new float[] {k / 8f}, 1, 1);
      Value v = gate.forward(tape, parameters, tape.input(new float[] {.3f}, 1, 1), x, tau);
      x = tape.add(x, tape.affine(v, 1 / 8.0, 0));
    }
    tape.backward(tape.sum(x));
    assertThat(start.gradient()).containsExactly(new float[] {.346246f, .346246f}, within(1e-6f));
  }

  private static FlowGate workedExample(Parameters.Layout layout) {
    return new FlowGate(
        Mlp.reserve(layout, "gate", Mlp.specs(4, List.of(), Activation.TANH, 2)),
        Mlp.reserve(layout, "candidate", Mlp.specs(4, List.of(3), Activation.TANH, 2)));
  }

  private static float[] velocity(FlowGate gate, Parameters parameters, float[] x, float tau) {
    Tape tape = new Tape();
    Value observation = tape.input(new float[] {.3f}, 1, 1);
    Value point = tape.input(x, 1, 2);
    Value time = tape.input(new float[] {tau}, 1, 1);
    return gate.forward(tape, parameters, observation, point, time).data();
  }
}
