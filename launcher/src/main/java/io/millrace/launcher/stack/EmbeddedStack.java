package io.millrace.launcher.stack;

import io.millrace.launcher.kafka.EmbeddedBroker;
import io.millrace.launcher.kafka.TopicSetup;
import io.millrace.schema.Topics;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a pipeline runs on, started together: a broker with its topics and a Flink cluster in
 * this JVM, the model store in its own.
 */
public final class EmbeddedStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStack.class);

  private final DataFolder data;
  private final LogFile log;
  private final Map<String, Double> seconds = new ConcurrentHashMap<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private EmbeddedBroker broker;
  private EmbeddedFlink flink;
  private StoreProcess store;

  private EmbeddedStack(DataFolder data) {
    this.data = data;
    this.log = LogFile.open(data.root().resolve("millrace.log"));
  }

  /**
   * Starts everything and returns when it is ready. Where a part fails, the others are stopped and
   * the folder is removed again.
   *
   * @param data the folder to use; closed with the stack
   * @param topics the topics to create
   * @param settings sizes
   */
  public static EmbeddedStack start(DataFolder data, Topics topics, StackSettings settings) {
    EmbeddedStack stack = new EmbeddedStack(data);
    try {
      stack.startParts(topics, settings);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private void startParts(Topics topics, StackSettings settings) {
    ExecutorService starters = Executors.newFixedThreadPool(3);
    try {
      var storing =
          begin(
              "store",
              () ->
                  StoreProcess.start(
                      Installation.find().storeLibraries(),
                      data.folder("store"),
                      data.root().resolve("store.log"),
                      0),
              starters);
      var brokering =
          begin(
              "broker",
              () -> {
                EmbeddedBroker started = EmbeddedBroker.start(data.folder("kafka"));
                new TopicSetup(topics, settings.experiencePartitions()).create(started.address());
                return started;
              },
              starters);
      var flinking =
          begin(
              "Flink", () -> EmbeddedFlink.start(data.folder("flink"), settings.slots()), starters);
      // All are awaited even if one fails, so that none is left running behind us.
      var all = CompletableFuture.allOf(storing, brokering, flinking);
      try {
        all.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
      store = storing.join();
      broker = brokering.join();
      flink = flinking.join();
    } finally {
      starters.shutdown();
    }
  }

  private <T extends AutoCloseable> CompletableFuture<T> begin(
      String part, Supplier<T> start, ExecutorService starters) {
    return CompletableFuture.supplyAsync(
        () -> {
          long begun = System.nanoTime();
          T started = start.get();
          synchronized (open) {
            open.push(started);
          }
          seconds.put(part, (System.nanoTime() - begun) / 1e9);
          return started;
        },
        starters);
  }

  /** The broker's bootstrap address. */
  public String brokers() {
    return broker.address();
  }

  public EmbeddedFlink flink() {
    return flink;
  }

  public URI store() {
    return store.address();
  }

  /** Whether the store's process still runs. */
  public boolean isStoreAlive() {
    return store.isAlive();
  }

  public DataFolder data() {
    return data;
  }

  /** Part to the seconds that it took to be ready. */
  public Map<String, Double> startSeconds() {
    Map<String, Double> ordered = new LinkedHashMap<>();
    for (String part : new String[] {"broker", "Flink", "store"}) {
      ordered.put(part, seconds.getOrDefault(part, Double.NaN));
    }
    return ordered;
  }

  /**
   * Stops the jobs, then the broker and the store, then removes the folder; a second call does
   * nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (flink != null) {
      quietly(flink); // first: its jobs talk to the other two
    }
    synchronized (open) {
      open.stream().parallel().filter(part -> part != flink).forEach(EmbeddedStack::quietly);
    }
    quietly(log);
    quietly(data);
  }

  private static void quietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("a part of the stack did not stop cleanly, part={}", part, e);
    }
  }
}
