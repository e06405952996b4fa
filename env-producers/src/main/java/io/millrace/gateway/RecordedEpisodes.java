package io.millrace.gateway;

import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.random.RandomSource;
import io.millrace.gateway.EpisodeGroup.Place;
import io.millrace.rollout.MemberRecorder;
import io.millrace.rollout.RolloutSettings;
import io.millrace.schema.Trajectory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Episodes that are played to be learned from: one version of the policy explores in them, and each
 * becomes a trajectory. A decision is recorded when its outcome is known, so at any moment the
 * record holds whole transitions only.
 */
final class RecordedEpisodes implements SessionEpisodes {

  private final Gateway gateway;
  private final Lockstep rows;
  private List<Place> places = List.of();
  private ActorPool actors;
  private List<MemberRecorder> recorders;
  private FlowSample sample;
  private RandomSource noise;
  private long startedAtMs;

  RecordedEpisodes(Gateway gateway, Lockstep rows) {
    this.gateway = gateway;
    this.rows = rows;
  }

  /** Begins those that were handed out. */
  void begin(List<Place> given) {
    places = given;
    use(given.get(0).group().actors());
    noise = gateway.noise(given.get(0));
    startedAtMs = gateway.millis();
  }

  private void use(ActorPool pool) {
    if (pool != actors) {
      actors = pool;
      recorders =
          Stream.generate(() -> new MemberRecorder(pool.policy().policy().spec()))
              .limit(rows.rows())
              .toList();
      sample = null;
    }
  }

  @Override
  public long version() {
    return actors.version();
  }

  @Override
  public int seed(int row) {
    return places.get(row).group().seed();
  }

  @Override
  public int member(int row) {
    return places.get(row).member();
  }

  @Override
  public String abandoned() {
    return places.get(0).group().abandoned();
  }

  @Override
  public void start() {
    for (int row = 0; row < rows.rows(); row++) {
      recorders.get(row).start(rows.said().observations, row);
    }
    act(rows.running());
  }

  /** Records it, and sends those that ended. */
  @Override
  public void step(boolean[] stepped) {
    for (int row = 0; row < rows.rows(); row++) {
      if (stepped[row]) {
        MemberRecorder recorder = recorders.get(row);
        recorder.decided(sample, row);
        recorder.answered(rows.said().rewards[row], rows.said().observations, row);
      }
    }
    act(stepped); // notes the values of final observations too
    for (int row = 0; row < rows.rows(); row++) {
      if (stepped[row] && !rows.runs(row)) {
        StepFields said = rows.said();
        finish(
            places.get(row),
            row,
            said.terminated[row],
            said.truncated[row],
            said.success[row],
            said.attributes);
      }
    }
  }

  /** Notes the values of these rows and decides for those that run. */
  private void act(boolean[] seen) {
    Actor actor = actors.take(rows.rows(), places.get(0).group().number());
    try {
      float[] values = actor.values(rows.said().observations);
      for (int row = 0; row < rows.rows(); row++) {
        if (seen[row]) {
          recorders.get(row).valued(values, row);
        }
      }
      if (rows.anyRuns()) {
        if (sample == null) {
          sample = actor.newSample();
        }
        actor.act(rows.said().observations, noise, sample);
      }
    } finally {
      actors.giveBack(rows.rows(), actor);
    }
  }

  @Override
  public float[] actions() {
    return sample.actions();
  }

  @Override
  public void leave(String reason, boolean truncating) {
    List<Place> left = places;
    places = List.of();
    for (int row = 0; row < left.size(); row++) {
      if (!rows.runs(row)) {
        continue;
      }
      rows.stop(row);
      if (truncating && rows.length(row) > 0) {
        finish(left.get(row), row, false, true, null, Map.of("truncatedBecause", reason));
      } else {
        gateway.giveUp(left.get(row), rows.length(row), reason);
      }
    }
  }

  private void finish(
      Place place,
      int row,
      boolean terminated,
      boolean truncated,
      Boolean success,
      Map<String, String> attributes) {
    EpisodeGroup group = place.group();
    RolloutSettings rollout = gateway.settings().rollout();
    Map<String, String> told = new HashMap<>(attributes);
    if (success != null) {
      told.put("success", success.toString());
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
            .setEnvironment(gateway.settings().environment().id())
            .setSeed((long) group.seed())
            .setWorkerId(rollout.workerId())
            .setTerminated(terminated)
            .setTruncated(truncated)
            .setStartedAtMs(startedAtMs)
            .setEndedAtMs(gateway.millis())
            .setAttributes(told);
    recorders.get(row).write(record);
    gateway.finish(
        place,
        record.build(),
        new EpisodeSummary(actors.version(), rows.length(row), rows.returned(row), success));
  }
}
