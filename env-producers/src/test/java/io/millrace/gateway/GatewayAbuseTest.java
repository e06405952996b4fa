package io.millrace.gateway;

import static io.millrace.gateway.GatewayTest.assertAddsUp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schema.Trajectory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that die, lie and flood: each is told what is wrong, and nothing of theirs is used. */
class GatewayAbuseTest {

  @Test
  void clients_killedTwentyTimesInMidEpisode_leaveNoPartialTrajectory() {
    TestGateway test = TestGateway.of(1, 100);
    for (int i = 0; i < 20; i++) {
      TestClient client = test.client();
      client.play(3);
      client.reset();
      client.observe();
      for (int step = 0; step < i % 4; step++) {
        client.step(1, false);
      }
      client.die();
    }
    assertThat(test.sink.trajectories).hasSize(20);
    assertThat(test.sink.trajectories)
        .allSatisfy(t -> assertThat(t.getRewards().getShape()).containsExactly(3, 1))
        .allSatisfy(t -> assertThat(t.getTerminated()).isTrue())
        .extracting(Trajectory::getTrajectoryId)
        .doesNotHaveDuplicates();
    assertThat(test.sink.ends).hasSize(20);
    GatewayStats stats = test.gateway.stats();
    assertThat(stats.episodesStarted()).isEqualTo(40);
    assertThat(stats.episodesAbandoned()).isEqualTo(20);
    assertThat(stats.sessionsOpen()).isZero();
    assertThat(stats.connectionsOpen()).isZero();
    assertAddsUp(stats);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'step','reward':NaN,'observation':[0,0]} | not-finite | reward: ",
        "{'type':'step','reward':1,'observation':[0,NaN]} | not-finite | observation[1]: ",
        "{'type':'step','reward':1,'observation':[0,1e39]} | not-finite | observation[1]: ",
        "{'type':'step','reward':1,'observation':[0,-Infinity]} | not-finite | observation[1]: ",
        "{'type':'step','reward':1,'observation':[0]} | bad-shape | expected 2 numbers, got 1",
        "{'type':'step','reward':1,'observation':[0,0,0]} | bad-shape | expected 2 numbers, got 3",
        "{'type':'step','reward':1,'observation':[[0,0]]} | bad-shape | expected 2 numbers, got 1",
        "{'type':'step','reward':1,'observation':3} | bad-shape | observation: expected a list",
        "{'type':'step','reward':1,'observation':['0',0]} | bad-message | observation[0]: ",
        "{'type':'step','reward':'1','observation':[0,0]} | bad-message | reward: expected a number",
        "{'type':'step','observation':[0,0]} | bad-message | reward: missing",
        "{'type':'step','reward':1,'observation':[0,0],'terminated':1} | bad-message | terminated: ",
        "{'type':'observe','observation':[0,0]} | out-of-order | expected step",
        "{'type':'step','session':'other','reward':1,'observation':[0,0]} | no-session | other",
        "{'type':'jump'} | bad-message | expected hello, open",
        "{'reward':1} | bad-message | type: missing",
        "{'type':'step','reward':1,'reward':2} | bad-json | uplicate",
        "{'type':'step' | bad-json | expected one JSON object",
        "[1,2] | bad-json | expected one JSON object",
        "[[[[[[[[[[[[[[[[ | bad-json | expected one JSON object",
        "\1\2\3x | bad-json | expected one JSON object",
      })
  void step_wrong_isRefusedAndTheEpisodeGoesOn(String message, String code, String says) {
    TestGateway test = TestGateway.of(1, 4);
    TestClient client = test.client();
    client.reset();
    client.observe();

    ObjectNode refusal = client.ask(message);

    assertThat(TestClient.kind(refusal)).isEqualTo(code);
    assertThat(refusal.get("message").textValue()).contains(says.strip());
    assertThat(client.closed).isFalse();
    assertThat(client.step(1, true).get("type").textValue()).isEqualTo("ended");
    assertThat(test.sink.trajectories.get(0).getRewards().getShape()).containsExactly(1, 1);
    assertThat(test.gateway.stats().refused()).containsEntry(code, 1L);
    assertAddsUp(test.gateway.stats());
  }

  @Test
  void messages_outOfOrder_areRefusedByWhatIsExpected() {
    TestGateway test = TestGateway.of(1, 4);
    TestClient client = test.client();
    assertThat(client.observe().get("message").textValue()).startsWith("expected reset");
    assertThat(client.step(1, false).get("message").textValue()).startsWith("expected reset");
    client.reset();
    assertThat(client.step(1, false).get("message").textValue()).startsWith("expected observe");
    client.observe();
    client.step(1, true);
    assertThat(client.step(1, false).get("message").textValue())
        .isEqualTo("expected reset (no episode is running), got step");
    assertThat(test.sink.trajectories).hasSize(1);
    assertThat(test.gateway.stats().refused()).containsEntry("out-of-order", 4L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'policy':'q' | misfit | policy: expected p, got q",
        "'environment':'other' | misfit | environment: expected toy, got other",
        "'observationSize':3 | misfit | observationSize: expected 2, got 3",
        "'actions':{'choices':4} | misfit | actions.choices: expected low and high of 1 numbers",
        "'actions':{'low':[-1],'high':[2]} | misfit | actions.high[0]: expected 1.0, got 2.0",
        "'actions':{'low':[-1,-1],'high':[1,1]} | misfit | actions.low: expected 1 numbers, got 2",
        "'actions':{'low':[-1]} | bad-message | high: missing",
        "'episodes':0 | limit | episodes: expected 1 to 16",
        "'episodes':17 | limit | episodesPerSession",
        "'episodes':3 | misfit | whole groups of 2",
        "'episodes':8 | limit | run ahead of the learner",
        "'seeds':false | needs-seeds | groups of 2",
        "'orphans':'truncate' | misfit | groups of 2",
        "'orphans':'keep' | bad-message | abandon or truncate",
        "'session':'a b' | bad-message | session: ",
        "'session':'default' | bad-message | open already",
      })
  void open_misfit_isRefusedByFieldAndValue(String fields, String code, String says) {
    TestClient client = TestGateway.of(2, 2).client();
    String terms = fields.contains("session") ? fields : fields + ",'session':'second'";
    ObjectNode refusal = client.ask("{'type':'open'," + terms + "}");
    assertThat(TestClient.kind(refusal)).isEqualTo(code);
    assertThat(refusal.get("message").textValue()).contains(says);
  }

  @Test
  void hello_missingWrongTokenOrVersion_endsTheConnection() {
    TestGateway test = TestGateway.of(1, 1, TestGateway.limits(), "secret", false);
    String[][] cases = {
      {"{'type':'open'}", "hello-first"},
      {"{'type':'hello'}", "bad-token"},
      {"{'type':'hello','token':'secre'}", "bad-token"},
      {"{'type':'hello','token':'secret2'}", "bad-token"},
      {"{'type':'hello','token':'secret','protocol':2}", "misfit"},
      {"GET / HTTP/1.1", "bad-json"},
    };
    for (String[] c : cases) {
      TestClient client = new TestClient(test.gateway);
      assertThat(client.kind(c[0])).isEqualTo(c[1]);
      assertThat(client.closed).isTrue();
    }
    TestClient client = new TestClient(test.gateway);
    assertThat(client.kind("{'type':'hello','token':'secret','protocol':1}")).isEqualTo("welcome");
    assertThat(client.closed).isFalse();
  }

  @Test
  void sessions_flood_isRefusedByTheLimit() {
    TestGateway test = TestGateway.of(1, 100);
    TestClient client = test.client();
    for (int i = 0; i < 100; i++) {
      client.ask("{'type':'open','session':'s%d'}".formatted(i));
    }
    GatewayStats stats = test.gateway.stats();
    assertThat(stats.sessionsOpen()).isEqualTo(8);
    assertThat(stats.refused()).containsEntry("limit", 93L);
    assertThat(client.last().get("message").textValue()).startsWith("sessions: ");
    client.die();
    assertThat(test.gateway.stats().sessionsOpen()).isZero();
    assertThat(test.client().reset().get("type").textValue()).isEqualTo("episode");
  }

  @Test
  void requests_flood_isRefusedByTheLimitAndEndsWithTheSecond() {
    TestGateway test = TestGateway.of(1, 100);
    TestClient client = test.client();
    client.reset();
    client.observe();
    for (int i = 0; i < 10_000; i++) {
      client.ask("{'type':'stats'}");
    }
    assertThat(client.last().get("message").textValue()).startsWith("requestsPerSecond: ");
    test.pass(Duration.ofSeconds(1));
    assertThat(client.step(1, true).get("type").textValue()).isEqualTo("ended");
  }

  @Test
  void reset_inMidEpisode_abandonsIt() {
    TestGateway test = TestGateway.of(1, 100);
    TestClient client = test.client();
    client.reset();
    client.observe();
    client.step(1, false);
    client.play(2);
    assertThat(test.sink.trajectories).hasSize(1);
    assertThat(test.sink.ends.get(0).getReason()).startsWith("reset by its client");
    assertAddsUp(test.gateway.stats());
  }

  @Test
  void client_thatAlwaysFails_isPacedByStalls() {
    TestGateway test = TestGateway.of(1, 2);
    int begun = 0;
    for (int i = 0; i < 20; i++) {
      TestClient client = test.client();
      ObjectNode reply = client.reset();
      begun += reply == null ? 0 : 1;
      client.die();
    }
    assertThat(begun).isLessThanOrEqualTo(3); // two of the quota, and one that was given back
    assertThat(test.gateway.stats().sessionsOpen()).isZero();
    assertAddsUp(test.gateway.stats());
  }
}
