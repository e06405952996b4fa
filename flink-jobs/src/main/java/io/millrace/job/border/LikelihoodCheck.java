package io.millrace.job.border;

import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.sampler.LogStdRange;
import io.millrace.flow.sampler.Sampler;
import io.millrace.flow.sampler.Transition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What must hold of log-densities whatever the weights were: a normal distribution is nowhere
 * denser than at its mean, {@code -log std - log(2 pi) / 2}, and a choice is at most certain. What
 * lies above was not drawn as the recipe draws: another sampler, another scale, a sum over
 * dimensions, a sign.
 */
final class LikelihoodCheck {
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  /** Room for float32 arithmetic of others. */
  private static final double ROUNDING = 1e-3;

  private LikelihoodCheck() {}

  /**
   * The highest log-density that a draw can have, of each flow step from the first that can be
   * stochastic on, or of the start alone where that is drawn.
   */
  static List<Double> highest(FlowPolicySpec spec) {
    if (spec.tokens() != null) {
      return List.copyOf(Collections.nCopies(spec.flowSteps(), 0.0));
    }
    Sampler sampler = spec.sampler().create();
    LogStdRange learned = sampler.learnedStd();
    if (spec.sampler().learnsStart()) {
      return List.of(peak(learned.min()));
    }
    Transition[] chain = sampler.chain(spec.flowSteps(), spec.sampler().lastStep());
    List<Double> highest = new ArrayList<>();
    for (int k = 0; k < spec.stochasticTransitions(); k++) {
      highest.add(peak(chain[k].learned() ? learned.min() : chain[k].std()));
    }
    return List.copyOf(highest);
  }

  private static double peak(double std) {
    return -Math.log(std) - HALF_LOG_2PI;
  }

  /**
   * @param logProbs [T, S, A]
   * @param drawSteps [T, S], or null where draws are the first steps, in order
   * @throws RejectedException naming the first value that cannot be
   */
  static void check(PolicyShape shape, float[] logProbs, int[] drawSteps) {
    if (shape.highestLogProbs().isEmpty()) {
      return;
    }
    int size = shape.actionSize();
    for (int i = 0; i < logProbs.length; i++) {
      int draw = i / size;
      int step = drawSteps == null ? draw % shape.draws() : drawSteps[draw] - shape.firstStep();
      double highest = shape.highestLogProbs().get(step);
      if (logProbs[i] > highest + ROUNDING) {
        throw new RejectedException(
            RejectionReason.OUT_OF_RANGE,
            String.format(
                Locale.ROOT,
                "expected a log-density of at most %.4f at flow step %d, field=logProbs index=%d value=%s",
                highest,
                step + shape.firstStep(),
                i,
                logProbs[i]));
      }
    }
  }
}
