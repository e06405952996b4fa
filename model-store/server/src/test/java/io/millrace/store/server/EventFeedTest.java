package io.millrace.store.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFeedTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private ModelStore store;
  private EventFeed feed;
  private final Chain chain = Chain.of("walker", 1, 50, 10, 1);

  @BeforeEach
  void open() {
    store = ModelStore.open(StoreSettings.in(directory), Clock.systemUTC());
    feed = new EventFeed(store);
  }

  @AfterEach
  void close() {
    feed.close();
    store.close();
  }

  @Test
  void after_eventsAreThere_answersAtOnce() {
    chain.publish(store, 1);
    assertThat(feed.after(0, null, LONG)).isCompletedWithValueMatching(e -> e.size() == 1);
    assertThat(feed.waiting()).isZero();
  }

  @Test
  void after_nothingYet_answersWithTheNextChange() throws Exception {
    CompletableFuture<List<Event>> answer = feed.after(0, "walker", LONG);
    assertThat(answer).isNotDone();
    chain.publish(store, 1);
    assertThat(answer.get(10, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void after_changeOfAnotherPolicy_goesOnWaiting() throws Exception {
    CompletableFuture<List<Event>> answer = feed.after(0, "walker", LONG);
    CompletableFuture<List<Event>> any = feed.after(0, null, LONG);
    Chain.of("other", 1, 1, 10, 2).publish(store, 1);
    assertThat(any.get(10, TimeUnit.SECONDS)).hasSize(1);
    assertThat(answer).isNotDone();
    assertThat(feed.waiting()).isEqualTo(1);
  }

  @Test
  void after_nothingInTime_answersEmptyAndForgets() throws Exception {
    assertThat(feed.after(0, null, Duration.ofMillis(20)).get(10, TimeUnit.SECONDS)).isEmpty();
    Awaitility.await().until(() -> feed.waiting() == 0);
  }

  @Test
  void close_whileSomebodyWaits_answersEmpty() throws Exception {
    CompletableFuture<List<Event>> answer = feed.after(0, null, LONG);
    feed.close();
    assertThat(answer.get(10, TimeUnit.SECONDS)).isEmpty();
    assertThat(feed.after(0, null, LONG)).isCompletedWithValue(List.of());
  }

  @RepeatedTest(10)
  void after_manyFollowersOfAFastPublisher_missNothing() throws Exception {
    List<CompletableFuture<List<Long>>> followers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      followers.add(CompletableFuture.supplyAsync(this::follow));
    }
    chain.publishAll(store);
    for (CompletableFuture<List<Long>> follower : followers) {
      assertThat(follower.get(30, TimeUnit.SECONDS)).isSorted().hasSize(50).doesNotHaveDuplicates();
    }
  }

  private List<Long> follow() {
    List<Long> versions = new ArrayList<>();
    long after = 0;
    while (versions.size() < chain.length()) {
      for (Event event : feed.after(after, "walker", LONG).join()) {
        versions.add(event.version());
        after = event.sequence();
      }
    }
    return versions;
  }
}
