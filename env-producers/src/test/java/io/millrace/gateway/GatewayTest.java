package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatewayTest {

  static void assertAddsUp(GatewayStats s) {
    assertThat(s.episodesFinished() + s.episodesAbandoned() + s.episodesRunning())
        .as("%s", s)
        .isEqualTo(s.episodesStarted());
    assertThat(s.groupsSent() + s.groupsAbandoned() + s.groupsOpen())
        .as("%s", s)
        .isEqualTo(s.groupsOpened());
    assertThat(s.trajectoriesSent() + s.trajectoriesDiscarded() + s.trajectoriesWaiting())
        .as("%s", s)
        .isEqualTo(s.episodesFinished());
  }

  @Test
  void episode_played_isSentAsItWas() {
    TestGateway test = TestGateway.of(1, 4);
    TestClient client = test.client();

    ObjectNode episode = client.reset();
    assertThat(episode.get("type").textValue()).isEqualTo("episode");
    assertThat(episode.get("seed").longValue()).isBetween(0L, (long) Integer.MAX_VALUE);
    float first = client.observe().get("action").get(0).floatValue();
    ObjectNode second = client.step(0.25, false);
    ObjectNode ended =
        client.ask(
            "{'type':'step','reward':-1,'observation':[7,8],'terminated':true,'success':true,"
                + "'attributes':{'weather':'rain'}}");

    assertThat(ended.get("type").textValue()).isEqualTo("ended");
    assertThat(ended.get("return").doubleValue()).isEqualTo(-0.75);
    assertThat(test.sink.trajectories).hasSize(1);
    Trajectory sent = test.sink.trajectories.get(0);
    assertThat(Tensors.floats(sent.getObservations()))
        .containsExactly(0.5f, -0.5f, 0.1f, 0.2f, 7, 8);
    assertThat(Tensors.floats(sent.getActions()))
        .containsExactly(first, second.get("action").get(0).floatValue());
    assertThat(Tensors.floats(sent.getRewards())).containsExactly(0.25f, -1);
    assertThat(sent.getLogProbs().getShape()).containsExactly(2, 3, 1);
    assertThat(sent.getLatentPath().getShape()).containsExactly(2, 5, 1);
    assertThat(sent.getTerminated()).isTrue();
    assertThat(sent.getTruncated()).isFalse();
    assertThat(sent.getSeed()).isEqualTo(episode.get("seed").longValue());
    assertThat(sent.getAttributes())
        .containsEntry("weather", "rain")
        .containsEntry("success", "true");
    assertThat(test.gateway.recent()).containsExactly(new EpisodeSummary(1, 2, -0.75, true));
    assertAddsUp(test.gateway.stats());
  }

  @Test
  void episode_atTheLimitOfSteps_isTruncated() {
    TestGateway test = TestGateway.of(1, 4);
    TestClient client = test.client();
    client.reset();
    client.observe();
    for (int i = 1; i < TestGateway.MAX_STEPS; i++) {
      assertThat(client.step(1, false).get("type").textValue()).isEqualTo("action");
    }
    assertThat(client.step(1, false).get("type").textValue()).isEqualTo("ended");
    assertThat(test.sink.trajectories.get(0).getTruncated()).isTrue();
    assertThat(test.sink.trajectories.get(0).getTerminated()).isFalse();
  }

  @Test
  void group_playedByTwoClients_sharesSeedAndGoesOutWhole() {
    TestGateway test = TestGateway.of(3, 1);
    TestClient a = test.client();
    TestClient b = test.client();
    Set<Long> seeds = new HashSet<>();
    seeds.add(a.reset().get("seed").longValue());
    seeds.add(b.reset().get("seed").longValue());
    a.observe();
    b.observe();
    a.step(1, true);
    seeds.add(a.reset().get("seed").longValue());
    a.observe();
    b.step(2, true);
    assertThat(test.sink.trajectories).isEmpty();
    assertThat(test.gateway.stats().trajectoriesWaiting()).isEqualTo(2);
    a.step(3, true);

    assertThat(seeds).hasSize(1);
    assertThat(test.sink.trajectories)
        .extracting(Trajectory::getMemberIndex)
        .containsExactly(0, 1, 2);
    assertThat(test.sink.trajectories)
        .extracting(t -> Tensors.floats(t.getRewards())[0])
        .containsExactly(1f, 2f, 3f);
    assertThat(test.sink.groups()).hasSize(1);
  }

  @Test
  void group_memberDies_isAbandonedWhole() {
    TestGateway test = TestGateway.of(3, 1);
    TestClient a = test.client();
    TestClient b = test.client();
    a.play(2);
    b.reset();
    b.observe();
    b.step(1, false);
    a.reset();
    a.observe();
    b.die();

    assertThat(test.sink.ends).hasSize(1);
    assertThat(test.sink.ends.get(0).getReason()).isEqualTo("its client has left");
    ObjectNode told = a.step(1, false);
    assertThat(told.get("type").textValue()).isEqualTo("ended");
    assertThat(told.get("abandoned").textValue()).isEqualTo("its client has left");
    assertThat(test.sink.trajectories).isEmpty();
    GatewayStats stats = test.gateway.stats();
    assertThat(stats.trajectoriesDiscarded()).isEqualTo(1);
    assertThat(stats.episodesAbandoned()).isEqualTo(2);
    assertAddsUp(stats);
  }

  @Test
  void batch_wholeGroup_isPlayedInLockstep() {
    TestGateway test = TestGateway.of(2, 1);
    TestClient client = new TestClient(test.gateway);
    client.ask("{'type':'hello'}");
    client.ask("{'type':'open','session':'b','episodes':2}");
    ObjectNode episode = client.ask("{'type':'reset','session':'b'}");
    assertThat(episode.get("seeds").get(0)).isEqualTo(episode.get("seeds").get(1));
    ObjectNode actions =
        client.ask("{'type':'observe','session':'b','observations':[[0,0],[1,1]]}");
    assertThat(actions.get("actions")).hasSize(2);
    ObjectNode one =
        client.ask(
            "{'type':'step','session':'b','rewards':[1,2],'observations':[[2,2],[3,3]],"
                + "'terminated':[true,false]}");
    assertThat(one.get("actions").get(0).isNull()).isTrue();
    ObjectNode ended =
        client.ask(
            "{'type':'step','session':'b','rewards':[null,4],'observations':[null,[5,5]],"
                + "'terminated':[false,true]}");
    assertThat(ended.get("type").textValue()).isEqualTo("ended");
    assertThat(test.sink.trajectories)
        .extracting(t -> t.getRewards().getShape().get(0))
        .containsExactly(1, 2);
    assertThat(Tensors.floats(test.sink.trajectories.get(1).getObservations()))
        .containsExactly(1, 1, 3, 3, 5, 5);
  }

  @Test
  void reset_aheadOfTheLearner_waitsForTheNextVersion() {
    TestGateway test = TestGateway.of(1, 2);
    TestClient client = test.client();
    client.play(1);
    client.play(1);
    int before = client.replies.size();
    assertThat(client.reset()).isNull();
    assertThat(client.kind("{'type':'reset'}")).isEqualTo("out-of-order");
    test.version(2);

    assertThat(client.replies).hasSize(before + 2);
    assertThat(client.last().get("type").textValue()).isEqualTo("episode");
    assertThat(client.last().get("version").longValue()).isEqualTo(2);
    assertThat(test.gateway.stats().resetsDelayed()).isEqualTo(1);
  }

  @Test
  void reset_waitsLongerThanTheBound_isToldToTryAgain() {
    TestGateway test = TestGateway.of(1, 1);
    TestClient other = test.client();
    other.reset(); // runs, so nothing is lost and nobody gets an extra group
    TestClient client = test.client();
    client.reset();
    test.pass(Duration.ofSeconds(29));
    assertThat(client.last().get("type").textValue()).isEqualTo("opened");
    other.observe();
    test.pass(Duration.ofSeconds(2));
    assertThat(TestClient.kind(client.last())).isEqualTo("try-again");
    assertThat(client.reset()).isNull();
  }

  @Test
  void reset_learnerStalls_isGrantedAfterPatience() {
    TestGateway test = TestGateway.of(1, 1);
    TestClient client = test.client();
    client.play(1);
    client.reset();
    test.pass(Duration.ofSeconds(1));
    assertThat(client.last().get("type").textValue()).isEqualTo("ended");
    test.pass(Duration.ofSeconds(2));
    assertThat(client.last().get("type").textValue()).isEqualTo("episode");
  }

  @Test
  void policy_newVersion_actsFromTheNextEpisodeOn() {
    TestGateway test = TestGateway.of(1, 4);
    TestClient client = test.client();
    client.reset();
    client.observe();
    test.version(2);
    client.step(1, false);
    client.step(1, true);
    client.play(1);
    assertThat(test.sink.trajectories)
        .extracting(Trajectory::getPolicyVersion)
        .containsExactly(1L, 2L);
  }

  @Test
  void learner_finished_everyResetIsTold() {
    TestGateway test = TestGateway.of(1, 1);
    TestClient waiting = test.client();
    waiting.play(1);
    waiting.reset();
    test.finish(2);
    assertThat(waiting.last().get("type").textValue()).isEqualTo("finished");
    assertThat(waiting.kind("{'type':'reset'}")).isEqualTo("finished");
  }

  @Test
  void session_idle_givesItsEpisodeUp() {
    TestGateway test = TestGateway.of(1, 4);
    TestClient client = test.client();
    client.reset();
    client.observe();
    client.step(1, false);
    test.pass(Duration.ofSeconds(61));
    assertThat(test.sink.ends).hasSize(1);
    assertThat(test.sink.ends.get(0).getReason()).startsWith("idle");
    assertThat(TestClient.kind(client.step(1, false))).isEqualTo("out-of-order");
    assertThat(client.reset().get("type").textValue()).isEqualTo("episode");
    assertAddsUp(test.gateway.stats());
  }

  @Test
  void orphan_truncatingWasAgreed_isKeptToTheLastWholeStep() {
    TestGateway test = TestGateway.of(1, 4);
    TestClient client = new TestClient(test.gateway);
    client.ask("{'type':'hello'}");
    client.ask("{'type':'open','orphans':'truncate'}");
    client.reset();
    client.observe();
    client.step(1, false);
    client.step(2, false);
    client.die();
    Trajectory kept = test.sink.trajectories.get(0);
    assertThat(Tensors.floats(kept.getRewards())).containsExactly(1, 2);
    assertThat(kept.getObservations().getShape()).containsExactly(3, 2);
    assertThat(kept.getTruncated()).isTrue();
    assertThat(kept.getAttributes()).containsEntry("truncatedBecause", "its client has left");
    assertAddsUp(test.gateway.stats());
  }

  @Test
  void group_tooOldToGoOn_isAbandoned() {
    TestGateway test = TestGateway.of(2, 2);
    TestClient client = test.client();
    client.play(1);
    test.version(2);
    assertThat(test.sink.ends).hasSize(1);
    assertThat(test.sink.ends.get(0).getReason()).startsWith("too old");
    assertAddsUp(test.gateway.stats());
  }

  @Test
  void log_demonstration_goesToItsOwnTopic() {
    TestGateway test = TestGateway.of(1, 1);
    TestClient client = test.client();
    ObjectNode logged =
        client.ask(
            "{'type':'log','id':'d1','actor':'operator','observations':[[1,2],[3,4]],"
                + "'actions':[[0.5],[-0.5]],'rewards':[1,2],'terminated':true}");
    assertThat(logged.get("type").textValue()).isEqualTo("logged");
    assertThat(test.sink.trajectories).isEmpty();
    Trajectory kept = test.demonstrations.trajectories.get(0);
    assertThat(kept.getTrajectoryId()).isEqualTo("d1");
    assertThat(kept.getPolicyId()).isEqualTo("operator");
    assertThat(Tensors.floats(kept.getActions())).containsExactly(0.5f, -0.5f);
    assertThat(
            client.kind("{'type':'log','observations':[[1,2]],'actions':[[0.5]],'logProbs':[[0]]}"))
        .isEqualTo("bad-message");
    assertThat(client.kind("{'type':'log','observations':[[1,2]],'actions':[[2]]}"))
        .isEqualTo("bad-message");
  }

  @Test
  void close_openGroups_areAbandonedAndFlushed() {
    TestGateway test = TestGateway.of(2, 1);
    test.client().play(1);
    test.gateway.close();
    assertThat(test.sink.ends).hasSize(1);
    assertThat(test.sink.flushed).isTrue();
    assertAddsUp(test.gateway.stats());
    assertThat(List.of(test.gateway.stats().trajectoriesDiscarded())).containsExactly(1L);
    assertThat((double) test.gateway.stats().steps()).isCloseTo(1, within(0.0));
  }
}
