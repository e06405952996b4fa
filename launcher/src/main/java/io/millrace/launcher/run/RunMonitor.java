package io.millrace.launcher.run;

import io.millrace.launcher.progress.RunStatus;
import io.millrace.launcher.report.FateLedger;
import io.millrace.launcher.report.LatencyLedger;
import io.millrace.launcher.report.Percentiles;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.report.RunReport.CurvePoint;
import io.millrace.schema.Fate;
import io.millrace.schema.LearnerMetrics;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.schema.TrajectoryFate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a run tells about itself: learner metrics, fates and announcements, each taken once however
 * often a restarted job repeats it. Records come on one thread, questions on another.
 */
final class RunMonitor {
  private final String policyId;
  private final long epoch;
  private final RunClock clock;
  private final FateLedger fates = new FateLedger();
  private final LatencyLedger latencies = new LatencyLedger();
  private final List<CurvePoint> curve = new ArrayList<>();
  private final Map<Long, Long> staleness = new TreeMap<>();
  private final RateWindow rate = new RateWindow(5);
  private double latestStaleness;
  private long version;
  private String sha256 = "";
  private boolean finished;
  private boolean woken;

  RunMonitor(String policyId, long epoch, RunClock clock) {
    this.policyId = policyId;
    this.epoch = epoch;
    this.clock = clock;
  }

  /** Takes one record of the topics learner-metrics, fates or policies. */
  synchronized void accept(SpecificRecord record) {
    if (record instanceof TrajectoryFate fate) {
      accept(fate);
    } else if (record instanceof LearnerMetrics metrics) {
      accept(metrics);
    } else if (record instanceof PolicyAnnouncement announcement) {
      accept(announcement);
    }
  }

  private void accept(TrajectoryFate fate) {
    long before = fates.decided();
    boolean news = fates.add(fate.getPartition(), fate.getOffset(), fate.getFate());
    notifyAll();
    if (fates.decided() > before && fate.getFate() != Fate.MARKER) {
      rate.add(clock.seconds(), 1);
    }
    if (fate.getPolicyVersion() != null && fate.getStartedAtMs() != null) {
      latencies.acted(fate.getPolicyVersion(), fate.getStartedAtMs());
    }
    if (news && fate.getFate() == Fate.USED && fate.getUsedInVersion() != null) {
      latencies.used(fate.getPublishedAtMs(), fate.getUsedInVersion());
    }
  }

  private void accept(LearnerMetrics metrics) {
    long last = curve.isEmpty() ? 0 : curve.get(curve.size() - 1).update();
    if (!isOurs(metrics.getPolicyId(), metrics.getEpoch()) || metrics.getUpdate() <= last) {
      return;
    }
    curve.add(
        new CurvePoint(
            metrics.getUpdate(),
            metrics.getEnvSteps(),
            clock.seconds(),
            metrics.getMeanReturn(),
            metrics.getSuccess(),
            values(metrics)));
    long weighted = 0;
    long trajectories = 0;
    for (Map.Entry<?, Long> entry : metrics.getStaleness().entrySet()) {
      long lag = Long.parseLong(entry.getKey().toString());
      staleness.merge(lag, entry.getValue(), Long::sum);
      weighted += lag * entry.getValue();
      trajectories += entry.getValue();
    }
    latestStaleness = trajectories == 0 ? 0 : (double) weighted / trajectories;
  }

  private static Map<String, Double> values(LearnerMetrics metrics) {
    Map<String, Double> values = new TreeMap<>();
    metrics.getValues().forEach((name, value) -> values.put(name.toString(), value));
    return values;
  }

  private void accept(PolicyAnnouncement announcement) {
    if (isOurs(announcement.getPolicyId(), announcement.getEpoch())
        && announcement.getVersion() >= version) {
      version = announcement.getVersion();
      sha256 = announcement.getSha256();
      finished |= announcement.getFinished();
      if (finished) {
        notifyAll();
      }
    }
  }

  private boolean isOurs(String policy, long itsEpoch) {
    return policyId.equals(policy) && epoch == itsEpoch;
  }

  /** Wakes whoever waits for the end. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** Waits until the learner has finished or somebody wakes this; says which, false for neither. */
  synchronized boolean awaitEnd(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!finished && !woken) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Waits until so many records have met a fate, or the time is up. */
  synchronized void awaitFates(long count, long millis) throws InterruptedException {
    if (fates.decided() < count) {
      wait(millis);
    }
  }

  synchronized boolean finished() {
    return finished;
  }

  synchronized long decided() {
    return fates.decided();
  }

  synchronized RunReport.PolicyId policy() {
    return new RunReport.PolicyId(policyId, version, sha256);
  }

  synchronized List<CurvePoint> curve() {
    return List.copyOf(curve);
  }

  synchronized Map<String, Long> staleness() {
    Map<String, Long> histogram = new LinkedHashMap<>();
    staleness.forEach((lag, count) -> histogram.put(Long.toString(lag), count));
    return histogram;
  }

  synchronized RunReport.Fates fates(long records) {
    return fates.counts(records);
  }

  synchronized Percentiles publishedToActing() {
    return latencies.publishedToActing();
  }

  /**
   * Where the run is.
   *
   * @param updates updates until it stops; 0 where no number is set
   * @param actingSince when workers began to act, in seconds of the run's clock
   */
  synchronized RunStatus status(long updates, double actingSince) {
    CurvePoint last = curve.isEmpty() ? null : curve.get(curve.size() - 1);
    long update = last == null ? 0 : last.update();
    double now = clock.seconds();
    Double left = null;
    if (update > 0 && update < updates) {
      left = (now - actingSince) / update * (updates - update);
    }
    return new RunStatus(
        update,
        updates,
        curve.stream().map(CurvePoint::meanReturn).toList(),
        last == null ? null : last.success(),
        latestStaleness,
        rate.perSecond(now),
        now,
        left);
  }
}
