package io.millrace.launcher.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A Flink cluster of real processes, started from the jars alone: one JobManager, TaskManagers. */
public final class FlinkProcesses implements AutoCloseable {
  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
  private static final Duration READY = Duration.ofSeconds(90);

  /** What Flink's start scripts would compute and pass. */
  private static final String CONFIGURATION =
      """
      jobmanager.rpc.address: 127.0.0.1
      jobmanager.rpc.port: %d
      jobmanager.bind-host: 127.0.0.1
      jobmanager.memory.process.size: 700m
      rest.address: 127.0.0.1
      rest.bind-address: 127.0.0.1
      rest.port: %d
      taskmanager.host: 127.0.0.1
      taskmanager.bind-host: 127.0.0.1
      taskmanager.numberOfTaskSlots: 2
      taskmanager.cpu.cores: 1
      taskmanager.memory.task.heap.size: 256m
      taskmanager.memory.task.off-heap.size: 64m
      taskmanager.memory.framework.heap.size: 128m
      taskmanager.memory.framework.off-heap.size: 64m
      taskmanager.memory.managed.size: 8m
      taskmanager.memory.network.min: 32m
      taskmanager.memory.network.max: 32m
      taskmanager.memory.jvm-metaspace.size: 256m
      taskmanager.memory.jvm-overhead.min: 128m
      taskmanager.memory.jvm-overhead.max: 128m
      taskmanager.load-balance.mode: SLOTS
      heartbeat.interval: 1000
      heartbeat.timeout: 8000
      heartbeat.rpc-failure-threshold: 1
      slot.request.timeout: 120000
      metrics.fetcher.update-interval: 500
      state.backend.type: hashmap
      execution.checkpointing.storage: filesystem
      execution.checkpointing.dir: %s
      io.tmp.dirs: %s
      """;

  private static final String LOGGING =
      """
      <Configuration status="ERROR">
        <Appenders>
          <Console name="out"><PatternLayout pattern="%d %-5level %c{1} - %msg%n"/></Console>
        </Appenders>
        <Loggers><Root level="INFO"><AppenderRef ref="out"/></Root></Loggers>
      </Configuration>
      """;

  private final Path folder;
  private final int restPort;
  private final List<String> java;
  private final Map<String, Process> processes = new TreeMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private FlinkProcesses(Path folder, int restPort, List<String> java) {
    this.folder = folder;
    this.restPort = restPort;
    this.java = java;
  }

  /**
   * Starts a JobManager and TaskManagers of two slots each, and waits until all have registered.
   *
   * @param folder for configuration, checkpoints and logs
   */
  public static FlinkProcesses start(Path folder, List<String> taskManagers) throws IOException {
    int[] ports = freePorts(2);
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Files.writeString(
        conf.resolve("config.yaml"),
        CONFIGURATION.formatted(
            ports[0], ports[1], folder.resolve("checkpoints").toUri(), temporary));
    Files.writeString(conf.resolve("log4j2.xml"), LOGGING);
    FlinkProcesses cluster = new FlinkProcesses(folder, ports[1], java(conf));
    try {
      cluster.launch("jobmanager", "-Xmx384m", JOB_MANAGER);
      for (String name : taskManagers) {
        cluster.startTaskManager(name);
      }
      cluster.awaitTaskManagers(taskManagers.size());
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static List<String> java(Path conf) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData"));
    // As in this JVM: bit equality holds within one numeric environment.
    command.add("--add-modules=jdk.incubator.vector");
    for (String name : List.of("util", "util.concurrent", "lang", "net", "text", "time", "nio")) {
      command.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED");
    }
    command.add("-Dlog4j2.configurationFile=" + conf.resolve("log4j2.xml"));
    command.addAll(List.of("-cp", Installation.find().libraries() + File.separator + "*"));
    return command;
  }

  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    int[] ports = new int[count];
    for (int i = 0; i < count; i++) {
      held.add(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
      ports[i] = held.get(i).getLocalPort();
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return ports;
  }

  /** Starts a TaskManager, also one that was killed. */
  public void startTaskManager(String name) throws IOException {
    launch(name, "-Xmx384m", TASK_MANAGER, "-D", "taskmanager.resource-id=" + name);
  }

  private void launch(String name, String heap, String main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(java);
    command.add(1, heap);
    command.add(main);
    command.addAll(List.of("--configDir", folder.resolve("conf").toString()));
    command.addAll(List.of(arguments));
    File log = folder.resolve(name + ".log").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    processes.put(name, builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start());
  }

  /** {@code kill -9}. */
  public void kill(String name) throws InterruptedException {
    Process process = processes.remove(name);
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Waits until so many TaskManagers are registered. */
  public void awaitTaskManagers(int count) {
    Awaitility.await()
        .atMost(READY)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(() -> get("/overview").get("taskmanagers").asInt() == count);
  }

  /** How often a job was started again; Flink tells its metrics after a moment. */
  public int restarts(String jobId) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get("/jobs/" + jobId + "/metrics?get=numRestarts"), found -> found.size() == 1)
        .get(0)
        .get("value")
        .asInt();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + restPort + path);
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body());
  }

  public int restPort() {
    return restPort;
  }

  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
    processes.values().forEach(process -> process.onExit().join());
  }
}
