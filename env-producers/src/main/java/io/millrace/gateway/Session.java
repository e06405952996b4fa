package io.millrace.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.gateway.EpisodeGroup.Place;
import io.millrace.gateway.Evaluations.Ticket;
import io.millrace.gateway.Refusal.Code;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * One or more episodes of a client, in lockstep: reset, then observe, then steps until all have
 * ended. Keeps the order of messages and answers them. Belongs to its connection's executor.
 */
final class Session {

  private enum Expects {
    RESET,
    PERMISSION,
    OBSERVE,
    STEP
  }

  private final Gateway gateway;
  private final SessionTerms terms;
  private final Outbox outbox;
  private final Executor executor;
  private final Lockstep rows;
  private final RecordedEpisodes recorded;
  private final JudgedEpisodes judged;
  private final SessionEpisodes episodes;
  private final ToldActions told;
  private Expects expects = Expects.RESET;
  private boolean closed;
  private volatile long activeAt;
  private volatile boolean busy;

  Session(Gateway gateway, SessionTerms terms, Outbox outbox, Executor executor) {
    this.gateway = gateway;
    this.terms = terms;
    this.outbox = outbox;
    this.executor = executor;
    this.rows = new Lockstep(terms, gateway.settings().environment());
    this.recorded = new RecordedEpisodes(gateway, rows);
    this.judged = new JudgedEpisodes(gateway.evaluations(), rows);
    this.episodes = terms.judging() ? judged : recorded;
    this.told = new ToldActions(gateway.settings().environment());
    this.activeAt = gateway.now();
  }

  void execute(Runnable work) {
    executor.execute(work);
  }

  /** Asks for episodes; those that still run are given up. */
  void reset() {
    activeAt = gateway.now();
    if (expects == Expects.PERMISSION) {
      throw new Refusal(Code.OUT_OF_ORDER, "expected to wait for the answer to reset, got reset");
    }
    giveUp("reset by its client before the end");
    expects = Expects.PERMISSION;
    try {
      if (terms.judging()) {
        gateway.evaluations().reset(this, terms.episodes(), activeAt);
      } else {
        gateway.reset(this, terms.episodes());
      }
    } catch (Refusal e) {
      expects = Expects.RESET;
      throw e;
    }
  }

  /** The answer to a reset: episodes, or none when the learner has finished. */
  void begin(List<Place> given) {
    if (closed) {
      given.forEach(place -> gateway.giveUp(place, 0, "its client has left"));
      return;
    }
    activeAt = gateway.now();
    if (given.isEmpty()) {
      expects = Expects.RESET;
      outbox.send(reply("finished").put("version", gateway.version()));
      return;
    }
    recorded.begin(given);
    begun();
  }

  /** Told on the executor: there is a version to judge now. */
  void resetAgain() {
    if (closed || expects != Expects.PERMISSION) {
      return;
    }
    try {
      gateway.evaluations().reset(this, terms.episodes(), gateway.now());
    } catch (Refusal e) {
      refuse(e);
    }
  }

  /** The answer to a reset of a session that judges. */
  void begin(Ticket given) {
    activeAt = gateway.now();
    judged.begin(given);
    begun();
  }

  private void begun() {
    busy = true;
    rows.begin();
    expects = Expects.OBSERVE;
    sendEpisode();
  }

  private void sendEpisode() {
    ObjectNode reply = reply("episode").put("version", episodes.version());
    if (terms.batch()) {
      ArrayNode seeds = reply.putArray("seeds");
      ArrayNode members = reply.putArray("members");
      for (int row = 0; row < rows.rows(); row++) {
        seeds.add(episodes.seed(row));
        members.add(episodes.member(row));
      }
    } else {
      reply.put("seed", episodes.seed(0)).put("member", episodes.member(0));
    }
    outbox.send(reply);
  }

