package io.millrace.launcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schema.Topics;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicSetupTest {
  private static final Topics TOPICS = Topics.standard();
  private final List<NewTopic> all = new TopicSetup(TOPICS, 3).newTopics();

  @Test
  void newTopics_experience_bearsTheBrokersTimeAndIsSpread() {
    assertThat(named("LogAppendTime"))
        .containsExactlyInAnyOrder(
            TOPICS.trajectories(), TOPICS.rewardEvents(), TOPICS.demonstrations());
    assertThat(all)
        .filteredOn(topic -> topic.numPartitions() == 3)
        .extracting(NewTopic::name)
        .containsExactlyInAnyOrder(TOPICS.trajectories(), TOPICS.rewardEvents(), TOPICS.scored());
  }

  @Test
  void newTopics_whatJobsWrite_bearsTheirTime() {
    assertThat(named("CreateTime"))
        .containsExactlyInAnyOrder(
            TOPICS.scored(),
            TOPICS.advantages(),
            TOPICS.deadLetters(),
            TOPICS.learnerMetrics(),
            TOPICS.fates(),
            TOPICS.policies());
  }

  @Test
  void newTopics_policies_areCompactedAndNoOthers() {
    assertThat(all)
        .filteredOn(
            topic ->
                topic
                    .configs()
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                    .equals(TopicConfig.CLEANUP_POLICY_COMPACT))
        .extracting(NewTopic::name)
        .containsExactly(TOPICS.policies());
  }

  @Test
  void newTopics_demonstrations_areInOneOrderAndKeptForGood() {
    assertThat(all)
        .filteredOn(topic -> topic.name().equals(TOPICS.demonstrations()))
        .singleElement()
        .satisfies(
            topic -> {
              assertThat(topic.numPartitions()).isEqualTo(1);
              assertThat(topic.configs())
                  .containsEntry(TopicConfig.RETENTION_MS_CONFIG, "-1")
                  .containsEntry(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
            });
  }

  private List<String> named(String timestampType) {
    return all.stream()
        .filter(
            topic ->
                timestampType.equals(
                    topic.configs().get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)))
        .map(NewTopic::name)
        .toList();
  }
}
