package io.millrace.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.policy.FlowPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatestPolicyTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final FlowPolicy policy = TestPolicies.policy(2, 1);
  private final LatestPolicy latest = new LatestPolicy();

  private CompletableFuture<ActingPolicy> waiting(long version) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return latest.awaitNewer(version, LONG);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void awaitNewer_nothingYet_timesOutWithNull() throws InterruptedException {
    assertThat(latest.awaitNewer(0, Duration.ofMillis(1))).isNull();
  }

  @Test
  void offer_newerVersion_wakesTheWaiting() throws Exception {
    latest.offer(1, policy);
    CompletableFuture<ActingPolicy> waiting = waiting(1);
    latest.offer(2, policy);
    assertThat(waiting.get(10, TimeUnit.SECONDS).version()).isEqualTo(2);
  }

  @Test
  void offer_olderVersion_ignored() throws InterruptedException {
    latest.offer(3, policy);
    latest.offer(2, policy);
    assertThat(latest.awaitNewer(0, LONG).version()).isEqualTo(3);
  }

  @Test
  void finish_ofTheVersionInHand_wakesTheWaiting() throws Exception {
    latest.offer(1, policy);
    CompletableFuture<ActingPolicy> waiting = waiting(1);
    latest.finish();
    assertThat(waiting.get(10, TimeUnit.SECONDS).finished()).isTrue();
  }

  @Test
  void fail_whileWaiting_throwsWithTheCause() {
    CompletableFuture<ActingPolicy> waiting = waiting(0);
    latest.fail("the topic is gone", new IllegalStateException("gone"));
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(PolicyFeedException.class)
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void close_whileWaiting_throws() {
    CompletableFuture<ActingPolicy> waiting = waiting(0);
    latest.close();
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(PolicyFeedException.class);
  }
}
