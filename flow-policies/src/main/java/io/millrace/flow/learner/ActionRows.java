package io.millrace.flow.learner;

import io.millrace.flow.DecisionTrace;
import io.millrace.flow.Episode;
import io.millrace.flow.discrete.Choices;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import java.util.List;

/** Lays the decisions of pending records out as rows. */
final class ActionRows {
  private final FlowPolicySpec spec;
  private final ActionBatch rows;

  private ActionRows(FlowPolicySpec spec, ActionBatch rows) {
    this.spec = spec;
    this.rows = rows;
  }

  /** Whether an episode holds what a row needs, in the policy's shapes. */
  static boolean fits(LearnerInput.Member member, FlowPolicySpec spec) {
    Episode e = member.episode();
    int t = e.steps();
    int size = spec.actionSize();
    int draws = t * spec.likelihoods();
    DecisionTrace trace = e.trace();
    return t >= 1
        && e.observationSize() == spec.observationSize()
        && e.actionSize() == size
        && e.observations().length == (t + 1) * spec.observationSize()
        && e.actions().length == t * size
        && creditFits(member, spec)
        && (draws == 0
            || (is(trace.logProbs(), draws * size)
                && is(trace.latentPath(), t * spec.pathPoints() * size)
                && stepsFit(trace.steps(), draws, spec)))
        && (!spec.recording().means() || is(trace.means(), draws * size))
        && (!spec.has(PartSpec.VALUE) || is(trace.values(), (t + 1) * spec.creditUnits()))
        && pairsFit(trace, t, spec)
        && choicesFit(e, spec);
  }

  /** One advantage a decision, or one for each environment step of chunks. */
  private static boolean creditFits(LearnerInput.Member member, FlowPolicySpec spec) {
    Episode e = member.episode();
    int units = spec.creditUnits();
    int most = e.steps() * units;
    int credited = member.advantages().length;
    return credited == e.rewards().length && credited <= most && credited > most - units;
  }

  /** Pairs of noise and flow time are told of the path's end, which must then be there. */
  private static boolean pairsFit(DecisionTrace trace, int t, FlowPolicySpec spec) {
    int pairs = spec.recording().matchingPairs();
    return is(trace.matchingPairs(), t * pairs * (spec.actionSize() + 2))
        && (pairs == 0 || is(trace.latentPath(), t * spec.pathPoints() * spec.actionSize()));
  }

  /** A path of tokens, whose draws the observations allowed. */
  private static boolean choicesFit(Episode e, FlowPolicySpec spec) {
    if (spec.tokens() == null) {
      return true;
    }
    float[] path = e.trace().latentPath();
    for (float number : path) {
      if (!spec.tokens().contains(number)) {
        return false;
      }
    }
    Choices choices = spec.choices();
    int draws = spec.likelihoods();
    for (int row = 0; choices.restricted() && row < e.steps(); row++) {
      int end = (row + 1) * e.observationSize();
      if (choices.maskProblem(e.observations(), end) != null) {
        return false;
      }
      for (int s = 0; s < draws; s++) {
        int at = (row * spec.pathPoints() + spec.drawPoint(s)) * spec.actionSize();
        if (choices.problem(path, at, e.observations(), end) != null) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean is(float[] values, int length) {
    return values == null ? length == 0 : values.length == length;
  }

  private static boolean stepsFit(int[] steps, int draws, FlowPolicySpec spec) {
    if (steps == null) {
      return spec.exploration().window() == 0;
    }
    if (steps.length != draws) {
      return false;
    }
    int first = spec.sampler().learnsStart() ? -1 : 0;
    int end = spec.sampler().learnsStart() ? 0 : spec.stochasticTransitions();
    for (int step : steps) {
      if (step < first || step >= end) {
        return false;
      }
    }
    return true;
  }

  /** In the order of records, members, steps. */
  static ActionBatch of(List<LearnerInput> records, FlowPolicySpec spec) {
    int count = 0;
    for (LearnerInput record : records) {
      for (LearnerInput.Member member : record.members()) {
        count += member.episode().steps();
      }
    }
    ActionBatch batch =
        new ActionBatch(
            new ActionBatch.Shape(
                count,
                spec.actionSize(),
                spec.observationSize(),
                spec.pathPoints(),
                spec.likelihoods(),
                spec.recording().matchingPairs(),
                spec.creditUnits()),
            spec.recording().means(),
            spec.has(PartSpec.VALUE));
    ActionRows rows = new ActionRows(spec, batch);
    int row = 0;
    for (int group = 0; group < records.size(); group++) {
      for (LearnerInput.Member member : records.get(group).members()) {
        row = rows.fill(row, group, member);
      }
    }
    return batch;
  }

  private int fill(int firstRow, int group, LearnerInput.Member member) {
    Episode episode = member.episode();
    DecisionTrace trace = episode.trace();
    int observed = spec.observationSize();
    int size = spec.actionSize();
    int draws = spec.likelihoods();
    for (int t = 0; t < episode.steps(); t++) {
      int row = firstRow + t;
      copy(episode.observations(), t, rows.observation, row, observed);
      copy(episode.observations(), t + 1, rows.nextObservation, row, observed);
      copy(trace.latentPath(), t, rows.path, row, spec.pathPoints() * size);
      copy(trace.logProbs(), t, rows.logProb, row, draws * size);
      copy(trace.means(), t, rows.mean, row, draws * size);
      copy(trace.values(), t, rows.value, row, rows.units());
      copy(
          trace.matchingPairs(), t, rows.pairs, row, spec.recording().matchingPairs() * (size + 2));
      for (int s = 0; s < draws; s++) {
        rows.step[row * draws + s] = trace.steps() == null ? s : trace.steps()[t * draws + s];
      }
      normalize(episode, t, row);
      credit(member.advantages(), t, row);
      rows.group[row] = group;
      rows.time[row] = t;
    }
    float toGo = 0;
    for (int step = episode.rewards().length - 1; step >= 0; step--) {
      toGo += episode.rewards()[step];
      rows.returnToGo[firstRow + step / rows.units()] = toGo;
    }
    return firstRow + episode.steps();
  }

  private void credit(float[] advantages, int t, int row) {
    int units = rows.units();
    int executed = Math.min(units, advantages.length - t * units);
    System.arraycopy(advantages, t * units, rows.advantage, row * units, executed);
    rows.executed[row] = executed;
  }

  private void normalize(Episode episode, int t, int row) {
    int size = spec.actionSize();
    for (int d = 0; d < size; d++) {
      float action = episode.actions()[t * size + d];
      rows.action[row * size + d] = (action - spec.actionCenter()[d]) / spec.actionScale()[d];
    }
  }

  private static void copy(float[] from, int fromRow, float[] to, int toRow, int width) {
    if (from != null && to != null) {
      System.arraycopy(from, fromRow * width, to, toRow * width, width);
    }
  }
}
