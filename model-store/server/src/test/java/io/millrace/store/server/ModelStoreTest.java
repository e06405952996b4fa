package io.millrace.store.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the store. */
class ModelStoreTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path directory;
  private ModelStore store;
  private final Chain chain = Chain.of("walker", 1, 4, 5000, 1);

  @BeforeEach
  void open() {
    store = ModelStore.open(StoreSettings.in(directory), NOON);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    open();
  }

  private static Failure failure(ThrowingCallable call) {
    return catchThrowableOfType(StoreFailureException.class, call).failure();
  }

  @Test
  void publish_firstVersion_isReadableInEveryWay() {
    Published published = chain.publish(store, 1);

    Manifest expected =
        new Manifest("walker", 1, 1, chain.sha256(1), 5000, null, "recipe", 10, NOON.millis());
    assertThat(published).isEqualTo(new Published(expected, true));
    assertThat(store.version(chain.key(1))).contains(expected);
    assertThat(store.latest("walker")).contains(expected);
    assertThat(store.latest("walker", 1)).contains(expected);
    assertThat(store.versions("walker")).containsExactly(expected);
    assertThat(store.policies())
        .containsExactly(new PolicyEntry("walker", new Head(1, 1, chain.sha256(1))));
    assertThat(store.artifact(chain.sha256(1))).contains(chain.artifact(1));
  }

  @Test
  void publish_sameBytesAgain_returnsTheFirstManifestAndNoEvent() {
    Manifest first = chain.publish(store, 1).manifest();
    chain.publish(store, 2);

    Submission otherLineage =
        new Submission(chain.key(1), chain.sha256(1), chain.sha256(2), "another", 99);
    assertThat(store.publish(otherLineage, chain.artifact(1)))
        .isEqualTo(new Published(first, false));
    assertThat(store.events(0, null)).hasSize(2);
    assertThat(store.latest("walker").orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void publish_otherBytesForAVersion_isRefused() {
    chain.publish(store, 1);
    byte[] other = "other".getBytes(StandardCharsets.UTF_8);
    Submission submission = new Submission(chain.key(1), Chain.hash(other), null, "recipe", 10);

    assertThat(failure(() -> store.publish(submission, other))).isEqualTo(Failure.VERSION_TAKEN);
    assertThat(store.latest("walker").orElseThrow().sha256()).isEqualTo(chain.sha256(1));
    assertThat(store.artifact(Chain.hash(other))).isEmpty();
  }

  @Test
  void publish_versionAfterAGap_isRefused() {
    assertThat(failure(() -> chain.publish(store, 2))).isEqualTo(Failure.VERSION_NOT_NEXT);
    chain.publish(store, 1);
    assertThat(failure(() -> chain.publish(store, 3))).isEqualTo(Failure.VERSION_NOT_NEXT);
    assertThat(store.versions("walker")).hasSize(1);
  }

  @Test
  void publish_parentIsNotTheHead_isRefused() {
    chain.publish(store, 1);
    Submission orphan = new Submission(chain.key(2), chain.sha256(2), null, "recipe", 20);
    Submission stranger =
        new Submission(chain.key(2), chain.sha256(2), chain.sha256(3), "recipe", 20);

    assertThat(failure(() -> store.publish(orphan, chain.artifact(2))))
        .isEqualTo(Failure.PARENT_NOT_HEAD);
    assertThat(failure(() -> store.publish(stranger, chain.artifact(2))))
        .isEqualTo(Failure.PARENT_NOT_HEAD);
  }

  @Test
  void publish_firstVersionOfAnotherEpoch_mayDescendFromAnOlderOne() {
    chain.publishAll(store);
    Chain next = Chain.of("walker", 2, 1, 100, 2);
    Submission branch = new Submission(next.key(1), next.sha256(1), chain.sha256(2), "recipe", -1);
    Submission unknown =
        new Submission(
            new VersionKey("walker", 3, 1), next.sha256(1), "0".repeat(64), "recipe", -1);

    assertThat(store.publish(branch, next.artifact(1)).created()).isTrue();
    assertThat(failure(() -> store.publish(unknown, next.artifact(1))))
        .isEqualTo(Failure.PARENT_NOT_HEAD);
    assertThat(store.latest("walker").orElseThrow().key()).isEqualTo(next.key(1));
    assertThat(store.latest("walker", 1).orElseThrow().key()).isEqualTo(chain.key(4));
    assertThat(store.versions("walker", 1)).hasSize(4);
    assertThat(store.versions("walker")).hasSize(5);
  }

  @Test
  void publish_oldArtifactAsANewVersion_keepsTheArtifactOnce() {
    chain.publishAll(store);
    Submission rollback =
        new Submission(chain.key(5), chain.sha256(2), chain.sha256(4), "recipe", 50);

    assertThat(store.publish(rollback, chain.artifact(2)).created()).isTrue();
    assertThat(store.latest("walker").orElseThrow().sha256()).isEqualTo(chain.sha256(2));
  }

  @Test
  void publish_emptyArtifact_isKept() {
    Submission empty =
        new Submission(new VersionKey("e", 0, 1), Chain.hash(new byte[0]), null, null, -1);
    store.publish(empty, new byte[0]);
    reopen();
    assertThat(store.artifact(empty.sha256())).contains(new byte[0]);
  }

  @Test
  void publish_lessThanTheReserveFree_isRefusedAndReadsGoOn() {
    chain.publish(store, 1);
    store.close();
    store = ModelStore.open(new StoreSettings(directory, 1 << 20, Long.MAX_VALUE / 4), NOON);

    assertThat(failure(() -> chain.publish(store, 2))).isEqualTo(Failure.STORE_FULL);
    assertThat(store.latest("walker").orElseThrow().version()).isEqualTo(1);
    assertThat(store.artifact(chain.sha256(1))).contains(chain.artifact(1));
    assertThat(chain.publish(store, 1).created()).isFalse();
  }

  @Test
  void names_thatArePrefixesOfOneAnother_doNotMix() {
    Chain a = Chain.of("a", 1, 2, 10, 1);
    Chain ab = Chain.of("ab", 1, 1, 10, 2);
    Chain aDash = Chain.of("a-b", 7, 1, 10, 3);
    a.publishAll(store);
    ab.publishAll(store);
    aDash.publishAll(store);
    store.setAlias("x", a.key(1));
    store.setAlias("x", ab.key(1));

    assertThat(store.versions("a")).hasSize(2);
    assertThat(store.latest("a").orElseThrow().key()).isEqualTo(a.key(2));
    assertThat(store.policies()).extracting(PolicyEntry::id).containsExactly("a", "a-b", "ab");
    assertThat(store.alias("ab", "x").orElseThrow().sha256()).isEqualTo(ab.sha256(1));
    assertThat(store.events(0, "a")).extracting(Event::policyId).containsOnly("a").hasSize(3);
  }

  @Test
  void setAlias_movedAndRemoved_tellsEachChangeOnce() {
    chain.publishAll(store);
    store.setAlias("champion", chain.key(1));
    store.setAlias("champion", chain.key(1));
    store.setAlias("champion", chain.key(3));

    assertThat(store.alias("walker", "champion").orElseThrow().sha256()).isEqualTo(chain.sha256(3));
    assertThat(store.removeAlias("walker", "champion").orElseThrow().version()).isEqualTo(3);
    assertThat(store.removeAlias("walker", "champion")).isEmpty();
    assertThat(store.alias("walker", "champion")).isEmpty();
    assertThat(store.events(4, null))
        .extracting(Event::type, Event::version, Event::alias)
        .containsExactly(
            tuple("alias", 1L, "champion"),
            tuple("alias", 3L, "champion"),
            tuple("alias-removed", 3L, "champion"));
  }

  @Test
  void setAlias_versionThatIsNotThere_isRefused() {
    assertThat(failure(() -> store.setAlias("champion", chain.key(1))))
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(store.alias("walker", "champion")).isEmpty();
  }

  @Test
  void events_moreThanOnePage_comeInOrderWithoutGaps() {
    Chain many = Chain.of("many", 1, ModelStore.MAX_EVENTS + 7, 8, 1);
    many.publishAll(store);

    List<Event> first = store.events(0, "many");
    List<Event> rest = store.events(first.get(first.size() - 1).sequence(), "many");
    assertThat(first).hasSize(ModelStore.MAX_EVENTS);
    assertThat(rest).hasSize(7);
    assertThat(rest.get(6)).extracting(Event::version).isEqualTo((long) many.length());
  }

  @Test
  void events_afterASequenceThatNeverWas_isRefused() {
    chain.publish(store, 1);
    assertThat(store.events(1, null)).isEmpty();
    assertThat(failure(() -> store.events(2, null))).isEqualTo(Failure.SEQUENCE_AHEAD);
  }

  @Test
  void reopen_afterChanges_keepsEverything() {
    chain.publishAll(store);
    store.setAlias("champion", chain.key(2));
    List<Event> events = store.events(0, null);
    reopen();

    assertThat(store.events(0, null)).isEqualTo(events);
    assertThat(store.versions("walker")).hasSize(4);
    for (int version = 1; version <= 4; version++) {
      assertThat(store.artifact(chain.sha256(version))).contains(chain.artifact(version));
    }
    assertThat(store.alias("walker", "champion").orElseThrow().version()).isEqualTo(2);
    assertThat(store.health()).isEqualTo(new Health("ok", 5, 0));
  }

  @Test
  void open_directoryInUse_saysByWhom() {
    assertThat(
            catchThrowableOfType(
                StoreFailureException.class,
                () -> ModelStore.open(StoreSettings.in(directory), NOON)))
        .hasMessageContaining("pid=" + ProcessHandle.current().pid())
        .extracting(StoreFailureException::failure)
        .isEqualTo(Failure.DIRECTORY_IN_USE);
  }

  @Test
  void open_databaseVanished_isNotMadeAnew() throws Exception {
    chain.publishAll(store);
    store.close();
    Files.delete(directory.resolve("db").resolve("CURRENT"));

    assertThat(failure(() -> ModelStore.open(StoreSettings.in(directory), NOON)))
        .isEqualTo(Failure.STORE_CORRUPT);
    assertThat(directory.resolve("db").resolve("CURRENT")).doesNotExist();
  }

  @Test
  void anyCall_afterClose_failsInsteadOfCrashing() {
    store.close();
    store.close();
    assertThat(failure(() -> store.latest("walker"))).isEqualTo(Failure.STORE_CLOSED);
    assertThat(failure(() -> chain.publish(store, 1))).isEqualTo(Failure.STORE_CLOSED);
    assertThat(failure(() -> store.policies())).isEqualTo(Failure.STORE_CLOSED);
  }
}
