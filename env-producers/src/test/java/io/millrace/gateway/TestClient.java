package io.millrace.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client without a socket. Messages are JSON with single quotes. */
final class TestClient implements Outbox {

  final List<ObjectNode> replies = new ArrayList<>();
  final GatewayConnection connection;
  boolean closed;

  TestClient(Gateway gateway) {
    connection = gateway.connect(this, Runnable::run);
  }

  /** Says this; returns the newest reply, null if there was none. */
  ObjectNode ask(String message) {
    int before = replies.size();
    connection.receive(message.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return replies.size() == before ? null : last();
  }

  /** The kind of the answer: its type, or the code of an error. */
  String kind(String message) {
    ObjectNode reply = ask(message);
    return reply == null ? "nothing" : kind(reply);
  }

  static String kind(ObjectNode reply) {
    String type = reply.get("type").textValue();
    return type.equals("error") ? reply.get("code").textValue() : type;
  }

  ObjectNode last() {
    return replies.get(replies.size() - 1);
  }

  ObjectNode reset() {
    return ask("{'type':'reset'}");
  }

  ObjectNode observe() {
    return ask("{'type':'observe','observation':[0.5,-0.5]}");
  }

  ObjectNode step(double reward, boolean terminated) {
    return ask(
        "{'type':'step','reward':%s,'observation':[0.1,0.2],'terminated':%s}"
            .formatted(reward, terminated));
  }

  /** A whole episode of so many steps, each with a reward of 1. */
  ObjectNode play(int steps) {
    reset();
    observe();
    for (int i = 1; i < steps; i++) {
      step(1, false);
    }
    return step(1, true);
  }

  void die() {
    connection.disconnected();
  }

  @Override
  public void send(ObjectNode reply) {
    replies.add(reply);
  }

  @Override
  public void close() {
    closed = true;
  }
}
