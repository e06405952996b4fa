package io.millrace.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.env.ActionSpace;
import io.millrace.flow.discrete.Choices;

/** The messages of the gateway, as {@code clients/README.md} describes them. */
final class Replies {

  /** The real-valued part of an action that is numbers and choices together. */
  static final String NUMBERS = "numbers";

  /** The choices of an action, and how many there are of each. */
  static final String CHOICES = "choices";

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

  /**
   * A list of numbers, real or of choices; the number itself of a single choice; both lists by name
   * where an action is numbers and choices together.
   */
  static JsonNode action(ActionSpace space, float[] actions, int row) {
    if (space instanceof ActionSpace.Discrete) {
      return IntNode.valueOf((int) actions[row]);
    }
    int from = row * space.size();
    int chosen = from + space.box().size();
    int end = from + space.size();
    if (space instanceof ActionSpace.Mixed) {
      ObjectNode both = JsonNodeFactory.instance.objectNode();
      both.set(NUMBERS, numbers(actions, from, chosen));
      both.set(CHOICES, choices(actions, chosen, end));
      return both;
    }
    return chosen == end ? numbers(actions, from, end) : choices(actions, from, end);
  }

  private static ArrayNode numbers(float[] actions, int from, int end) {
    ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
    for (int d = from; d < end; d++) {
      numbers.add(actions[d]);
    }
    return numbers;
  }

  private static ArrayNode choices(float[] actions, int from, int end) {
    ArrayNode choices = JsonNodeFactory.instance.arrayNode();
    for (int d = from; d < end; d++) {
      choices.add((int) actions[d]);
    }
    return choices;
  }

  /** As clients name it when they open a session. */
  static ObjectNode space(ActionSpace space) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    if (space instanceof ActionSpace.Discrete choice) {
      return said.put(CHOICES, choice.n());
    }
    space.choices().ifPresent(choices -> putChoices(said, choices));
    ActionSpace.Box box = space.box();
    if (box.size() == 0) {
      return said;
    }
    ArrayNode low = said.putArray("low");
    ArrayNode high = said.putArray("high");
    for (int d = 0; d < box.size(); d++) {
      bound(low, box.low(d));
      bound(high, box.high(d));
    }
    return said;
  }

  private static void putChoices(ObjectNode said, Choices choices) {
    choices.counts().forEach(said.putArray(CHOICES)::add);
    said.put("masked", choices.masked());
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
