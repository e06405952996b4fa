package io.millrace.store.server;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions of policies: the rules, without HTTP. Names and hashes have passed {@link Grammar}.
 *
 * <ul>
 *   <li>An artifact is kept once, under its SHA-256.
 *   <li>A version is its epoch's last one plus 1, counted from 1, and its parent is that last
 *       version. The first of an epoch may name any artifact of the store as parent, or none.
 *   <li>A version never changes: the same bytes again are fine, whatever else was said with them;
 *       other bytes are refused.
 *   <li>Artifact, manifest, head and event of a publish are one atomic batch, on the disk before
 *       the call returns.
 *   <li>Epochs are independent of one another; the head of a policy is that of its highest epoch.
 * </ul>
 *
 * <p>Thread-safe. Changes take turns; reads do not wait for them.
 */
final class ModelStore implements AutoCloseable {
  /** The most events that one call returns. */
  static final int MAX_EVENTS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(ModelStore.class);
  private static final byte[] EVERYTHING = new byte[0];

  private final StoreSettings settings;
  private final Clock clock;
  private final StoreFiles files;
  private final StoreDatabase database;
  private final long lostSequences;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile long lastSequence;
  private volatile Runnable listener = () -> {};

  private ModelStore(StoreSettings settings, Clock clock, StoreFiles files) {
    this.settings = settings;
    this.clock = clock;
    this.files = files;
    this.database = files.database();
    long found =
        database
            .lastValue(Family.EVENTS, EVERYTHING)
            .map(json -> Json.stored(json, Event.class).sequence())
            .orElse(0L);
    // Numbers that were handed out are not handed out again, even if their events are gone:
    // a watcher that has seen them would take the new events for old ones.
    lastSequence = Math.max(found, files.mark().opened());
    lostSequences = lastSequence - found;
    if (lostSequences > 0) {
      LOG.warn(
          "opened behind what was acknowledged: acknowledged={} found={} directory={};"
              + " learners have to publish the missing versions again",
          lastSequence,
          found,
          settings.directory());
    }
  }

