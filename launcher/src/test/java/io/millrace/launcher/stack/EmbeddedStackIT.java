package io.millrace.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.kafka.TopicSize;
import io.millrace.schema.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStackIT {
  private static int get(URI uri) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void close_runningStack_leavesNoProcessAndNoFolder(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    long begun = System.nanoTime();
    EmbeddedStack stack =
        EmbeddedStack.start(
            DataFolder.open(data, false), Topics.standard(), StackSettings.laptop());
    System.out.printf(
        "ready in %.1f s: %s%n", (System.nanoTime() - begun) / 1e9, stack.startSeconds());
    List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
    try (stack) {
      assertThat(processes).isNotEmpty();
      assertThat(new TopicSize(stack.brokers()).records(Topics.standard().fates())).isZero();
      assertThat(get(stack.store().resolve("/v1/health"))).isEqualTo(200);
      assertThat(get(URI.create(stack.flink().restAddress() + "/overview"))).isEqualTo(200);
      begun = System.nanoTime();
    }
    System.out.printf("stopped in %.1f s%n", (System.nanoTime() - begun) / 1e9);

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(data).doesNotExist();
    stack.close(); // again: nothing happens
  }

  @Test
  void close_folderToKeep_leavesIt(@TempDir Path folder) {
    Path data = folder.resolve("data");
    EmbeddedStack.start(DataFolder.open(data, true), Topics.standard(), StackSettings.laptop())
        .close();

    assertThat(data.resolve("kafka")).isNotEmptyDirectory();
    assertThat(data.resolve("store")).isNotEmptyDirectory();
  }
}
