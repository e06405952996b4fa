package io.millrace.flow.learner;

import io.millrace.flow.Episode;
import io.millrace.flow.learner.MemberFate.Kind;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.optimizer.Optimizer;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.policy.Sha256;
import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;

/**
 * Learning as a fold over one log: {@code (state, record) -> (state, versions)}.
 *
 * <p>No clock, no thread, no unordered sum; randomness comes from a generator that is part of the
 * state. The same first version and the same records give the same versions to the last bit, so a
 * version can be made again, and a record that comes twice counts once.
 */
public final class Learner {
  private final LearnerSettings settings;
  private final Objective objective;
  private final Optimizer optimizer;
  private final PolicyUpdate update;

  /** A learner of one policy. */
  public Learner(LearnerSettings settings, Objective objective, Optimizer optimizer) {
    this.settings = settings;
    this.objective = objective;
    this.optimizer = optimizer;
    this.update = new PolicyUpdate(settings, objective, optimizer);
  }

  /** How it learns. */
  public LearnerSettings settings() {
    return settings;
  }

  /**
   * The state after the first version.
   *
   * @param firstArtifact that version's bytes
   */
  public LearnerState start(byte[] firstArtifact) {
    FlowPolicy policy = FlowPolicy.fromArtifact(firstArtifact);
    float[] weights = policy.model().parameters().values();
    LearnerState state =
        new LearnerState(
            policy,
            optimizer.start(weights.length),
            new RandomSource(settings.seed()).split("learner"),
            weights.clone());
    state.version = FlowPolicy.lineageOf(firstArtifact).version();
    state.sha256 = Sha256.of(firstArtifact);
    return state;
  }

  /**
   * Takes one record into the state, in place.
   *
   * @return what it brought about
   */
  public LearnerOutput fold(LearnerState state, LearnerInput input) {
    LearnerOutput output =
        new LearnerOutput(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    if (state.finished) {
      return output;
    }
    if (!state.remember(input.recordId(), settings.rememberedIds())) {
      tellFate(input, Kind.DUPLICATE, 0, output);
      return output;
    }
    Kind obstacle = obstacle(state, input);
    if (obstacle != null) {
      tellFate(input, obstacle, 0, output);
      return output;
    }
    state.pending.add(input);
    if (pendingGroups(state) >= settings.groupsPerUpdate()) {
      learn(state, input.offset(), output);
    }
    return output;
  }

  /** The state as bytes; {@link #restore} gives an equal one. */
  public byte[] snapshot(LearnerState state) {
    return LearnerSnapshot.write(state);
  }

  /**
   * The state that {@link #snapshot} wrote.
   *
   * @throws IllegalArgumentException where the bytes are not such a state
   */
  public LearnerState restore(byte[] snapshot) {
    return LearnerSnapshot.read(snapshot);
  }

  private Kind obstacle(LearnerState state, LearnerInput input) {
    for (LearnerInput.Member member : input.members()) {
      long behind = state.version - member.episode().policyVersion();
      if (behind < 0
          || behind > settings.maxStaleness()
          || member.episode().policyVersion() < state.oldestUsable) {
        return Kind.STALE;
      }
      if (!ActionRows.fits(member, state.policy.spec())) {
        return Kind.REJECTED;
      }
    }
    return null;
  }

  private void learn(LearnerState state, long offset, LearnerOutput output) {
    boolean fresh = state.updates == 0 && isOfThisVersion(state);
    UpdateMetrics metrics = update.apply(state);
    if (fresh) {
      checkLikelihoods(metrics.values().get(PolicyUpdate.FIRST_LOG_RATIO));
    }
    state.updates++;
    boolean last = settings.stopAfterUpdates() > 0 && state.updates >= settings.stopAfterUpdates();
    boolean changed = metrics.values().get(PolicyUpdate.STEPS) > 0;
    boolean due = changed && state.updates % settings.publishEvery() == 0;
    boolean awaited = state.oldestUsable > state.version; // nothing else brings experience to use
    if (last || due || awaited) {
      output.versions().add(publish(state, offset, last));
    }
    for (LearnerInput learned : state.pending) {
      tellFate(learned, Kind.USED, state.version, output);
    }
    state.pending.clear();
    state.finished = last;
    output.metrics().add(metrics.at(state.updates, state.version));
  }

  private static boolean isOfThisVersion(LearnerState state) {
    return state.pending.stream()
        .flatMap(input -> input.members().stream())
        .allMatch(member -> member.episode().policyVersion() == state.version);
  }

  /**
   * With the weights that acted, every likelihood is the one that was recorded. Another number
   * tells of another grid, a slip of an index, a number rounded on its way: nothing to learn from.
   */
  private void checkLikelihoods(double logRatio) {
    if (logRatio > settings.likelihoodTolerance()) {
      throw new IllegalStateException(
          ("expected recorded log-likelihoods to be the learner's own at the first update, within"
                  + " learner.likelihoodTolerance=%s, got a log-ratio of %s: the policy that acted"
                  + " steps otherwise than its recipe says, or computes with another matrix kernel"
                  + " (then raise the tolerance)")
              .formatted(settings.likelihoodTolerance(), logRatio));
    }
  }

  private PolicyVersion publish(LearnerState state, long offset, boolean finished) {
    String parent = state.sha256;
    state.version++;
    byte[] artifact =
        state.policy.toArtifact(
            new Lineage(
                settings.policyId(),
                settings.epoch(),
                state.version,
                parent,
                settings.recipeHash(),
                offset,
                state.updates));
    state.sha256 = Sha256.of(artifact);
    return new PolicyVersion(
        settings.policyId(),
        settings.epoch(),
        state.version,
        state.sha256,
        parent,
        settings.recipeHash(),
        offset,
        artifact,
        finished);
  }

  private static int pendingGroups(LearnerState state) {
    int groups = 0;
    for (LearnerInput input : state.pending) {
      groups += input.correction() ? 0 : 1;
    }
    return groups;
  }

  /** A correction's trajectories met their fate with their group. */
  private static void tellFate(LearnerInput input, Kind kind, long version, LearnerOutput output) {
    if (input.correction()) {
      return;
    }
    for (LearnerInput.Member member : input.members()) {
      Episode episode = member.episode();
      output.fates().add(new MemberFate(input.groupId(), episode, kind, version));
    }
  }
}
