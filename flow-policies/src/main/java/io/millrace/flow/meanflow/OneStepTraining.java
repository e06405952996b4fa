package io.millrace.flow.meanflow;

import io.millrace.flow.optimizer.CosineFit;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;

/**
 * Trains a network of intervals on demonstrations, as {@link CosineFit} says. A function of its
 * arguments alone.
 *
 * @param steps optimizer steps
 * @param batch rows a step
 * @param learningRate of the first step
 * @param dispersion of hidden layers, added to the loss
 */
public record OneStepTraining(
    int steps, int batch, double learningRate, OneStepMethod method, Dispersion dispersion) {
  public OneStepTraining {
    if (steps < 1 || batch < 2) {
      throw new IllegalArgumentException(
          "expected steps >= 1 and batch >= 2, steps=" + steps + " batch=" + batch);
    }
  }

  /** As the other, unheard. */
  public void train(
      IntervalNetwork network, float[] observations, float[] actions, RandomSource random) {
    train(network, observations, actions, random, (step, loss) -> {});
  }

  /**
   * Changes the network's parameters, from what they are.
   *
   * @param observations [count][observationSize]
   * @param actions [count][actionSize], normalized
   * @throws IllegalArgumentException where the demonstrations give a gradient that is not finite
   */
  public void train(
      IntervalNetwork network,
      float[] observations,
      float[] actions,
      RandomSource random,
      CosineFit.Listener listener) {
    Demonstrations data = new Demonstrations(network.layout(), observations, actions);
    IntervalLoss loss = method.lossOf(network, batch);
    IntervalBatch rows = IntervalBatch.allocate(batch, network.layout());
    new CosineFit(steps, learningRate)
        .run(
            network.parameters(),
            tape -> {
              method.intervals().draw(random, rows.tau(), rows.tauNext());
              data.draw(rows, method.dropout(), random);
              Value mean = tape.mean(loss.perRow(tape, rows));
              return dispersion.addTo(tape, mean, loss.hidden());
            },
            listener);
  }

  /** What to imitate. */
  private static final class Demonstrations {
    private final IntervalLayout layout;
    private final float[] observations;
    private final float[] actions;
    private final int count;

    Demonstrations(IntervalLayout layout, float[] observations, float[] actions) {
      this.layout = layout;
      this.observations = observations;
      this.actions = actions;
      this.count = actions.length / layout.actionSize();
      if (count == 0
          || actions.length != count * layout.actionSize()
          || observations.length != count * layout.observationSize()) {
        throw new IllegalArgumentException(
            "expected rows for "
                + layout
                + ", observations="
                + observations.length
                + " actions="
                + actions.length);
      }
    }

    void draw(IntervalBatch rows, double dropout, RandomSource random) {
      int size = layout.actionSize();
      int observed = layout.observationSize();
      random.fillGaussian(rows.noise());
      for (int row = 0; row < rows.rows(); row++) {
        int i = random.nextInt(count);
        System.arraycopy(actions, i * size, rows.action(), row * size, size);
        int to = row * observed;
        if (dropout > 0 && random.nextDouble() < dropout) {
          Arrays.fill(rows.observation(), to, to + observed, 0f);
        } else {
          System.arraycopy(observations, i * observed, rows.observation(), to, observed);
        }
      }
    }
  }
}
