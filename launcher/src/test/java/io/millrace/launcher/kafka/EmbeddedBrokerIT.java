package io.millrace.launcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schema.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final Topics TOPICS = Topics.standard();

  @Test
  void start_emptyFolder_takesTopicsAndStops(@TempDir Path data) throws Exception {
    long started = System.nanoTime();
    try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
      long ready = System.nanoTime();
      new TopicSetup(TOPICS, 2).create(broker.address());
      new TopicSetup(TOPICS, 2).create(broker.address()); // what exists is left alone
      long created = System.nanoTime();
      System.out.printf(
          "broker ready in %d ms, topics in %d ms%n",
          (ready - started) / 1_000_000, (created - ready) / 1_000_000);

      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
        Set<String> names = admin.listTopics().names().get();
        assertThat(names)
            .contains(
                TOPICS.trajectories(), TOPICS.advantages(), TOPICS.policies(), TOPICS.fates());
        ConfigResource policies = new ConfigResource(ConfigResource.Type.TOPIC, TOPICS.policies());
        assertThat(
                admin
                    .describeConfigs(List.of(policies))
                    .all()
                    .get()
                    .get(policies)
                    .get("cleanup.policy")
                    .value())
            .isEqualTo("compact");
      }
      started = System.nanoTime();
    }
    System.out.printf("broker stopped in %d ms%n", (System.nanoTime() - started) / 1_000_000);
  }
}
