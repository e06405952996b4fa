package io.millrace.gateway;

import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.random.RandomSource;
import io.millrace.gateway.Evaluations.Ticket;

/**
 * Episodes that are played to judge the policy: it does not explore, and all that is kept is what
 * they returned.
 */
final class JudgedEpisodes implements SessionEpisodes {

  private final Evaluations evaluations;
  private final Lockstep rows;
  private Ticket ticket;
  private FlowSample sample;
  private RandomSource noise;

  JudgedEpisodes(Evaluations evaluations, Lockstep rows) {
    this.evaluations = evaluations;
    this.rows = rows;
  }

  /** Begins those that were handed out. */
  void begin(Ticket given) {
    if (ticket == null || ticket.actors() != given.actors()) {
      sample = null;
    }
    ticket = given;
    noise = evaluations.noise(given.first());
  }

  @Override
  public long version() {
    return ticket.actors().version();
  }

  @Override
  public int seed(int row) {
    return evaluations.seed(ticket.first() + row);
  }

  /** Each is alone. */
  @Override
  public int member(int row) {
    return 0;
  }

  @Override
  public String abandoned() {
    return null;
  }

  @Override
  public void start() {
    act();
  }

  @Override
  public void step(boolean[] stepped) {
    if (rows.anyRuns()) {
      act();
    }
    for (int row = 0; row < rows.rows(); row++) {
      if (stepped[row] && !rows.runs(row)) {
        evaluations.finish(
            new EpisodeSummary(
                version(), rows.length(row), rows.returned(row), rows.said().success[row]));
      }
    }
  }

  private void act() {
    Actor actor = ticket.actors().take(rows.rows(), ticket.first());
    try {
      if (sample == null) {
        sample = actor.newSample();
      }
      actor.act(rows.said().observations, noise, sample);
    } finally {
      ticket.actors().giveBack(rows.rows(), actor);
    }
  }

  @Override
  public float[] actions() {
    return sample.actions();
  }

  /** A part of an episode says nothing of the policy. */
  @Override
  public void leave(String reason, boolean truncating) {
    for (int row = 0; row < rows.rows(); row++) {
      if (rows.runs(row)) {
        rows.stop(row);
        evaluations.leave();
      }
    }
  }
}
