package io.millrace.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.gateway.Refusal.Code;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client says, message by message, and the answers. Says hello first; then it may open as
 * many sessions as the limits allow. A message that is refused gets an {@code error} and leaves
 * everything as it was; only a wrong hello ends the connection. Belongs to its executor.
 */
public final class GatewayConnection {

  /** The version of the protocol. */
  public static final int PROTOCOL = 1;

  private static final Logger LOG = LoggerFactory.getLogger(GatewayConnection.class);
  private static final String NAME = "[a-zA-Z0-9._-]{1,64}";
  private static final long SECOND = 1_000_000_000L;

  private final Gateway gateway;
  private final Outbox outbox;
  private final Executor executor;
  private final Map<String, Session> sessions = new HashMap<>();
  private boolean greeted;
  private boolean closed;
  private long second;
  private int requests;

  GatewayConnection(Gateway gateway, Outbox outbox, Executor executor) {
    this.gateway = gateway;
    this.outbox = outbox;
    this.executor = executor;
    this.second = gateway.now();
  }

  /** Whether the client may go on: it has said hello as it must. */
  public boolean isGreeted() {
    return greeted;
  }

  /** Takes one message, without its line end. */
  public void receive(byte[] line) {
    String session = null;
    try {
      countRequest();
      Fields message = Fields.parse(line);
      String type = message.text("type");
      session = message.text("session", null);
      handle(type, message, session == null ? "default" : session);
    } catch (Refusal e) {
      refuse(session, e);
    } catch (RuntimeException e) {
      // A mistake of ours may cost this request, not the gateway.
      LOG.error("a request failed", e);
      refuse(session, new Refusal(Code.FAILED, "the gateway failed: " + e));
    }
  }

  /** A message was longer than the limit and has been thrown away. */
  public void tooLong() {
    refuse(
        null,
        new Refusal(
            Code.LIMIT,
            "messageBytes: expected at most %d bytes in a line"
                .formatted(gateway.settings().limits().messageBytes())));
  }

  private void refuse(String session, Refusal refusal) {
    gateway.counters().refused(refusal.code());
    outbox.send(Replies.error(session, refusal));
    if (!greeted) {
      outbox.close();
    }
  }

  private void countRequest() {
    long now = gateway.now();
    if (now - second >= SECOND) {
      second = now;
      requests = 0;
    }
    int limit = gateway.settings().limits().requestsPerSecond();
    if (++requests > limit) {
      throw new Refusal(
          Code.LIMIT, "requestsPerSecond: expected at most " + limit + " of a connection");
    }
  }

  private void handle(String type, Fields message, String session) {
    if (!greeted && !type.equals("hello")) {
      throw new Refusal(Code.HELLO_FIRST, "expected hello, got " + type);
    }
    switch (type) {
      case "hello" -> hello(message);
      case "open" -> open(message, session);
      case "reset" -> session(session).reset();
      case "observe" -> session(session).observe(message);
      case "step" -> session(session).step(message);
      case "log" -> log(message, session);
      case "close" -> close(session);
      case "stats" -> outbox.send(Replies.stats(session, gateway.stats()));
      default ->
          throw new Refusal(
              Code.BAD_MESSAGE,
              "type: expected hello, open, reset, observe, step, log, close or stats, got " + type);
    }
  }

  private void hello(Fields message) {
    checkToken(message.text("token", ""));
    int protocol = message.whole("protocol", PROTOCOL);
    if (protocol != PROTOCOL) {
      throw new Refusal(Code.MISFIT, "protocol: expected %d, got %d".formatted(PROTOCOL, protocol));
    }
    greeted = true;
    ObjectNode reply =
        Replies.of("welcome")
            .put("protocol", PROTOCOL)
            .put("policy", gateway.settings().rollout().policyId())
            .put("environment", gateway.settings().environment().id());
    outbox.send(reply);
  }

  /** Takes as long for a wrong token as for the right one. */
  private void checkToken(String said) {
    String token = gateway.settings().token();
    if (token != null
        && !MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8))) {
      greeted = false;
      throw new Refusal(
          Code.BAD_TOKEN,
          said.isEmpty()
              ? "token: missing"
              : "token: expected the token of this gateway, got another");
    }
  }

  private void open(Fields message, String name) {
    if (!name.matches(NAME)) {
      throw new Refusal(Code.BAD_MESSAGE, "session: expected " + NAME);
    }
    if (sessions.containsKey(name)) {
      throw new Refusal(Code.BAD_MESSAGE, "session: it is open already, session=" + name);
    }
    SessionTerms terms =
        SessionTerms.read(message, name, gateway.settings(), gateway.mostEpisodes());
    Session session = new Session(gateway, terms, outbox, executor);
    gateway.open(session);
    sessions.put(name, session);
    outbox.send(opened(terms));
  }

  private ObjectNode opened(SessionTerms terms) {
    ObjectNode reply =
        Replies.of("opened", terms.name())
            .put("policy", gateway.settings().rollout().policyId())
            .put("environment", gateway.settings().environment().id())
            .put("observationSize", gateway.settings().environment().observationSize())
            .put("maxEpisodeSteps", gateway.settings().environment().maxEpisodeSteps())
            .put("groupSize", gateway.settings().rollout().groupSize())
            .put("episodes", terms.episodes())
            .put("evaluate", terms.judging());
    reply.set("actions", Replies.space(gateway.settings().environment().actionSpace()));
    return reply;
  }

  private Session session(String name) {
    Session session = sessions.get(name);
    if (session == null) {
      throw new Refusal(Code.NO_SESSION, "session: expected one that is open, got " + name);
    }
    return session;
  }

  private void log(Fields message, String session) {
    String id = message.text("id", UUID.randomUUID().toString());
    gateway.log(
        LoggedEpisode.read(message, gateway.settings().environment(), id, gateway.millis()));
    outbox.send(Replies.of("logged", session).put("id", id));
  }

  private void close(String name) {
    session(name).close("closed by its client before the end");
    sessions.remove(name);
    outbox.send(Replies.of("closed", name));
  }

  /** The client is gone: what it leaves behind ends. Harmless when repeated. */
  public void disconnected() {
    if (!closed) {
      closed = true;
      List<Session> left = new ArrayList<>(sessions.values());
      sessions.clear();
      try {
        left.forEach(session -> session.close("its client has left"));
      } catch (Refusal e) {
        LOG.warn("a session could not be ended in order", e);
      } finally {
        gateway.counters().disconnected();
      }
    }
  }
}
