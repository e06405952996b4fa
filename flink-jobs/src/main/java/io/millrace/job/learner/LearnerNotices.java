package io.millrace.job.learner;

import io.millrace.flow.Episode;
import io.millrace.flow.learner.MemberFate;
import io.millrace.flow.learner.UpdateMetrics;
import io.millrace.job.record.FateNotice;
import io.millrace.job.record.OutboundRecord;
import io.millrace.schema.Fate;
import io.millrace.schema.LearnerMetrics;
import io.millrace.schema.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Puts what the learner says about members and updates into the records that carry it. */
final class LearnerNotices {
  private final String policyId;
  private final long epoch;
  private final String metricsTopic;

  LearnerNotices(String policyId, long epoch, String metricsTopic) {
    this.policyId = policyId;
    this.epoch = epoch;
    this.metricsTopic = metricsTopic;
  }

  FateNotice fate(MemberFate fate) {
    Episode episode = fate.episode();
    return new FateNotice(
        episode.origin().partition(),
        episode.origin().offset(),
        switch (fate.kind()) {
          case USED -> Fate.USED;
          case STALE -> Fate.STALE;
          case DUPLICATE -> Fate.DUPLICATE;
          case REJECTED -> Fate.REJECTED;
        },
        episode.id(),
        fate.groupId(),
        policyId,
        episode.policyVersion(),
        fate.kind() == MemberFate.Kind.USED ? fate.usedInVersion() : null,
        episode.origin().startedAtMs(),
        episode.origin().publishedAtMs());
  }

  OutboundRecord metrics(UpdateMetrics update) {
    Map<String, Long> staleness = new TreeMap<>();
    update.staleness().forEach((lag, count) -> staleness.put(Long.toString(lag), count));
    LearnerMetrics metrics =
        new LearnerMetrics(
            policyId,
            epoch,
            update.update(),
            update.version(),
            update.trajectories(),
            update.envSteps(),
            update.meanReturn(),
            update.success(),
            staleness,
            new TreeMap<>(update.values()));
    return new OutboundRecord(
        metricsTopic, policyId.getBytes(StandardCharsets.UTF_8), RecordCodec.encode(metrics));
  }
}
