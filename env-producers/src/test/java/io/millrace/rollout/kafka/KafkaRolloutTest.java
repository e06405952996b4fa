package io.millrace.rollout.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import io.millrace.schema.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaRolloutTest {

  private static final String RECIPE =
      """
      id: smoke
      environment: {id: pendulum}
      rollout: {groupSize: 4, patience: 1s}
      policy: {network: {hidden: [8]}, flowSteps: 4}
      credit: {id: group-relative}
      objective: {id: flow-grpo}
      stop: {updates: 1}
      """;

  /** A port on which nobody listens. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void close_neitherBrokerNorStoreThere_workerLeavesSoon() throws Exception {
    Recipe recipe = RecipeReader.parse("smoke", RECIPE, List.of());
    String address = "127.0.0.1:" + freePort();
    WorkerSettings settings =
        new WorkerSettings(address, URI.create("http://" + address), Topics.standard(), "w0", 1);
    KafkaRollout rollout = new KafkaRollout(recipe, settings);
    Thread thread = new Thread(rollout);
    thread.start();
    rollout.close();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(rollout.progress().groups()).isZero();
  }

  @Test
  void settings_workerIdThatNoKeyCanHold_refused() {
    URI store = URI.create("http://127.0.0.1:1");
    assertThatThrownBy(() -> new WorkerSettings("b:1", store, Topics.standard(), "a/b", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("workerId=a/b");
  }
}
