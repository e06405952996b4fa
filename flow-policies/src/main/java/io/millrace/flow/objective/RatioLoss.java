package io.millrace.flow.objective;

import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;

/**
 * The loss that the GRPO family and the on-policy methods have in common: a clipped likelihood
 * ratio over the recorded draws of each decision, and, where the method has them, a penalty on the
 * distance to the first version, an entropy bonus and a value network's error.
 *
 * <pre>
 * mean    = pointWeight x + velocityWeight u            the sampler's coefficients
 * logProb = reduce_d log N(next_d; mean_d, std_d^2)     next is data: no gradient
 * r       = exp(logProb - oldLogProb)                   of a flow step or of a decision
 * A       = of the decision, or of the action of its chunk that r belongs to
 * loss    = mean w_k clipped(r, A) + kl D(mean, meanReference) - entropy H + ValueError
 * </pre>
 */
final class RatioLoss {
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
  private static final double NORMAL_ENTROPY = HALF_LOG_2PI + 0.5;

  private final LogProbReduction reduction;
  private final double clip;
  private double dualClip;
  private RatioUnit unit = RatioUnit.STEP;
  private LogProbForm form = LogProbForm.GAUSSIAN;
  private StepWeight stepWeight = StepWeight.EVEN;
  private double bound;
  private double kl;
  private KlPenalty penalty = KlPenalty.EXACT;
  private double entropy;
  private double secondMoment;
  private ValueError valueError = ValueError.NONE;
  private boolean normalizes;

  private RatioLoss(double clip, LogProbReduction reduction) {
    this.clip = clip;
    this.reduction = reduction;
  }

  /** A ratio for each flow step and nothing further; the other methods add to it. */
  static RatioLoss of(double clip, LogProbReduction reduction) {
    return new RatioLoss(clip, reduction);
  }

  /** How far a bad action's ratio counts at most; 0 for no limit. */
  RatioLoss dualClip(double limit) {
    dualClip = limit;
    return this;
  }

  /** What has one ratio. */
  RatioLoss unit(RatioUnit what) {
    unit = what;
    return this;
  }

  /** What a log-probability is. */
  RatioLoss form(LogProbForm what) {
    form = what;
    return this;
  }

  /** How much each flow step counts: of its term, or of its gradient in a decision's ratio. */
  RatioLoss stepWeight(StepWeight how) {
    stepWeight = how;
    return this;
  }

  /** Mean log-probabilities of chains are limited to +-limit before the ratio; 0 for no limit. */
  RatioLoss bound(double limit) {
    bound = limit;
    return this;
  }

  /** A penalty on the distance to the first version. */
  RatioLoss kl(double weight, KlPenalty measure) {
    kl = weight;
    penalty = measure;
    return this;
  }

  /** A bonus for the entropy of draws, for samplers that learn their deviation, and for tokens. */
  RatioLoss entropy(double bonus) {
    entropy = bonus;
    return this;
  }

  /** A penalty on E(mean^2 + std^2), which holds draws near the origin. */
  RatioLoss secondMoment(double weight) {
    secondMoment = weight;
    return this;
  }

  /** The value network's error, where the policy has one. */
  RatioLoss value(ValueError error) {
    valueError = error;
    return this;
  }

  /** Whether each minibatch's advantages get mean 0 and deviation 1. */
  RatioLoss normalizeAdvantages(boolean normalize) {
    normalizes = normalize;
    return this;
  }

