package io.millrace.flow.discrete;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TokenMatchingTest {
  private static final long SEED = 23;
  private static final int ROWS = 256;

  /**
   * Two positions that always agree, so that the network must read across. At K = 32 the exact
   * chain of what it learned is within .12 of the data (the exact posterior of one position is
   * within .053); independent positions would be .70 away.
   */
  @Test
  void train_twoTokensThatAgree_walksToTheirJointLaw() {
    Parameters.Layout layout = new Parameters.Layout();
    TokenNetwork network =
        TokenNetwork.reserve(layout, "p", List.of(32), Activation.TANH, 2, 4, 0, true);
    Parameters parameters = layout.allocate();
    RandomSource random = new RandomSource(SEED);
    network.initialize(parameters, random, 1);
    TokenMatching matching = new TokenMatching(Ring.path());
    TokenLikelihood likelihood = new TokenLikelihood(ROWS, 1, 2, 4);
    Adam adam = new Adam(5e-3, 0.9, 0.999, 1e-8);
    OptimizerState state = adam.start(parameters.size());
    int[] data = new int[ROWS * 2];
    int[] x = new int[ROWS * 2];
    float[] tau = new float[ROWS];
    Tape tape = new Tape();
    for (int i = 0; i < 1_500; i++) {
      for (int row = 0; row < ROWS; row++) {
        data[2 * row] = Categorical.draw(Ring.DATA, random);
        data[2 * row + 1] = data[2 * row];
        tau[row] = (float) random.nextDouble();
      }
      matching.corrupt(data, tau, random, x);
      tape.reset();
      tape.backward(
          TokenMatching.loss(
              tape, likelihood, network.logits(tape, parameters, x, tau, new float[0]), data));
      adam.step(parameters.values(), parameters.gradients(), state);
    }
    ExactChain chain = new ExactChain(Ring.path(), 2, 32);
    double[] law = chain.law(network.inference(parameters, chain.states()));
    double[] joint = new double[16];
    for (int token = 0; token < 4; token++) {
      joint[token * 5] = Ring.DATA[token];
    }
    assertThat(Ring.totalVariation(law, joint)).as("seed %d", SEED).isLessThan(0.12);
  }
}
