package io.millrace.launcher.kafka;

import io.millrace.schema.PolicyAnnouncement;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Topics;
import java.nio.charset.StandardCharsets;

/** Announces the first version of a policy; all later ones are announced by the learner job. */
public final class PolicyAnnouncer {
  private final String brokers;
  private final Topics topics;

  public PolicyAnnouncer(String brokers, Topics topics) {
    this.brokers = brokers;
    this.topics = topics;
  }

  /** Returns when the broker has the announcement. */
  public void announce(PolicyAnnouncement announcement) {
    try (AcknowledgedProducer producer = new AcknowledgedProducer(brokers)) {
      byte[] key = announcement.getPolicyId().getBytes(StandardCharsets.UTF_8);
      producer.send(topics.policies(), key, RecordCodec.encode(announcement));
      producer.flush();
    }
  }
}
