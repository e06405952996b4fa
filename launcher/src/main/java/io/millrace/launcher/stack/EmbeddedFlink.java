package io.millrace.launcher.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this JVM: one TaskManager, heap state, checkpoints in the data folder. It runs
 * the graphs that the job jar runs on a cluster of processes.
 */
public final class EmbeddedFlink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFlink.class);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration RUNNING_LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final MiniCluster cluster;
  private final Configuration configuration;

  private EmbeddedFlink(MiniCluster cluster, Configuration configuration) {
    this.cluster = cluster;
    this.configuration = configuration;
  }

  /**
   * Starts a cluster.
   *
   * @param data folder for checkpoints and temporary files
   * @param slots task slots: the sum of the jobs' parallelism
   */
  public static EmbeddedFlink start(Path data, int slots) {
    Configuration configuration = configuration(data);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .withRandomPorts()
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IllegalStateException("cannot start the embedded Flink cluster", e);
    }
    return new EmbeddedFlink(cluster, configuration);
  }

  private static Configuration configuration(Path data) {
    Configuration c = new Configuration();
    c.set(RestOptions.ADDRESS, "127.0.0.1");
    c.set(RestOptions.BIND_PORT, "0");
    c.set(RestOptions.SERVER_NUM_THREADS, 1);
    c.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    c.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    c.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, data.resolve("checkpoints").toUri().toString());
    c.set(CoreOptions.TMP_DIRS, data.resolve("tmp").toString());
    c.set(BlobServerOptions.STORAGE_DIRECTORY, data.resolve("blobs").toString());
    c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
    c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
    c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    return c;
  }

  /**
   * Submits a job.
   *
   * @param name what it is called
   * @param settings what it asks of Flink; the rest is the cluster's
   * @param graph lays the job's graph on the environment that it is given
   */
  public JobID submit(
      String name, Configuration settings, Consumer<StreamExecutionEnvironment> graph) {
    Configuration merged = new Configuration(configuration);
    merged.addAll(settings);
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(merged);
    environment.setParallelism(1);
    graph.accept(environment);
    StreamGraph plan = environment.getStreamGraph();
    plan.setJobName(name);
    return answer(cluster.submitJob(plan), "submit the job, job=" + name).getJobID();
  }

  /** Completes when the job has ended, with null or with why it failed. */
  public CompletableFuture<Throwable> ended(JobID job) {
    return cluster
        .requestJobResult(job)
        .thenApply(JobResult::getSerializedThrowable)
        .thenApply(
            failure ->
                failure
                    .map(f -> f.deserializeError(EmbeddedFlink.class.getClassLoader()))
                    .orElse(null));
  }

  /**
   * Returns once every task of the job runs, or once the job has ended: what is sent to a job
   * before waits as long as its tasks take to start.
   *
   * @throws IllegalStateException where the tasks take too long
   */
  public void awaitRunning(JobID job) {
    long deadline = System.nanoTime() + RUNNING_LIMIT.toNanos();
    while (!isRunningOrEnded(job)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "expected all tasks to run within %d s, job=%s"
                .formatted(RUNNING_LIMIT.toSeconds(), job));
      }
      // Flink tells nobody when a task begins to run.
      LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
    }
  }

  private boolean isRunningOrEnded(JobID job) {
    AccessExecutionGraph graph = answer(cluster.getExecutionGraph(job), "look at job=" + job);
    if (graph.getState().isGloballyTerminalState()) {
      return true;
    }
    boolean running = graph.getState() == JobStatus.RUNNING;
    for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
      running &= vertex.getExecutionState() == ExecutionState.RUNNING;
    }
    return running;
  }

  /** How often the job's tasks were started again after a failure. */
  public int restarts(JobID job) {
    AccessExecutionGraph graph = answer(cluster.getExecutionGraph(job), "look at job=" + job);
    int restarts = 0;
    for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
      restarts = Math.max(restarts, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return restarts;
  }

  /** The base of Flink's REST interface. */
  public String restAddress() {
    return answer(cluster.getRestAddress(), "tell its REST address").toString();
  }

  private static <T> T answer(CompletableFuture<T> future, String what) {
    try {
      return Objects.requireNonNull(future.get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      throw new IllegalStateException("Flink cannot " + what, e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Flink took too long to " + what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Flink to " + what, e);
    }
  }

  /** Stops the cluster and with it the jobs; a second call does nothing. */
  @Override
  public void close() {
    try {
      cluster.closeAsync().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the embedded Flink cluster did not stop cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
