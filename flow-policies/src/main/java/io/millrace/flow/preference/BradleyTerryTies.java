package io.millrace.flow.preference;

import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * The Bradley-Terry model with ties: a reward model learned from comparisons in which people may
 * call both alike.
 *
 * <pre>
 * P(first)  = e^a / (e^a + theta e^b)
 * P(second) = e^b / (e^b + theta e^a)
 * P(tie)    = (theta^2 - 1) e^(a + b) / ((e^a + theta e^b) (theta e^a + e^b))
 *           = (theta^2 - 1) P(first) P(second)
 * loss      = -log P(label)
 * </pre>
 *
 * Computed from the difference of rewards alone, with softplus, so that large rewards do not
 * overflow.
 *
 * <p>Source: Rao and Kupper, "Ties in paired-comparison experiments", 1967, as used by VideoReward
 * in "Improving Video Generation with Human Feedback" (arXiv 2501.13918). Golden case: {@code
 * BradleyTerryTiesTest}.
 *
 * @param theta at least 1; the larger, the more ties. At 1 there are none: plain Bradley-Terry.
 */
public record BradleyTerryTies(double theta) {
  /** What somebody said of a pair. */
  public enum Label {
    FIRST,
    SECOND,
    TIE
  }

  public BradleyTerryTies {
    if (!(theta >= 1 && theta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite theta >= 1, theta=" + theta);
    }
  }

  /**
   * How likely a label is.
   *
   * @param difference reward of the first less that of the second
   */
  public double probability(Label label, double difference) {
    double first = 1 / (1 + theta * Math.exp(-difference));
    double second = 1 / (1 + theta * Math.exp(difference));
    return switch (label) {
      case FIRST -> first;
      case SECOND -> second;
      case TIE -> (theta * theta - 1) * first * second;
    };
  }

  /**
   * 1 x 1, to be minimized: the mean of -log P(label) over all elements. Columns may be dimensions
   * of quality, each with a label of its own.
   *
   * @param first rewards, [rows][columns]
   * @param second as the first
   * @param labels [rows][columns]
   */
  public Value loss(Tape tape, Value first, Value second, Label[] labels) {
    Value firstCounts = tape.input(first.rows(), first.columns());
    Value secondCounts = tape.input(first.rows(), first.columns());
    int ties = mark(labels, firstCounts.data(), secondCounts.data());
    Value difference = tape.subtract(first, second);
    double logTheta = Math.log(theta);
    Value notFirst = tape.activate(tape.affine(difference, -1, logTheta), Activation.SOFTPLUS);
    Value notSecond = tape.activate(tape.affine(difference, 1, logTheta), Activation.SOFTPLUS);
    Value surprise =
        tape.add(tape.multiply(firstCounts, notFirst), tape.multiply(secondCounts, notSecond));
    double tieShare = ties == 0 ? 0 : Math.log(theta * theta - 1) * ties / labels.length;
    return tape.affine(tape.mean(surprise), 1, -tieShare);
  }

  /** A tie counts for both, since its probability is a product; returns how many there are. */
  private int mark(Label[] labels, float[] firstCounts, float[] secondCounts) {
    if (labels.length != firstCounts.length) {
      throw new IllegalArgumentException(
          "expected one label a pair, labels=" + labels.length + " pairs=" + firstCounts.length);
    }
    int ties = 0;
    for (int i = 0; i < labels.length; i++) {
      firstCounts[i] = labels[i] == Label.SECOND ? 0f : 1f;
      secondCounts[i] = labels[i] == Label.FIRST ? 0f : 1f;
      ties += labels[i] == Label.TIE ? 1 : 0;
    }
    if (ties > 0 && theta == 1) {
      throw new IllegalArgumentException("a tie has probability 0, theta=1 ties=" + ties);
    }
    return ties;
  }
}