  Value loss(LossScope scope) {
    Tape tape = scope.tape();
    FlowSteps steps = FlowSteps.of(scope);
    boolean perStep = unit == RatioUnit.STEP;
    Value logRatio = logRatio(scope, steps);
    int[] stepOfRow = perStep ? stepOfRow(scope.batch()) : null;
    Value advantage =
        Advantages.of(scope.batch(), normalizes).value(tape, logRatio.rows(), logRatio.columns());
    Value term =
        new ClippedRatio(clip, dualClip)
            .term(tape, logRatio, advantage, stepOfRow, scope.measured());
    if (perStep && stepWeight != StepWeight.EVEN) {
      term = tape.multiply(term, weights(scope));
    }
    Value loss = tape.mean(term);
    if (kl > 0) {
      Value distance = penalty(scope, steps);
      scope.measured().mean("kl", distance.item());
      loss = tape.add(loss, tape.affine(distance, kl, 0));
    }
    if (scope.sampler().learnedStd() != null || steps.tokens() != null) {
      Value spread = entropy(scope, steps);
      scope.measured().mean("entropy", spread.item());
      loss = entropy == 0 ? loss : tape.add(loss, tape.affine(spread, -entropy, 0));
    }
    if (secondMoment > 0) {
      Value moment = secondMoment(tape, steps);
      scope.measured().mean("second-moment", moment.item());
      loss = tape.add(loss, tape.affine(moment, secondMoment, 0));
    }
    loss = valueError.addTo(loss, scope);
    scope.measured().mean("loss", loss.item());
    return loss;
  }

  /** [S n][C] for ratios of steps, [n][C] for ratios of decisions. */
  private Value logRatio(LossScope scope, FlowSteps steps) {
    Tape tape = scope.tape();
    ActionBatch batch = scope.batch();
    Value old = FlowSteps.recorded(tape, batch, batch.logProb);
    if (unit == RatioUnit.CHAIN_MEAN) {
      Value mean = chainMean(scope, steps.logProb());
      scope.measured().mean("chain-log-prob", tape.mean(mean).item());
      return tape.subtract(bounded(tape, mean), bounded(tape, chainMean(scope, old)));
    }
    Value perDimension = tape.subtract(steps.logProb(), old);
    perDimension = inForm(scope, steps, perDimension);
    Value reduced = reduction.reduce(tape, perDimension, scope.spec().chunk());
    if (unit == RatioUnit.STEP) {
      return reduced;
    }
    if (stepWeight != StepWeight.EVEN) {
      reduced = scaledGradient(tape, reduced, weights(scope));
    }
    return sumOfSteps(tape, reduced, batch);
  }

  private Value inForm(LossScope scope, FlowSteps steps, Value logRatio) {
    Tape tape = scope.tape();
    return switch (form) {
      case GAUSSIAN -> logRatio;
      case SQUARED ->
          // -(next - mean)^2 = 2 std^2 (logProb + constant), and constants cancel in a ratio
          tape.multiply(logRatio, tape.affine(tape.exp(tape.affine(steps.logStd(), 2, 0)), 2, 0));
      case NORMALIZED -> {
        Value old = FlowSteps.recorded(tape, scope.batch(), scope.batch().mean);
        Value shift = tape.square(tape.subtract(steps.mean(), old));
        Value centered = tape.add(logRatio, tape.multiply(shift, halfPrecision(tape, steps)));
        yield tape.multiply(centered, tape.exp(steps.logStd()));
      }
    };
  }

  /** The mean log-probability of a decision's draws and its start. */
  private Value chainMean(LossScope scope, Value logProb) {
    Tape tape = scope.tape();
    ActionBatch batch = scope.batch();
    Value reduced = reduction.reduce(tape, logProb, scope.spec().chunk());
    Value sum = sumOfSteps(tape, reduced, batch);
    Value start = tape.input(batch.rows(), batch.actionSize());
    for (int i = 0; i < batch.rows(); i++) {
      for (int d = 0; d < batch.actionSize(); d++) {
        float x = batch.path[batch.pathAt(i, 0) + d];
        start.data()[i * batch.actionSize() + d] = (float) (-0.5 * x * x - HALF_LOG_2PI);
      }
    }
    Value whole = tape.add(sum, reduction.reduce(tape, start, scope.spec().chunk()));
    return tape.affine(whole, 1.0 / (batch.likelihoods() + 1), 0);
  }

