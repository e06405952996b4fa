package io.millrace.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.env.ActionSpace;

/** The messages of the gateway, as {@code clients/README.md} describes them. */
final class Replies {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Replies() {}

  static ObjectNode of(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  static ObjectNode of(String type, String session) {
    ObjectNode reply = of(type);
    return session == null ? reply : reply.put("session", session);
  }

  static ObjectNode error(String session, Refusal refusal) {
    return of("error", session)
        .put("code", refusal.code().text())
        .put("message", refusal.getMessage());
  }

  static ObjectNode noRoom(int connections) {
    return error(
        null,
        new Refusal(
            Refusal.Code.LIMIT, "connections: expected at most " + connections + " at once"));
  }

  static ObjectNode stats(String session, GatewayStats stats) {
    ObjectNode reply = of("stats", session);
    reply.setAll((ObjectNode) JSON.valueToTree(stats));
    return reply;
  }

  /** A list of numbers, real or of choices; the number itself of a single choice. */
  static JsonNode action(ActionSpace space, float[] actions, int row) {
    if (space instanceof ActionSpace.Discrete) {
      return IntNode.valueOf((int) actions[row]);
    }
    ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
    boolean choices = space.choices().isPresent();
    for (int d = 0; d < space.size(); d++) {
      float number = actions[row * space.size() + d];
      if (choices) {
        numbers.add((int) number);
      } else {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** As clients name it when they open a session. */
  static ObjectNode space(ActionSpace space) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    if (space instanceof ActionSpace.Discrete choice) {
      return said.put("choices", choice.n());
    }
    if (space instanceof ActionSpace.MultiDiscrete choices) {
      choices.of().counts().forEach(said.putArray("choices")::add);
      return said.put("masked", choices.of().masked());
    }
    ActionSpace.Box box = (ActionSpace.Box) space;
    ArrayNode low = said.putArray("low");
    ArrayNode high = said.putArray("high");
    for (int d = 0; d < box.size(); d++) {
      bound(low, box.low(d));
      bound(high, box.high(d));
    }
    return said;
  }

  /** JSON knows no infinity. */
  private static void bound(ArrayNode to, float value) {
    if (Float.isFinite(value)) {
      to.add(value);
    } else {
      to.addNull();
    }
  }
}
