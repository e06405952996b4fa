package io.millrace.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.ScoredActions;
import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.random.RandomSource;
import io.millrace.gateway.EpisodeGroup.Place;
import io.millrace.gateway.Refusal.Code;
import io.millrace.rollout.MemberRecorder;
import io.millrace.rollout.RolloutSettings;
import io.millrace.schema.Trajectory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * One or more episodes of a client, in lockstep: reset, then observe, then steps until all have
 * ended. A decision is recorded when its outcome is known, so at any moment the record holds whole
 * transitions only. Belongs to its connection's executor.
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
  private final EnvironmentSpec environment;
  private final ScoredActions scores; // null where the policy's numbers are the action
  private final float[] actions;
  private final StepFields said;
  private final boolean[] running;
  private final double[] returns;
  private final int[] lengths;
  private Expects expects = Expects.RESET;
  private boolean closed;
  private List<Place> places = List.of();
  private ActorPool actors;
  private FlowSample sample;
  private List<MemberRecorder> recorders;
  private RandomSource noise;
  private long startedAtMs;
  private volatile long activeAt;
  private volatile boolean busy;

  Session(Gateway gateway, SessionTerms terms, Outbox outbox, Executor executor) {
    this.gateway = gateway;
    this.terms = terms;
    this.outbox = outbox;
    this.executor = executor;
    this.environment = gateway.settings().environment();
    this.said =
        new StepFields(
            terms.batch(),
            terms.episodes(),
            environment.observationSize(),
            environment.actionSpace().choices().orElse(null));
    this.scores =
        environment.actionSpace() instanceof ActionSpace.Mixed mixed
            ? new ScoredActions(mixed)
            : null;
    this.actions = new float[terms.episodes() * environment.actionSize()];
    this.running = new boolean[terms.episodes()];
    this.returns = new double[terms.episodes()];
    this.lengths = new int[terms.episodes()];
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
      gateway.reset(this, terms.episodes());
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
    places = given;
    busy = true;
    use(given.get(0).group().actors());
    noise = gateway.noise(given.get(0));
    startedAtMs = gateway.millis();
    for (int row = 0; row < terms.episodes(); row++) {
      running[row] = true;
      returns[row] = 0;
      lengths[row] = 0;
    }
    expects = Expects.OBSERVE;
    sendEpisode();
  }

  private void use(ActorPool pool) {
    if (pool != actors) {
      actors = pool;
      recorders =
          Stream.generate(() -> new MemberRecorder(pool.policy().policy().spec()))
              .limit(terms.episodes())
              .toList();
      sample = null;
    }
  }

  private void sendEpisode() {
    ObjectNode reply = reply("episode").put("version", actors.version());
    if (terms.batch()) {
      ArrayNode seeds = reply.putArray("seeds");
      ArrayNode members = reply.putArray("members");
      for (Place place : places) {
        seeds.add(place.group().seed());
        members.add(place.member());
      }
    } else {
      reply.put("seed", places.get(0).group().seed()).put("member", places.get(0).member());
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
    said.readObservations(message, running);
    for (int row = 0; row < terms.episodes(); row++) {
      recorders.get(row).start(said.observations, row);
    }
    act(running.clone());
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
    said.readStep(message, running);
    boolean[] stepping = running.clone();
    boolean anyRuns = false;
    for (int row = 0; row < terms.episodes(); row++) {
      if (stepping[row]) {
        record(row);
        running[row] = !said.terminated[row] && !said.truncated[row];
        anyRuns |= running[row];
      }
    }
    act(stepping); // notes the values of final observations too
    finishEnded(stepping);
    if (anyRuns) {
      sendActions();
    } else {
      end();
    }
  }

  private void record(int row) {
    MemberRecorder recorder = recorders.get(row);
    recorder.decided(sample, row);
    recorder.answered(said.rewards[row], said.observations, row);
    returns[row] += said.rewards[row];
    lengths[row]++;
    int limit = environment.maxEpisodeSteps();
    if (lengths[row] == limit && !said.terminated[row]) {
      said.truncated[row] = true;
    }
  }

  /** Notes the values of these rows and decides for those that run. */
  private void act(boolean[] seen) {
    Actor actor = actors.take(terms.episodes(), places.get(0).group().number());
    try {
      float[] values = actor.values(said.observations);
      boolean decide = false;
      for (int row = 0; row < terms.episodes(); row++) {
        if (seen[row]) {
          recorders.get(row).valued(values, row);
        }
        decide |= running[row];
      }
      if (decide) {
        if (sample == null) {
          sample = actor.newSample();
        }
        actor.act(said.observations, noise, sample);
      }
    } finally {
      actors.giveBack(terms.episodes(), actor);
    }
  }

  private void finishEnded(boolean[] stepping) {
    for (int row = 0; row < terms.episodes(); row++) {
      if (stepping[row] && !running[row]) {
        finish(row, said.terminated[row], said.truncated[row], said.attributes);
      }
    }
  }

  private void finish(
      int row, boolean terminated, boolean truncated, Map<String, String> attributes) {
    Place place = places.get(row);
    EpisodeGroup group = place.group();
    RolloutSettings rollout = gateway.settings().rollout();
    Map<String, String> told = new HashMap<>(attributes);
    if (said.success[row] != null) {
      told.put("success", said.success[row].toString());
    }
    Trajectory.Builder record =
        Trajectory.newBuilder()
            .setTrajectoryId(group.id() + "-" + place.member())
            .setGroupId(group.id())
            .setMemberIndex(place.member())
            .setGroupSize(group.members())
            .setPolicyId(rollout.policyId())
            .setEpoch(rollout.epoch())
            .setPolicyVersion(actors.version())
            .setEnvironment(environment.id())
            .setSeed((long) group.seed())
            .setWorkerId(rollout.workerId())
            .setTerminated(terminated)
            .setTruncated(truncated)
            .setStartedAtMs(startedAtMs)
            .setEndedAtMs(gateway.millis())
            .setAttributes(told);
    recorders.get(row).write(record);
    running[row] = false;
    gateway.finish(
        place,
        record.build(),
        new EpisodeSummary(actors.version(), lengths[row], returns[row], said.success[row]));
  }

  private void end() {
    toRest();
    ObjectNode reply = reply("ended");
    if (terms.batch()) {
      ArrayNode each = reply.putArray("returns");
      for (double value : returns) {
        each.add(value);
      }
    } else {
      reply.put("return", returns[0]).put("steps", lengths[0]);
    }
    outbox.send(reply);
  }

  private void toRest() {
    expects = Expects.RESET;
    busy = false;
    places = List.of();
  }

  /** Another client's failure has made this episode useless: it ends here. */
  private boolean abandonedElsewhere() {
    String reason = places.get(0).group().abandoned();
    if (reason == null) {
      return false;
    }
    giveUp(reason);
    outbox.send(reply("ended").put("abandoned", reason));
    return true;
  }

  private void sendActions() {
    ArrayNode told = JsonNodeFactory.instance.arrayNode();
    for (int row = 0; row < terms.episodes(); row++) {
      if (running[row]) {
        take(row);
        Replies.putAction(told, environment.actionSpace(), actions, row);
      } else {
        told.addNull();
      }
    }
    ObjectNode reply = reply("action");
    if (terms.batch()) {
      reply.set("actions", told);
    } else {
      reply.set("action", told.get(0));
    }
    outbox.send(reply);
  }

  /** What the policy's numbers are as an action; records keep the numbers themselves. */
  private void take(int row) {
    int size = environment.actionSize();
    if (scores == null) {
      System.arraycopy(sample.actions(), row * size, actions, row * size, size);
    } else {
      int end = (row + 1) * environment.observationSize();
      int from = row * scores.box().size();
      scores.decode(sample.actions(), from, said.observations, end, actions, row * size);
    }
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
    expects = Expects.RESET;
    Refusal refusal =
        new Refusal(
            Code.TRY_AGAIN,
            "reset: the episodes of this gateway are ahead of the learner, waited %s (resetWait)"
                .formatted(gateway.settings().limits().resetWait()));
    gateway.refused(refusal.code());
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
    List<Place> left = places;
    boolean[] ran = running.clone();
    toRest();
    for (int row = 0; row < left.size(); row++) {
      if (!ran[row]) {
        continue;
      }
      running[row] = false;
      if (terms.truncating() && lengths[row] > 0) {
        places = left;
        said.success[row] = null;
        finish(row, false, true, Map.of("truncatedBecause", reason));
        places = List.of();
      } else {
        gateway.giveUp(left.get(row), lengths[row], reason);
      }
    }
  }
}
