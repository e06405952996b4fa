package io.millrace.flow.learner;

import io.millrace.flow.Episode;
import io.millrace.flow.objective.TransitionBatch;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.sampler.Sampler;
import io.millrace.flow.sampler.Transition;
import java.util.List;

/** Lays the stochastic flow transitions of pending records out as rows. */
final class TransitionRows {
  private TransitionRows() {}

  /** Whether an episode holds what a row needs, in the policy's shapes. */
  static boolean fits(LearnerInput.Member member, FlowPolicySpec spec) {
    Episode e = member.episode();
    int size = spec.actionSize();
    return e.steps() >= 1
        && e.observationSize() == spec.observationSize()
        && e.actionSize() == size
        && e.logProbs() != null
        && e.latentPath() != null
        && e.logProbs().length == e.steps() * spec.stochasticTransitions() * size
        && e.latentPath().length == e.steps() * (spec.flowSteps() + 1) * size
        && e.observations().length == (e.steps() + 1) * spec.observationSize()
        && member.advantages().length == e.steps();
  }

  /** In the order of records, members, steps, transitions. */
  static TransitionBatch of(List<LearnerInput> records, FlowPolicySpec spec, Sampler sampler) {
    Transition[] chain = sampler.chain(spec.flowSteps());
    int transitions = spec.stochasticTransitions();
    int count = 0;
    for (LearnerInput record : records) {
      for (LearnerInput.Member member : record.members()) {
        count += member.episode().steps() * transitions;
      }
    }
    TransitionBatch rows = new TransitionBatch(count, spec.actionSize(), spec.observationSize());
    int row = 0;
    for (LearnerInput record : records) {
      for (LearnerInput.Member member : record.members()) {
        row = fill(rows, row, member, chain, spec);
      }
    }
    return rows;
  }

  private static int fill(
      TransitionBatch rows,
      int firstRow,
      LearnerInput.Member member,
      Transition[] chain,
      FlowPolicySpec spec) {
    Episode episode = member.episode();
    int size = spec.actionSize();
    int points = chain.length + 1;
    int transitions = chain.length - 1;
    int row = firstRow;
    for (int t = 0; t < episode.steps(); t++) {
      for (int k = 0; k < transitions; k++) {
        int from = (t * points + k) * size;
        rows.set(
            row++,
            chain[k],
            episode.latentPath(),
            from,
            from + size,
            episode.observations(),
            t * spec.observationSize(),
            episode.logProbs(),
            (t * transitions + k) * size,
            member.advantages()[t]);
      }
    }
    return row;
  }
}
