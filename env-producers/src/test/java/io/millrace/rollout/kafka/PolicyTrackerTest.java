package io.millrace.rollout.kafka;

import static io.millrace.rollout.kafka.MemoryArtifacts.EPOCH;
import static io.millrace.rollout.kafka.MemoryArtifacts.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.LatestPolicy;
import io.millrace.schema.PolicyAnnouncement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PolicyTrackerTest {

  private final MemoryArtifacts store = new MemoryArtifacts();
  private final LatestPolicy latest = new LatestPolicy();
  private final PolicyTracker tracker = new PolicyTracker(store, POLICY, EPOCH, latest);

  private ActingPolicy newest() throws InterruptedException {
    return latest.awaitNewer(Long.MAX_VALUE, Duration.ZERO);
  }

  @Test
  void askStore_head_isTheFirstVersion() throws InterruptedException {
    store.setHead(store.publish(4));
    tracker.askStore();
    tracker.fetch();
    assertThat(newest().version()).isEqualTo(4);
  }

  @Test
  void askStore_emptyOrOutOfReach_waitsForAnnouncements() throws InterruptedException {
    tracker.askStore();
    store.reachable = false;
    tracker.askStore();
    tracker.fetch();
    assertThat(newest()).isNull();
  }

  @Test
  void announced_severalAtOnce_fetchesOnlyTheNewest() throws InterruptedException {
    PolicyAnnouncement third = store.publish(3);
    tracker.announced(store.publish(1));
    tracker.announced(third);
    tracker.announced(store.publish(2));
    tracker.fetch();
    assertThat(newest().version()).isEqualTo(3);
    assertThat(store.fetched).containsExactly(third.getSha256());
  }

  @Test
  void announced_olderSameForeignPolicyOrEpoch_changesNothing() throws InterruptedException {
    tracker.announced(store.publish(2));
    tracker.fetch();
    tracker.announced(store.publish(2));
    tracker.announced(store.publish(1));
    PolicyAnnouncement ninth = store.publish(9);
    tracker.announced(PolicyAnnouncement.newBuilder(ninth).setPolicyId("other").build());
    tracker.announced(PolicyAnnouncement.newBuilder(ninth).setEpoch(EPOCH + 1).build());
    tracker.fetch();
    assertThat(newest().version()).isEqualTo(2);
    assertThat(store.fetched).hasSize(1);
  }

  @Test
  void announced_finishedAgainForTheSameVersion_finishes() throws InterruptedException {
    PolicyAnnouncement second = store.publish(2);
    tracker.announced(second);
    tracker.fetch();
    assertThat(newest().finished()).isFalse();
    tracker.announced(PolicyAnnouncement.newBuilder(second).setFinished(true).build());
    assertThat(newest().finished()).isTrue();
    assertThat(store.fetched).hasSize(1);
  }

  @Test
  void announced_finishedBeforeTheFirstFetch_isTold() throws InterruptedException {
    PolicyAnnouncement last = store.publish(7);
    tracker.announced(PolicyAnnouncement.newBuilder(last).setFinished(true).build());
    tracker.fetch();
    assertThat(newest().finished()).isTrue();
    assertThat(newest().version()).isEqualTo(7);
  }

  @Test
  void fetch_storeOutOfReach_keepsTheVersionAndTriesAgain() throws InterruptedException {
    tracker.announced(store.publish(1));
    tracker.fetch();
    store.reachable = false;
    tracker.announced(store.publish(2));
    tracker.fetch();
    tracker.fetch();
    assertThat(newest().version()).isEqualTo(1);
    store.reachable = true;
    tracker.fetch();
    assertThat(newest().version()).isEqualTo(2);
  }

  @Test
  void fetch_unknownHashOrNoPolicy_skipsThatVersion() throws InterruptedException {
    tracker.announced(store.publish(1));
    tracker.fetch();
    tracker.announced(MemoryArtifacts.announcement(2, "00").build());
    tracker.fetch();
    tracker.announced(store.keep(3, "not a policy".getBytes(StandardCharsets.UTF_8)));
    tracker.fetch();
    assertThat(newest().version()).isEqualTo(1);
    tracker.announced(store.publish(4));
    tracker.fetch();
    assertThat(newest().version()).isEqualTo(4);
  }
}