  private Value bounded(Tape tape, Value logProb) {
    return bound == 0 ? logProb : tape.clip(logProb, -bound, bound);
  }

  /** Value as it is, gradient times the weight. */
  private static Value scaledGradient(Tape tape, Value value, Value weight) {
    Value scaled = tape.multiply(value, weight);
    return tape.add(scaled, tape.stopGradient(tape.subtract(value, scaled)));
  }

  private static Value sumOfSteps(Tape tape, Value perStep, ActionBatch batch) {
    int n = batch.rows();
    Value sum = tape.rows(perStep, 0, n);
    for (int s = 1; s < batch.likelihoods(); s++) {
      sum = tape.add(sum, tape.rows(perStep, s * n, (s + 1) * n));
    }
    return sum;
  }

  /** [S n][1]. */
  private Value weights(LossScope scope) {
    return ofRows(scope, stepWeight.of(scope.chain()));
  }

  /** [S n][1]: what belongs to each row's flow step. */
  private static Value ofRows(LossScope scope, double[] ofStep) {
    int[] step = stepOfRow(scope.batch());
    Value value = scope.tape().input(step.length, 1);
    for (int row = 0; row < step.length; row++) {
      value.data()[row] = (float) ofStep[step[row]];
    }
    return value;
  }

  /** The flow step of each of the S n rows. */
  private static int[] stepOfRow(ActionBatch batch) {
    int n = batch.rows();
    int s = batch.likelihoods();
    int[] step = new int[s * n];
    for (int row = 0; row < step.length; row++) {
      step[row] = batch.step[(row % n) * s + row / n];
    }
    return step;
  }

  private Value penalty(LossScope scope, FlowSteps steps) {
    Tape tape = scope.tape();
    if (scope.spec().tokens() != null) {
      return tape.mean(tape.sumColumns(steps.divergence(scope)));
    }
    Value reference = scope.referenceVelocity(steps.input());
    Value distance = tape.subtract(steps.velocity(), reference);
    if (penalty == KlPenalty.VELOCITY) {
      return tape.mean(tape.square(distance));
    }
    Value shift = tape.square(tape.multiply(steps.velocityWeight(), distance));
    Value perDimension = tape.multiply(shift, halfPrecision(tape, steps));
    Value reduced = reduction.reduce(tape, perDimension, scope.spec().chunk());
    if (penalty == KlPenalty.FLOW_GRPO) {
      reduced = tape.multiply(reduced, ofRows(scope, stepSizes(scope.chain())));
    }
    return tape.mean(reduced);
  }

  private static double[] stepSizes(Transition[] chain) {
    return Arrays.stream(chain).mapToDouble(step -> step.tauNext() - step.tau()).toArray();
  }

  /** 1 / (2 std^2). */
  private static Value halfPrecision(Tape tape, FlowSteps steps) {
    return tape.affine(tape.exp(tape.affine(steps.logStd(), -2, 0)), 0.5, 0);
  }

  /** Per dimension. */
  private static Value secondMoment(Tape tape, FlowSteps steps) {
    Value ofMeans = tape.mean(tape.square(steps.mean()));
    return tape.add(ofMeans, tape.mean(tape.exp(tape.affine(steps.logStd(), 2, 0))));
  }

  /** Per dimension, or position; of a chain, the mean over its draws and its start. */
  private Value entropy(LossScope scope, FlowSteps steps) {
    Tape tape = scope.tape();
    if (steps.tokens() != null) {
      return tape.mean(steps.tokenEntropy(tape));
    }
    Value ofDraws = tape.affine(tape.mean(steps.logStd()), 1, NORMAL_ENTROPY);
    if (unit != RatioUnit.CHAIN_MEAN) {
      return ofDraws;
    }
    double draws = scope.batch().likelihoods();
    return tape.affine(ofDraws, draws / (draws + 1), NORMAL_ENTROPY / (draws + 1));
  }
}
