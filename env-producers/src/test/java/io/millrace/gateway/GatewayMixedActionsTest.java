package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.env.ActionSpace;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and choices together: clients get both, records keep the policy's numbers and scores. */
class GatewayMixedActionsTest {
  private static final ActionSpace.Box BOX =
      new ActionSpace.Box(new float[] {-1, 0}, new float[] {1, 2});
  private static final ActionSpace FREE =
      new ActionSpace.Mixed(BOX, new ActionSpace.MultiDiscrete(3));
  private static final ActionSpace MASKED =
      new ActionSpace.Mixed(BOX, ActionSpace.MultiDiscrete.masked(2));

  @Test
  void opened_mixedActions_tellsBothParts() {
    TestClient client = TestGateway.of(FREE).client();
    JsonNode actions = client.last().get("actions");
    assertThat(actions.toString())
        .isEqualTo(
            "{'choices':[3],'masked':false,'low':[-1.0,0.0],'high':[1.0,2.0]}".replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'low':[-1,0],'high':[1,2],'choices':[3]} | opened",
        "{'size':2,'choices':[3]} | opened",
        "{'low':[-1,0],'high':[1,2],'choices':[4]} | actions.choices: expected [3], got [4.0]",
        "{'low':[-1,0],'high':[1,2]} | actions.choices: missing",
        "{'choices':[3]} | actions.low: missing",
        "{'low':[-1,1],'high':[1,2],'choices':[3]} | actions.low[1]: expected 0.0, got 1.0"
      })
  void open_whatAClientSays_isComparedPartByPart(String actions, String answer) {
    TestClient client = new TestClient(TestGateway.of(FREE).gateway);
    client.ask("{'type':'hello'}");
    ObjectNode reply = client.ask("{'type':'open','actions':%s}".formatted(actions));
    JsonNode message = reply.get("message");
    assertThat(message == null ? reply.get("type").textValue() : message.textValue())
        .isEqualTo(answer);
  }

  @Test
  void episode_played_recordsScoresAndTellsTheGreatest() {
    TestGateway test = TestGateway.of(FREE);
    TestClient client = test.client();
    client.reset();
    JsonNode[] told = {client.observe().get("action"), client.step(1, false).get("action")};
    client.step(1, true);

    Trajectory sent = test.sink.trajectories.get(0);
    float[] recorded = Tensors.floats(sent.getActions());
    assertThat(recorded).hasSize(2 * 5);
    for (int step = 0; step < 2; step++) {
      int best = 0;
      for (int option = 1; option < 3; option++) {
        best = recorded[5 * step + 2 + option] > recorded[5 * step + 2 + best] ? option : best;
      }
      assertThat(told[step].get("choices")).hasSize(1);
      assertThat(told[step].get("choices").get(0).intValue()).isEqualTo(best);
      assertThat(told[step].get("choices").get(0).isIntegralNumber()).isTrue();
      assertThat(told[step].get("numbers")).hasSize(2);
      assertThat(told[step].get("numbers").get(1).floatValue()).isEqualTo(recorded[5 * step + 1]);
    }
  }

  /** The observation, of two numbers, is the mask. */
  @Test
  void episode_underAMask_isToldAllowedChoicesOnly() {
    TestClient client = TestGateway.of(MASKED).client();
    client.reset();
    for (int i = 0; i < TestGateway.MAX_STEPS - 1; i++) {
      int allowed = i % 2;
      String seen = allowed == 0 ? "[1,0]" : "[0,1]";
      ObjectNode reply =
          client.ask(
              i == 0
                  ? "{'type':'observe','observation':%s}".formatted(seen)
                  : "{'type':'step','reward':0,'observation':%s}".formatted(seen));
      assertThat(reply.get("action").get("choices").get(0).intValue()).isEqualTo(allowed);
    }
    ObjectNode refused = client.ask("{'type':'step','reward':0,'observation':[0,0]}");
    assertThat(refused.get("message").textValue())
        .isEqualTo("observation: expected a mask that allows a choice, position=0");
  }

  @Test
  void batch_twoEpisodes_getTheirOwnActions() {
    TestClient client = new TestClient(TestGateway.of(MASKED).gateway);
    client.ask("{'type':'hello'}");
    client.ask("{'type':'open','episodes':2}");
    client.reset();
    JsonNode actions = client.ask("{'type':'observe','observations':[[1,0],[0,1]]}").get("actions");
    assertThat(actions.get(0).get("choices").get(0).intValue()).isZero();
    assertThat(actions.get(1).get("choices").get(0).intValue()).isEqualTo(1);
    assertThat(actions.get(0).get("numbers")).isNotEqualTo(actions.get(1).get("numbers"));
  }

  @Test
  void log_demonstration_isKeptAsScores() {
    TestGateway test = TestGateway.of(FREE);
    TestClient client = test.client();
    client.ask(
        "{'type':'log','id':'d1','observations':[[1,2],[3,4]],'actions':"
            + "[{'numbers':[0.5,1],'choices':[2]},{'numbers':[-1,2],'choices':[0]}]}");
    Trajectory kept = test.demonstrations.trajectories.get(0);
    assertThat(Tensors.floats(kept.getActions()))
        .containsExactly(0.5f, 1, -1, -1, 1, -1, 2, 1, -1, -1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[0.5,1,2] | actions[0]: expected an object, got [0.5,1,2]",
        "{'numbers':[0.5,1]} | actions[0].choices: missing",
        "{'numbers':[0.5],'choices':[2]} | actions[0].numbers: expected 2 numbers, got 1"
      })
  void log_anActionOfAnotherForm_isRefusedByItsPlace(String action, String message) {
    TestClient client = TestGateway.of(FREE).client();
    ObjectNode reply =
        client.ask("{'type':'log','observations':[[1,2]],'actions':[%s]}".formatted(action));
    assertThat(reply.get("message").textValue()).isEqualTo(message.replace('\'', '"'));
  }

  @Test
  void log_aChoiceThatIsNone_isRefused() {
    TestClient client = TestGateway.of(FREE).client();
    ObjectNode reply =
        client.ask(
            "{'type':'log','observations':[[1,2]],'actions':[{'numbers':[0.5,1],'choices':[3]}]}");
    assertThat(reply.get("message").textValue())
        .startsWith("actions[0]: expected an action of Mixed");
  }
}
