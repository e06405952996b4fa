package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.EvaluationStats;
import io.millrace.gateway.GatewayStats;
import io.millrace.rollout.EvaluationResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GatewayNewsTest {
  private static final EvaluationStats NOT_JUDGED = new EvaluationStats(0, 0, 0, 0, 0, 0, null);

  private final AtomicLong nanos = new AtomicLong();
  private final GatewayNews news = new GatewayNews(Duration.ofSeconds(10), nanos::get);

  /** After so many steps, in 12 episodes, one of which was abandoned and one of which runs. */
  private static GatewayStats stats(long steps) {
    return stats(steps, NOT_JUDGED);
  }

  private static GatewayStats stats(long steps, EvaluationStats judged) {
    return new GatewayStats(
        3,
        false,
        2,
        2,
        2,
        1,
        12,
        10,
        1,
        1,
        12,
        10,
        1,
        1,
        10,
        0,
        0,
        steps,
        0,
        0,
        judged,
        Map.of("limit", 2L));
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void next_beforeItsTime_isNothing() {
    pass(9);
    assertThat(news.next(stats(100))).isEmpty();
  }

  @Test
  void next_inTime_saysTheRateSinceTheLastLine() {
    pass(10);
    assertThat(news.next(stats(1_000)))
        .hasValue(
            "gateway: version 3, 1 session, 10 episodes (1 abandoned), 100 steps/s, 2 requests"
                + " refused");
    pass(20);
    assertThat(news.next(stats(1_400)).orElseThrow()).contains(" 20.0 steps/s");
  }

  @Test
  void next_nothingHasHappened_isNothing() {
    pass(10);
    assertThat(news.next(stats(5))).isPresent();
    pass(10);
    assertThat(news.next(stats(5))).isEmpty();
  }

  @Test
  void next_zeroSeconds_isNeverAnything() {
    GatewayNews silent = new GatewayNews(Duration.ZERO, nanos::get);
    pass(1_000);
    assertThat(silent.next(stats(5))).isEmpty();
  }

  @Test
  void total_judged_saysOfWhichVersion() {
    EvaluationResult result = new EvaluationResult(40, -1.25, 0.125, null, Map.of());
    EvaluationStats judged = new EvaluationStats(41, 40, 1, 0, 800, 3, result);
    assertThat(GatewayNews.total(stats(1_400, judged)))
        .endsWith("refused; version 3 judged: return -1.250 ± 0.125 in 40 episodes");
  }

  @Test
  void total_counts_addUp() {
    assertThat(GatewayNews.total(stats(1_400)))
        .isEqualTo(
            "gateway: 12 episodes = 10 finished + 1 abandoned + 1 running; 1,400 steps, 2 clients,"
                + " 2 requests refused");
  }
}