  /** Opens or makes the store in a directory; see {@link StoreFiles#open} for what it refuses. */
  static ModelStore open(StoreSettings settings, Clock clock) {
    StoreFiles files = StoreFiles.open(settings.directory());
    try {
      return new ModelStore(settings, clock, files);
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** Runs after every change, on the thread that made it, while other changes wait: be quick. */
  void onChange(Runnable listener) {
    this.listener = listener;
  }

  /**
   * Publishes a version.
   *
   * @param artifact the bytes that {@code submission.sha256()} is the hash of
   * @throws StoreFailureException a conflict, {@code store-full}, or the database's trouble;
   *     nothing has changed then
   */
  Published publish(Submission submission, byte[] artifact) {
    changing.lock();
    try {
      VersionKey key = submission.key();
      Optional<Manifest> existing = version(key);
      if (existing.isPresent()) {
        return PublishRules.repeated(existing.get(), submission);
      }
      PublishRules.checkNext(submission, latest(key.policyId(), key.epoch()), this::holdsArtifact);
      PublishRules.checkSpace(settings, artifact.length);
      Manifest manifest = submission.manifest(artifact.length, clock.millis());
      List<Write> writes = new ArrayList<>();
      if (!holdsArtifact(manifest.sha256())) {
        writes.add(new Write(Family.ARTIFACTS, Keys.artifact(manifest.sha256()), artifact));
      }
      writes.add(Write.json(Family.MANIFESTS, Keys.version(key), manifest));
      writes.add(Write.json(Family.HEADS, Keys.epoch(key.policyId(), key.epoch()), manifest));
      commit(writes, Event.published(lastSequence + 1, manifest));
      return new Published(manifest, true);
    } finally {
      changing.unlock();
    }
  }

  private void commit(List<Write> writes, Event event) {
    List<Write> all = new ArrayList<>(writes);
    all.add(Write.json(Family.EVENTS, Keys.sequence(event.sequence()), event));
    all.add(
        Write.json(
            Family.POLICY_EVENTS, Keys.policySequence(event.policyId(), event.sequence()), event));
    database.commit(all);
    lastSequence = event.sequence();
    try {
      files.mark().advance(event.sequence());
    } finally {
      listener.run();
    }
  }

  /** One version. */
  Optional<Manifest> version(VersionKey key) {
    return database.get(Family.MANIFESTS, Keys.version(key)).map(ModelStore::manifest);
  }

  /** The newest version of an epoch. */
  Optional<Manifest> latest(String policyId, long epoch) {
    return database.get(Family.HEADS, Keys.epoch(policyId, epoch)).map(ModelStore::manifest);
  }

  /** The newest version of the highest epoch. */
  Optional<Manifest> latest(String policyId) {
    return database.lastValue(Family.HEADS, Keys.policy(policyId)).map(ModelStore::manifest);
  }

  /** All versions by epoch and number. */
  List<Manifest> versions(String policyId) {
    return manifests(Keys.policy(policyId));
  }

  /** All versions of an epoch by number. */
  List<Manifest> versions(String policyId, long epoch) {
    return manifests(Keys.epoch(policyId, epoch));
  }

  private List<Manifest> manifests(byte[] prefix) {
    return database.values(Family.MANIFESTS, prefix, prefix, Integer.MAX_VALUE).stream()
        .map(ModelStore::manifest)
        .toList();
  }

  private static Manifest manifest(byte[] json) {
    return Json.stored(json, Manifest.class);
  }

  /** All policies by id. */
  List<PolicyEntry> policies() {
    Map<String, Manifest> heads = new LinkedHashMap<>();
    for (byte[] json : database.values(Family.HEADS, EVERYTHING, EVERYTHING, Integer.MAX_VALUE)) {
      Manifest head = manifest(json);
      heads.put(head.policyId(), head);
    }
    return heads.values().stream().map(PolicyEntry::of).toList();
  }

  /** The bytes of an artifact; RocksDB checks their checksum. */
  Optional<byte[]> artifact(String sha256) {
    return database.get(Family.ARTIFACTS, Keys.artifact(sha256));
  }

  private boolean holdsArtifact(String sha256) {
    return database.contains(Family.ARTIFACTS, Keys.artifact(sha256));
  }

  /** What an alias points to. */
  Optional<Alias> alias(String policyId, String alias) {
    return database
        .get(Family.ALIASES, Keys.alias(policyId, alias))
        .map(json -> Json.stored(json, Alias.class));
  }

  /**
   * Points an alias to a version; without an event if it does already.
   *
   * @throws StoreFailureException {@code not-found} if there is no such version
   */
  Alias setAlias(String alias, VersionKey target) {
    changing.lock();
    try {
      Optional<Alias> existing = alias(target.policyId(), alias);
      if (existing.isPresent() && existing.get().pointsTo(target)) {
        return existing.get();
      }
      Manifest manifest =
          version(target)
              .orElseThrow(
                  () ->
                      Failure.NOT_FOUND.because(
                          "expected a version to point to, got " + target.describe()));
      long now = clock.millis();
      Alias changed =
          new Alias(
              target.policyId(), alias, target.epoch(), target.version(), manifest.sha256(), now);
      commit(
          List.of(Write.json(Family.ALIASES, Keys.alias(target.policyId(), alias), changed)),
          Event.aliasChanged(lastSequence + 1, Event.ALIAS, changed, now));
      return changed;
    } finally {
      changing.unlock();
    }
  }

  /** Removes an alias and returns what it pointed to. */
  Optional<Alias> removeAlias(String policyId, String alias) {
    changing.lock();
    try {
      Optional<Alias> existing = alias(policyId, alias);
      existing.ifPresent(
          removed ->
              commit(
                  List.of(Write.delete(Family.ALIASES, Keys.alias(policyId, alias))),
                  Event.aliasChanged(
                      lastSequence + 1, Event.ALIAS_REMOVED, removed, clock.millis())));
      return existing;
    } finally {
      changing.unlock();
    }
  }

  /**
   * Events after a sequence number, oldest first, at most {@link #MAX_EVENTS}.
   *
   * @param policyId null for all policies
   * @throws StoreFailureException {@code sequence-ahead} if the log never reached {@code after}
   */
  List<Event> events(long after, String policyId) {
    long last = lastSequence;
    if (after > last) {
      throw Failure.SEQUENCE_AHEAD.because(
          "expected after <= %d, the newest event of this store, got after=%d"
              .formatted(last, after));
    }
    List<byte[]> found =
        policyId == null
            ? database.values(Family.EVENTS, EVERYTHING, Keys.sequence(after + 1), MAX_EVENTS)
            : database.values(
                Family.POLICY_EVENTS,
                Keys.policy(policyId),
                Keys.policySequence(policyId, after + 1),
                MAX_EVENTS);
    // A change in progress is in the database before it counts: whoever saw its event already would
    // be told that the log never reached it.
    return found.stream()
        .map(json -> Json.stored(json, Event.class))
        .takeWhile(event -> event.sequence() <= last)
        .toList();
  }

  /** How the store is. */
  Health health() {
    return new Health(lostSequences == 0 ? "ok" : "behind", lastSequence, lostSequences);
  }

  StoreSettings settings() {
    return settings;
  }

  /** Waits for calls in progress; later calls fail with {@code store-closed}. */
  @Override
  public void close() {
    changing.lock();
    try {
      files.close();
    } finally {
      changing.unlock();
    }
  }
}
