package io.millrace.flow.meanflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.network.LayerSpec;
import io.millrace.flow.network.Mlp;
import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.GradientStep;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.optimizer.Schedule;
import io.millrace.flow.optimizer.ScheduledOptimizer;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Forward;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two clusters of observations .02 apart that need different actions (flow-policies-for-control
 * sheet, dm1 items 3 and 4(c)): an encoder of observations alone keeps them apart where its
 * embedding is dispersed. In hidden layers that also read x the features are wide already, and the
 * regularizer does not find the observation; so it is the encoder that is tested. Whether actions
 * get better varies with the seed either way, and is not claimed.
 */
final class EncoderDispersionTest {
  private static final long SEED = 1;
  private static final int ROWS = 32;
  private static final int STEPS = 2_000;
  private static final int WIDTH = 32;

  private final IntervalLayout layout = new IntervalLayout(1, WIDTH, SecondTime.END);
  private final Parameters parameters;
  private final Mlp encoder;
  private final Mlp velocity;

  EncoderDispersionTest() {
    Parameters.Layout slices = new Parameters.Layout();
    LayerSpec first = new LayerSpec(1, WIDTH, Activation.TANH);
    LayerSpec second = new LayerSpec(WIDTH, WIDTH, Activation.TANH);
    encoder = Mlp.reserve(slices, "encoder", List.of(first, second));
    velocity =
        Mlp.reserve(slices, "u", Mlp.specs(layout.width(), List.of(WIDTH), Activation.SILU, 1));
    parameters = slices.allocate();
  }

  @Test
  void train_dispersedEmbedding_keepsTheClustersTwiceAsFarApart() {
    Dispersive form = new Dispersive.InfoNceL2(0.5);
    double without = distanceAfter(new Dispersion(0, form, HiddenLayers.ALL));
    double with = distanceAfter(new Dispersion(0.5, form, HiddenLayers.ALL));
    assertThat(with).as("without %s, seed %d", without, SEED).isGreaterThan(2 * without);
  }

  /** Between the embeddings of the clusters' centers. */
  private double distanceAfter(Dispersion dispersion) {
    RandomSource random = new RandomSource(SEED);
    encoder.initialize(parameters, random.split("encoder"), 1);
    velocity.initialize(parameters, random.split("velocity"), 0.1);
    IntervalBatch batch = IntervalBatch.allocate(ROWS, layout);
    MeanFlowTarget target =
        new MeanFlowTarget(
            velocity.jvp(parameters, ROWS), layout, ROWS, new MeanFlowVariant.Original());
    AdaptiveWeight weight = new AdaptiveWeight(0.5, 1e-3);
    GradientStep adam =
        new GradientStep(
            new ScheduledOptimizer(new Adam(5e-3, 0.9, 0.999, 1e-8), new Schedule.Cosine(STEPS, 0)),
            1);
    OptimizerState state = adam.optimizer().start(parameters.size());
    Tape tape = new Tape();
    for (int step = 0; step < STEPS; step++) {
      tape.reset();
      Value seen = draw(tape, batch, random);
      Value embedding = encoder.forward(tape, parameters, seen);
      System.arraycopy(embedding.data(), 0, batch.observation(), 0, ROWS * WIDTH);
      Value input = tape.concat(pointAndTimes(tape, batch), embedding);
      Value error =
          tape.subtract(
              velocity.forward(tape, parameters, input), tape.input(target.of(batch), ROWS, 1));
      Value loss = tape.mean(weight.apply(tape, tape.square(error)));
      tape.backward(dispersion.addTo(tape, loss, List.of(embedding)));
      adam.take(parameters.values(), parameters.gradients(), state);
    }
    return distance();
  }

  private Value draw(Tape tape, IntervalBatch batch, RandomSource random) {
    TimePairs.STANDARD.draw(random, batch.tau(), batch.tauNext());
    random.fillGaussian(batch.noise());
    Value seen = tape.input(ROWS, 1);
    for (int row = 0; row < ROWS; row++) {
      int side = random.nextInt(2) == 0 ? -1 : 1;
      seen.data()[row] = (float) (0.01 * side + 0.002 * random.nextGaussian());
      batch.action()[row] = 0.7f * side;
    }
    return seen;
  }

  private Value pointAndTimes(Tape tape, IntervalBatch batch) {
    Value input = tape.input(ROWS, 3);
    for (int row = 0; row < ROWS; row++) {
      input.data()[3 * row] = batch.point(row, row);
      input.data()[3 * row + 1] = batch.tau()[row];
      input.data()[3 * row + 2] = batch.tauNext()[row];
    }
    return input;
  }

  private double distance() {
    Forward encode = encoder.inference(parameters, 2);
    encode.input()[0] = -0.01f;
    encode.input()[1] = 0.01f;
    float[] embedding = encode.run();
    double squares = 0;
    for (int d = 0; d < WIDTH; d++) {
      squares += Math.pow(embedding[d] - embedding[WIDTH + d], 2);
    }
    return Math.sqrt(squares);
  }
}
