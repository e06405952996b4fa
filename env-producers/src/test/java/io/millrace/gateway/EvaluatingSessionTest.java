package io.millrace.gateway;

import static io.millrace.gateway.GatewayTest.assertAddsUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.env.RandomStreams;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.sampler.Ode;
import io.millrace.rollout.TestPolicies;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Episodes that judge the policy. */
class EvaluatingSessionTest {

  private static TestClient judge(TestGateway test, String moreTerms) {
    TestClient client = new TestClient(test.gateway);
    client.ask("{'type':'hello'}");
    client.ask("{'type':'open','evaluate':true" + moreTerms + "}");
    assertThat(client.last().get("evaluate").booleanValue()).isTrue();
    return client;
  }

  private static void assertAddsUpToo(GatewayStats stats) {
    EvaluationStats s = stats.evaluations();
    assertThat(s.finished() + s.abandoned() + s.running()).as("%s", s).isEqualTo(s.started());
    assertAddsUp(stats);
  }

  @Test
  void episodes_farAheadOfTheLearner_areCountedApartAndNeverSent() {
    TestGateway test = TestGateway.of(1, 1);
    TestClient client = judge(test, "");
    for (int n = 1; n <= 10; n++) {
      ObjectNode ended = client.play(n % 2 == 0 ? 2 : 4);
      assertThat(ended.get("type").textValue()).isEqualTo("ended");
      assertThat(ended.get("return").doubleValue()).isEqualTo(n % 2 == 0 ? 2 : 4);
    }

    assertThat(test.sink.trajectories).isEmpty();
    assertThat(test.sink.ends).isEmpty();
    GatewayStats stats = test.gateway.stats();
    assertThat(stats.episodesStarted() + stats.groupsOpened() + stats.steps()).isZero();
    EvaluationStats judged = stats.evaluations();
    assertThat(judged.finished()).isEqualTo(10);
    assertThat(judged.steps()).isEqualTo(30);
    assertThat(judged.version()).isEqualTo(1);
    // Five of 2 and five of 4: mean 3, variance 10 / 9, error sqrt(10 / 9 / 10).
    assertThat(judged.result().meanReturn()).isEqualTo(3);
    assertThat(judged.result().standardError()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(judged.result().success()).isNull();
    assertAddsUpToo(stats);
  }

  @Test
  void action_isThatOfTheOdeFromTheEpisodesStartNoise() {
    TestGateway test = TestGateway.of(1, 1);
    TestClient client = judge(test, "");
    FlowPolicy policy = TestPolicies.policy(2, 1);
    Actor actor = Actor.of(policy, Acting.with(new Ode(), policy), 1);
    FlowSample sample = actor.newSample();
    for (long n = 0; n < 3; n++) {
      ObjectNode episode = client.reset();
      ObjectNode answer = client.observe();

      // The test's run has seed 1 and its environment is called toy.
      actor.act(
          new float[] {0.5f, -0.5f},
          RandomStreams.of(1, "toy", "evaluation-actions").split(n),
          sample);
      assertThat(answer.get("action").get(0).floatValue()).isEqualTo(sample.actions()[0]);
      assertThat(episode.get("seed").intValue())
          .isEqualTo(
              (int) RandomStreams.of(1, "toy", "evaluation-episodes").split(n).nextLong()
                  & Integer.MAX_VALUE);
      client.step(1, true);
    }
  }

  @Test
  void version_new_isJudgedOnTheSameEpisodesAndByItsOwnAlone() {
    TestGateway test = TestGateway.of(1, 1);
    TestClient client = judge(test, "");
    int first = client.reset().get("seed").intValue();
    client.observe();
    test.version(2);
    client.step(10, true);
    assertThat(test.gateway.stats().evaluations().version()).isEqualTo(1);
    ObjectNode again = client.reset();
    client.observe();
    client.step(20, true);

    assertThat(again.get("seed").intValue()).isEqualTo(first);
    assertThat(again.get("version").longValue()).isEqualTo(2);
    EvaluationStats judged = test.gateway.stats().evaluations();
    assertThat(judged.finished()).isEqualTo(2);
    assertThat(judged.version()).isEqualTo(2);
    assertThat(judged.result().episodes()).isEqualTo(1);
    assertThat(judged.result().meanReturn()).isEqualTo(20);
  }

  @Test
  void reset_afterTheLearnerHasFinished_stillBegins() {
    TestGateway test = TestGateway.of(1, 1);
    TestClient client = judge(test, "");
    test.finish(2);
    assertThat(client.reset().get("type").textValue()).isEqualTo("episode");
    assertThat(client.last().get("version").longValue()).isEqualTo(2);
  }

  @Test
  void reset_beforeTheFirstVersion_waitsForIt() {
    TestGateway test = TestGateway.withoutPolicy();
    TestClient early = judge(test, "");
    assertThat(early.reset()).isNull();
    test.pass(Duration.ofSeconds(31));
    assertThat(TestClient.kind(early.last())).isEqualTo("try-again");
    assertThat(early.reset()).isNull();
    test.version(1);
    assertThat(early.last().get("type").textValue()).isEqualTo("episode");
    assertAddsUpToo(test.gateway.stats());
  }

  @Test
  void batch_ofNoWholeGroups_isPlayedInLockstep() {
    TestGateway test = TestGateway.of(3, 1);
    TestClient client = judge(test, ",'episodes':2,'seeds':false");
    ObjectNode episode = client.reset();
    assertThat(episode.get("seeds").get(0)).isNotEqualTo(episode.get("seeds").get(1));
    client.ask("{'type':'observe','observations':[[0,0],[1,1]]}");
    ObjectNode one =
        client.ask(
            "{'type':'step','rewards':[1,2],'observations':[[2,2],[3,3]],"
                + "'terminated':[true,false],'success':[true,null]}");
    assertThat(one.get("actions").get(0).isNull()).isTrue();
    client.ask(
        "{'type':'step','rewards':[null,4],'observations':[null,[5,5]],"
            + "'terminated':[false,true],'success':[null,false]}");
    EvaluationStats judged = test.gateway.stats().evaluations();
    assertThat(judged.result().meanReturn()).isEqualTo(3.5);
    assertThat(judged.result().success()).isEqualTo(0.5);
    assertThat(test.sink.trajectories).isEmpty();
  }

  @Test
  void client_dies_leavesNothing() {
    TestGateway test = TestGateway.of(1, 1);
    TestClient client = judge(test, ",'orphans':'truncate'");
    client.reset();
    client.observe();
    client.step(1, false);
    client.die();
    assertThat(test.gateway.stats().evaluations().abandoned()).isEqualTo(1);
    assertThat(test.gateway.stats().evaluations().result()).isNull();
    assertThat(test.sink.trajectories).isEmpty();
    assertThat(test.sink.ends).isEmpty();
    assertAddsUpToo(test.gateway.stats());
  }

  @Test
  void reset_recipeJudgesAsAGatewayCannot_isRefusedAndTrainingGoesOn() {
    TestGateway test =
        TestGateway.judging(
            policy -> {
              throw new IllegalArgumentException("evaluation.guidance: no other version");
            });
    TestClient client = judge(test, "");
    ObjectNode refusal = client.reset();
    assertThat(TestClient.kind(refusal)).isEqualTo("misfit");
    assertThat(refusal.get("message").textValue())
        .isEqualTo("evaluate: evaluation.guidance: no other version");
    assertThat(test.client().play(1).get("type").textValue()).isEqualTo("ended");
    assertThat(test.sink.trajectories).hasSize(1);
  }
}