  /** Takes the first observation and answers with an action. */
  void observe(Fields message) {
    activeAt = gateway.now();
    if (expects != Expects.OBSERVE) {
      throw outOfOrder("observe");
    }
    if (abandonedElsewhere()) {
      return;
    }
    rows.readObservations(message);
    episodes.start();
    expects = Expects.STEP;
    sendActions();
  }

  /** Takes what an action brought and answers with the next, or with the end. */
  void step(Fields message) {
    activeAt = gateway.now();
    if (expects != Expects.STEP) {
      throw outOfOrder("step");
    }
    if (abandonedElsewhere()) {
      return;
    }
    episodes.step(rows.readStep(message));
    if (rows.anyRuns()) {
      sendActions();
    } else {
      end();
    }
  }

  private void end() {
    toRest();
    ObjectNode reply = reply("ended");
    if (terms.batch()) {
      ArrayNode each = reply.putArray("returns");
      for (int row = 0; row < rows.rows(); row++) {
        each.add(rows.returned(row));
      }
    } else {
      reply.put("return", rows.returned(0)).put("steps", rows.length(0));
    }
    outbox.send(reply);
  }

  private void toRest() {
    expects = Expects.RESET;
    busy = false;
  }

  /** Another client's failure has made this episode useless: it ends here. */
  private boolean abandonedElsewhere() {
    String reason = episodes.abandoned();
    if (reason == null) {
      return false;
    }
    giveUp(reason);
    outbox.send(reply("ended").put("abandoned", reason));
    return true;
  }

  private void sendActions() {
    ObjectNode reply = reply("action");
    if (terms.batch()) {
      ArrayNode actions = reply.putArray("actions");
      for (int row = 0; row < rows.rows(); row++) {
        if (rows.runs(row)) {
          actions.add(action(row));
        } else {
          actions.addNull();
        }
      }
    } else {
      reply.set("action", action(0));
    }
    outbox.send(reply);
  }

  private JsonNode action(int row) {
    return told.of(episodes.actions(), rows.said().observations, row);
  }

  private Refusal outOfOrder(String got) {
    String expected =
        switch (expects) {
          case RESET -> "reset (no episode is running)";
          case PERMISSION -> "to wait for the answer to reset";
          case OBSERVE -> "observe (the first observation)";
          case STEP -> "step (what the action brought)";
        };
    return new Refusal(Code.OUT_OF_ORDER, "expected %s, got %s".formatted(expected, got));
  }

  private ObjectNode reply(String type) {
    return Replies.of(type, terms.name());
  }

  /** Told on the executor: permission did not come in time. */
  void waitedTooLong() {
    if (closed || expects != Expects.PERMISSION) {
      return;
    }
    String why =
        terms.judging()
            ? "there is no version to judge yet"
            : "the episodes of this gateway are ahead of the learner";
    refuse(
        new Refusal(
            Code.TRY_AGAIN,
            "reset: %s, waited %s (resetWait)"
                .formatted(why, gateway.settings().limits().resetWait())));
  }

  private void refuse(Refusal refusal) {
    expects = Expects.RESET;
    gateway.counters().refused(refusal.code());
    outbox.send(Replies.error(terms.name(), refusal));
  }

  /** Whether it has an episode and has said nothing for too long. From any thread. */
  boolean isIdle(long now) {
    return busy && now - activeAt > gateway.settings().limits().idle().toNanos();
  }

  /** Told on the executor: gives up if it is still idle. */
  void giveUpIdle() {
    if (!closed && isIdle(gateway.now())) {
      giveUp("idle for more than " + gateway.settings().limits().idle());
    }
  }

  /** Ends it, and with it what runs. */
  void close(String reason) {
    if (!closed) {
      closed = true;
      giveUp(reason);
      gateway.closed(this);
    }
  }

  /** Ends the episodes that run: as truncated where that was agreed, else for nothing. */
  private void giveUp(String reason) {
    toRest();
    episodes.leave(reason, terms.truncating());
  }
}
