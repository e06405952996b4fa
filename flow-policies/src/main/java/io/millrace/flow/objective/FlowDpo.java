package io.millrace.flow.objective;

import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Flow-DPO: of two actions that answer the same observation, the better one's flow-matching error
 * shall fall against the worse one's, both measured from the first version.
 *
 * <pre>
 * e(a)  = sum_d (velocity(x_tau) - (a - noise))^2        x_tau = (1 - tau) noise + tau a
 * inner = (e(w) - eRef(w)) - (e(l) - eRef(l))            same noise, same tau for w and l
 * loss  = mean over pairs and draws of -log sigmoid(-beta / 2 inner)
 * </pre>
 *
 * Minimized; ln 2 while the policy is its first version. Pairs: {@link PreferencePairs}, so any
 * credit that ranks will do, and no likelihood is needed. Errors are summed over dimensions: codes
 * that average them need a beta of D times as much.
 *
 * <p>Source: "Improving Video Generation with Human Feedback" (arXiv 2501.13918), with a constant
 * beta as its authors recommend. Golden cases: {@code conformance/flow-objectives.json}, {@code
 * FlowDpoTest}.
 *
 * @param beta how firmly the first version is held; above 0
 * @param pairs of a group at a time step at most; 1 for the best against the worst
 * @param draws of noise and tau for each pair
 */
public record FlowDpo(double beta, int pairs, int draws) implements Objective {
  public FlowDpo {
    if (!(beta > 0 && pairs >= 1 && draws >= 1)) {
      throw new IllegalArgumentException(
          "expected beta > 0, pairs >= 1, draws >= 1, beta=%s pairs=%d draws=%d"
              .formatted(beta, pairs, draws));
    }
  }

  @Override
  public String id() {
    return "flow-dpo";
  }

  @Override
  public boolean needsLikelihoods() {
    return false;
  }

  @Override
  public boolean wholeGroups() {
    return true;
  }

  @Override
  public Value loss(LossScope scope) {
    ActionBatch batch = scope.batch();
    PreferencePairs found = PreferencePairs.of(batch, pairs);
    scope.measured().mean("preference-pairs", found.count());
    if (found.count() == 0) {
      return scope.tape().input(new float[] {0}, 1, 1);
    }
    ActionBatch winners =
        MatchingPoints.repeated(MatchingPoints.chosen(batch, found.winner()), draws);
    ActionBatch losers =
        MatchingPoints.repeated(MatchingPoints.chosen(batch, found.loser()), draws);
    MatchingPoints.Draws where =
        MatchingPoints.Draws.of(scope.random(), winners.rows(), batch.actionSize());
    return loss(scope, winners, losers, where.noise(), where.tau());
  }

  /**
   * The loss of given pairs at given places.
   *
   * @param winners row i is preferred to row i of the losers
   * @param noise [rows][D]
   * @param tau [rows]
   */
  public Value loss(
      LossScope scope, ActionBatch winners, ActionBatch losers, float[] noise, float[] tau) {
    Tape tape = scope.tape();
    MatchingPoints.Draws where = new MatchingPoints.Draws(noise, tau);
    Value inner =
        tape.subtract(
            gain(scope, MatchingPoints.of(tape, winners, where)),
            gain(scope, MatchingPoints.of(tape, losers, where)));
    int agreed = 0;
    for (float difference : inner.data()) {
      agreed += difference < 0 ? 1 : 0;
    }
    scope.measured().mean("preference-agreement", agreed, inner.rows());
    Value loss = tape.mean(tape.activate(tape.affine(inner, beta / 2, 0), Activation.SOFTPLUS));
    scope.measured().mean("loss", loss.item());
    return loss;
  }

  /** [rows][1]: by how much the error has grown since the first version. */
  private static Value gain(LossScope scope, MatchingPoints points) {
    Tape tape = scope.tape();
    Value now = points.squaredErrors(tape, scope.velocity(points.input()));
    Value first = points.squaredErrors(tape, scope.referenceVelocity(points.input()));
    return tape.subtract(tape.sumColumns(now), tape.sumColumns(first));
  }
}
