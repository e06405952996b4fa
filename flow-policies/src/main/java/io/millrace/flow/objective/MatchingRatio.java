package io.millrace.flow.objective;

import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * A stand-in for the likelihood ratio of an action, made of flow-matching losses.
 *
 * <pre>
 * x_tau    = (1 - tau) noise + tau action
 * l        = reduce |velocity(x_tau, tau, observation) - (action - noise)|^2
 * logRatio = l(old) - l(new)                  for the same pair (noise, tau), drawn by who acted
 * </pre>
 *
 * Fresh pairs for the new loss would make the ratio pure noise. It comes from a bound on the
 * likelihood, not from the likelihood: its mean under the old policy is not 1.
 *
 * @param reduction scales the loss, and so the width of a clip, by powers of D
 * @param pairs N, noises and flow times for each decision
 * @param limit logarithms of ratios are limited to +-limit; 0 for no limit
 */
public record MatchingRatio(MatchingReduction reduction, int pairs, double limit) {
  public MatchingRatio {
    if (pairs < 1) {
      throw new IllegalArgumentException("expected pairs >= 1, pairs=" + pairs);
    }
    if (!(limit >= 0)) {
      throw new IllegalArgumentException("expected limit >= 0, limit=" + limit);
    }
  }

  /** What the policy that acts must tell. */
  Recording recording() {
    return new Recording(false, pairs);
  }

  /** [N n][1], pair by pair: row {@code p n + i} is pair p of decision i. */
  Value ofPairs(LossScope scope) {
    return limited(scope.tape(), difference(scope));
  }

  /** [n][1]: of each decision, from the mean over its pairs. */
  Value ofDecisions(LossScope scope) {
    Tape tape = scope.tape();
    int n = scope.batch().rows();
    Value difference = difference(scope);
    Value sum = tape.rows(difference, 0, n);
    for (int p = 1; p < scope.batch().shape().pairs(); p++) {
      sum = tape.add(sum, tape.rows(difference, p * n, (p + 1) * n));
    }
    return limited(tape, tape.affine(sum, 1.0 / scope.batch().shape().pairs(), 0));
  }

  private Value limited(Tape tape, Value logRatio) {
    return limit == 0 ? logRatio : tape.clip(logRatio, -limit, limit);
  }

  private Value difference(LossScope scope) {
    Tape tape = scope.tape();
    ActionBatch batch = scope.batch();
    FlowPolicySpec spec = scope.spec();
    int n = batch.rows();
    int d = batch.actionSize();
    int total = n * batch.shape().pairs();
    Value input = tape.input(total, spec.flowInputs());
    Value target = tape.input(total, d);
    Value old = tape.input(total, 1);
    for (int row = 0; row < total; row++) {
      int i = row % n;
      int pair = (i * batch.shape().pairs() + row / n) * (d + 2);
      int action = batch.pathAt(i, batch.shape().pathPoints() - 1);
      int to = row * spec.flowInputs();
      float tau = batch.pairs[pair + d];
      for (int j = 0; j < d; j++) {
        float e = batch.pairs[pair + j];
        float a = batch.path[action + j];
        input.data()[to + j] = (1 - tau) * e + tau * a;
        target.data()[row * d + j] = a - e;
      }
      spec.head().writeTime(input.data(), to + d, tau, tau);
      System.arraycopy(
          batch.observation,
          i * spec.observationSize(),
          input.data(),
          to + spec.flowInputs() - spec.observationSize(),
          spec.observationSize());
      old.data()[row] = batch.pairs[pair + d + 1];
    }
    Value error = tape.sumColumns(tape.square(tape.subtract(scope.velocity(input), target)));
    scope.measured().mean("matching-error", tape.mean(error).item());
    return tape.affine(tape.subtract(old, error), reduction.scale(d), 0);
  }
}
