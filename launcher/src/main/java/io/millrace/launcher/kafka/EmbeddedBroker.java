package io.millrace.launcher.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in this JVM: KRaft, broker and controller in one, on free loopback ports. It
 * keeps every record (no retention limit), because a run's log is what its policies are rebuilt
 * from.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final String HOST = "127.0.0.1";
  private static final int NODE_ID = 1;
  private static final int START_ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final String address;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(KafkaRaftServer server, String address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Formats the folder and starts a broker on it; returns when the broker takes requests.
   *
   * @param data an empty or missing folder for the logs
   * @throws KafkaException where the broker cannot start
   */
  public static EmbeddedBroker start(Path data) {
    for (int attempt = 1; ; attempt++) {
      // The ports are free when they are picked; another process may be faster to take them.
      int[] ports = freePorts(2);
      try {
        return start(data.resolve("kafka-" + attempt), ports[0], ports[1]);
      } catch (KafkaException e) {
        if (attempt == START_ATTEMPTS || !isBindFailure(e)) {
          throw e;
        }
        LOG.info("a broker port was taken meanwhile, attempt={}", attempt);
      }
    }
  }

  private static EmbeddedBroker start(Path log, int brokerPort, int controllerPort) {
    format(log);
    KafkaConfig config = KafkaConfig.fromProps(settings(log, brokerPort, controllerPort), false);
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    try {
      server.startup(); // returns once the controller has unfenced the broker
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
    return new EmbeddedBroker(server, HOST + ":" + brokerPort);
  }

  private static void format(Path log) {
    try {
      new Formatter()
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(NODE_ID)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(log.toString())
          .setDirectories(List.of(log.toString()))
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .run();
    } catch (Exception e) {
      throw new KafkaException("cannot format the broker's folder, folder=" + log, e);
    }
  }

  private static Properties settings(Path log, int brokerPort, int controllerPort) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(NODE_ID));
    p.setProperty("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    p.setProperty(
        "listeners",
        "PLAINTEXT://" + HOST + ":" + brokerPort + ",CONTROLLER://" + HOST + ":" + controllerPort);
    p.setProperty("advertised.listeners", "PLAINTEXT://" + HOST + ":" + brokerPort);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty("log.dirs", log.toString());
    oneNode(p);
    small(p);
    p.setProperty("message.max.bytes", Integer.toString(TopicSetup.MAX_BATCH_BYTES));
    p.setProperty("replica.fetch.max.bytes", Integer.toString(TopicSetup.MAX_BATCH_BYTES));
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("log.retention.ms", "-1");
    p.setProperty("log.retention.bytes", "-1");
    return p;
  }

  /** Nothing to replicate to, and nobody to wait for. */
  private static void oneNode(Properties p) {
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      p.setProperty(topic + ".replication.factor", "1");
      p.setProperty(topic + ".num.partitions", "2");
    }
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("default.replication.factor", "1");
    p.setProperty("min.insync.replicas", "1");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("controller.quorum.election.timeout.ms", "200");
    p.setProperty("controller.quorum.fetch.timeout.ms", "10000");
    p.setProperty("broker.heartbeat.interval.ms", "500");
    p.setProperty("broker.session.timeout.ms", "30000");
  }

  /** Threads and buffers for a laptop, where a learner wants the cores. */
  private static void small(Properties p) {
    p.setProperty("num.network.threads", "1");
    p.setProperty("num.io.threads", "2");
    p.setProperty("background.threads", "2");
    p.setProperty("num.replica.alter.log.dirs.threads", "1");
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    p.setProperty("log.cleaner.io.buffer.size", Integer.toString(64 << 10));
    p.setProperty("log.segment.bytes", Integer.toString(256 << 20));
    p.setProperty("group.coordinator.threads", "1");
  }

  private static int[] freePorts(int count) {
    ServerSocket[] held = new ServerSocket[count];
    int[] ports = new int[count];
    try {
      for (int i = 0; i < count; i++) {
        held[i] = new ServerSocket(0, 1, InetAddress.getByName(HOST));
        ports[i] = held[i].getLocalPort();
      }
      for (ServerSocket socket : held) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("no free loopback port", e);
    }
  }

  private static boolean isBindFailure(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  /** The bootstrap address, {@code host:port}. */
  public String address() {
    return address;
  }

  /** Stops the broker; a second call does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      server.shutdown();
      server.awaitShutdown();
    }
  }
}
