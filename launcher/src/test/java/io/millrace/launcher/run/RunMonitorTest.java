package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.progress.RunStatus;
import io.millrace.launcher.report.RunReport.CurvePoint;
import io.millrace.schema.Fate;
import io.millrace.schema.LearnerMetrics;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.schema.TrajectoryFate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunMonitorTest {
  private final RunMonitor monitor = new RunMonitor("p", 1, RunClock.sinceNow());

  private static LearnerMetrics metrics(long update, double meanReturn, Map<String, Long> lags) {
    return LearnerMetrics.newBuilder()
        .setPolicyId("p")
        .setEpoch(1)
        .setUpdate(update)
        .setVersion(update + 1)
        .setTrajectories(2)
        .setEnvSteps(update * 48)
        .setMeanReturn(meanReturn)
        .setSuccess(meanReturn)
        .setStaleness(new HashMap<>(lags))
        .setValues(new HashMap<>())
        .build();
  }

  private static TrajectoryFate used(long offset, long actedWith, long startedAtMs, long usedIn) {
    return TrajectoryFate.newBuilder()
        .setPartition(0)
        .setOffset(offset)
        .setFate(Fate.USED)
        .setPolicyVersion(actedWith)
        .setUsedInVersion(usedIn)
        .setStartedAtMs(startedAtMs)
        .setPublishedAtMs(startedAtMs + 5)
        .build();
  }

  private static PolicyAnnouncement announcement(String policy, long version, boolean finished) {
    return PolicyAnnouncement.newBuilder()
        .setPolicyId(policy)
        .setEpoch(1)
        .setVersion(version)
        .setSha256("sha-" + version)
        .setRecipeHash("r")
        .setLastOffset(version)
        .setFinished(finished)
        .build();
  }

  @Test
  void accept_metricsToldAgainAfterARestart_countOnce() {
    monitor.accept(metrics(1, 0.5, Map.of("0", 2L)));
    monitor.accept(metrics(2, 0.75, Map.of("0", 1L, "1", 1L)));
    monitor.accept(metrics(1, 0.5, Map.of("0", 2L)));
    monitor.accept(metrics(2, 0.75, Map.of("0", 1L, "1", 1L)));

    assertThat(monitor.curve()).extracting(CurvePoint::update).containsExactly(1L, 2L);
    assertThat(monitor.curve()).extracting(CurvePoint::envSteps).containsExactly(48L, 96L);
    assertThat(monitor.staleness()).isEqualTo(Map.of("0", 3L, "1", 1L));
    RunStatus status = monitor.status(4, 0);
    assertThat(status.staleness()).isEqualTo(0.5); // of the latest update: (0 + 1) / 2
    assertThat(status.latestReturn()).isEqualTo(0.75);
    assertThat(status.secondsLeft()).isNotNull();
  }

  @Test
  void accept_fateToldTwice_countsOneUseAndOneLatency() {
    monitor.accept(used(0, 1, 1_000, 2));
    monitor.accept(used(0, 1, 1_000, 2));
    monitor.accept(used(1, 2, 1_030, 3));

    assertThat(monitor.fates(3).used()).isEqualTo(2);
    assertThat(monitor.fates(3).open()).isEqualTo(1);
    assertThat(monitor.publishedToActing().p50()).isEqualTo(25); // 1,030 - 1,005
  }

  @Test
  void awaitEnd_finishedOfAnotherPolicy_keepsWaiting() throws Exception {
    monitor.accept(announcement("q", 9, true));
    monitor.accept(announcement("p", 2, false));

    assertThat(monitor.awaitEnd(1)).isFalse();
    assertThat(monitor.policy().version()).isEqualTo(2);
  }

  @Test
  void awaitEnd_learnerFinished_returnsAtOnce() throws Exception {
    monitor.accept(announcement("p", 41, true));

    assertThat(monitor.awaitEnd(60_000)).isTrue();
    assertThat(monitor.finished()).isTrue();
    assertThat(monitor.policy().sha256()).isEqualTo("sha-41");
  }

  @Test
  void awaitEnd_woken_returnsUnfinished() throws Exception {
    monitor.wake();

    assertThat(monitor.awaitEnd(60_000)).isTrue();
    assertThat(monitor.finished()).isFalse();
  }

  @Test
  void rateWindow_steadyEvents_measuresTheirRate() {
    RateWindow rate = new RateWindow(5);
    for (int i = 0; i < 100; i++) {
      rate.add(i * 0.1, 20);
    }

    assertThat(rate.perSecond(10.0)).isBetween(190.0, 210.0);
    assertThat(rate.perSecond(100.0)).isZero();
  }
}
