package io.millrace.store.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F07 and F08: the database files are cut at 60 random places, and single bits of them are flipped,
 * 30 in each kind of file ({@code -Dmillrace.flips=N} for more). Whatever the store still serves is
 * right, and it says when something acknowledged is missing.
 */
class DamagedFilesIT {
  private static final int VERSIONS = 40;
  private static final int CUTS = 60;
  private static final int FLIPS = Integer.getInteger("millrace.flips", 30);
  private static final long SEED = Long.getLong("millrace.seed", System.nanoTime());

  @TempDir private Path directory;
  private final Random random = new Random(SEED);
  private final Chain chain = Chain.of("walker", 1, VERSIONS, 6000, SEED);

  /** What became of one damaged copy. */
  private enum Outcome {
    WHOLE,
    BEHIND,
    REFUSED
  }

  @Test
  void open_logCutAnywhere_keepsAPrefixAndSaysWhatIsMissing() throws IOException {
    Path original = published();
    int behind = 0;
    for (int i = 0; i < CUTS; i++) {
      Path copy = copy(original, "cut-" + i);
      Path log = only(copy, ".log");
      try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
        file.setLength(random.nextLong(file.length() + 1));
      }
      Outcome outcome = openAndRepair(copy);
      assertThat(outcome).as("seed=%d damage=%d", SEED, i).isNotEqualTo(Outcome.REFUSED);
      behind += outcome == Outcome.BEHIND ? 1 : 0;
    }
    System.out.printf("seed=%d cuts=%d behind=%d%n", SEED, CUTS, behind);
    assertThat(behind).isGreaterThan(CUTS / 2);
  }

  @Test
  void open_bitFlippedInTheLog_isRefusedOrSaysWhatIsMissing() throws IOException {
    flip(published(), ".log");
  }

  @Test
  void open_bitFlippedInATable_isRefusedOrNeverServesWrongBytes() throws IOException {
    flip(flushed(), ".sst");
  }

  @Test
  void open_bitFlippedInABlobFile_isRefusedOrNeverServesWrongBytes() throws IOException {
    flip(flushed(), ".blob");
  }

  @Test
  void open_bitFlippedInTheManifest_isRefusedOrNeverServesWrongBytes() throws IOException {
    flip(flushed(), "MANIFEST");
  }

  @Test
  void open_bitFlippedInCurrent_isRefusedOrNeverServesWrongBytes() throws IOException {
    flip(flushed(), "CURRENT");
  }

  /** The one flip that RocksDB 11.8.1 does not survive; see {@link LogFraming}. */
  @Test
  void open_recordTypeOfTheManifestRecycled_isRefusedAndDoesNotHang() throws IOException {
    Path data = flushed();
    Path manifest = only(data, "MANIFEST");
    byte[] bytes = Files.readAllBytes(manifest);
    int secondRecord = 7 + (bytes[4] & 0xff) + ((bytes[5] & 0xff) << 8);
    assertThat(bytes[secondRecord + 6]).isEqualTo((byte) 1);
    bytes[secondRecord + 6] = 5;
    Files.write(manifest, bytes);

    assertThat(
            catchThrowableOfType(
                StoreFailureException.class,
                () -> ModelStore.open(StoreSettings.in(data), Clock.systemUTC())))
        .hasMessageContaining(manifest.toString())
        .hasMessageContaining("offset=" + secondRecord)
        .extracting(StoreFailureException::failure)
        .isEqualTo(Failure.STORE_CORRUPT);
  }

  private void flip(Path original, String kind) throws IOException {
    int[] counts = new int[Outcome.values().length];
    for (int i = 0; i < FLIPS; i++) {
      Path copy = copy(original, "flip-" + i);
      List<Path> files = all(copy, kind);
      Path target = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(target);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(target, bytes);
      Outcome outcome = openAndRead(copy);
      counts[List.of(Outcome.values()).indexOf(outcome)]++;
    }
    System.out.printf(
        "seed=%d flips-in=%s whole=%d behind=%d refused=%d%n",
        SEED, kind, counts[0], counts[1], counts[2]);
  }

  /** Opens a damaged copy, checks what is left, and publishes the rest again. */
  private Outcome openAndRepair(Path copy) {
    Outcome outcome = openAndRead(copy);
    if (outcome == Outcome.REFUSED) {
      return outcome;
    }
    try (ModelStore store = ModelStore.open(StoreSettings.in(copy), Clock.systemUTC())) {
      chain.publishAll(store);
      assertThat(store.latest("walker").orElseThrow().sha256()).isEqualTo(chain.sha256(VERSIONS));
      List<Event> again = store.events(VERSIONS, null);
      assertThat(again).allMatch(event -> event.sequence() > VERSIONS);
      assertThat(again.isEmpty()).isEqualTo(outcome == Outcome.WHOLE);
    }
    return outcome;
  }

  /**
   * Refused, or a prefix of whole versions; behind if anything is missing. A flip in the manifest
   * can lose events alone, with every version still there: that must be told as well.
   */
  private Outcome openAndRead(Path copy) {
    try (ModelStore store = ModelStore.open(StoreSettings.in(copy), Clock.systemUTC())) {
      long head = store.latest("walker").map(Manifest::version).orElse(0L);
      long lost = store.health().lostSequences();
      assertThat(lost).as("seed=%d", SEED).isGreaterThanOrEqualTo(VERSIONS - head);
      for (long version = 1; version <= head; version++) {
        Manifest manifest = store.version(chain.key(version)).orElseThrow();
        assertThat(manifest.sha256()).isEqualTo(chain.sha256(version));
        Optional<byte[]> artifact = store.artifact(manifest.sha256());
        assertThat(artifact).contains(chain.artifact(version));
      }
      return lost == 0 ? Outcome.WHOLE : Outcome.BEHIND;
    } catch (StoreFailureException e) {
      assertThat(e.failure()).isIn(Failure.STORE_CORRUPT, Failure.STORE_IO);
      assertThat(e).hasMessageContaining(copy.toString());
      return Outcome.REFUSED;
    }
  }

  private Path published() {
    Path data = directory.resolve("original");
    try (ModelStore store = ModelStore.open(StoreSettings.in(data), Clock.systemUTC())) {
      chain.publishAll(store);
    }
    return data;
  }

  /** Opening a database moves what is in its log into tables and blob files. */
  private Path flushed() {
    Path data = published();
    ModelStore.open(StoreSettings.in(data), Clock.systemUTC()).close();
    return data;
  }

  private Path copy(Path original, String name) throws IOException {
    Path copy = directory.resolve(name);
    try (Stream<Path> paths = Files.walk(original)) {
      for (Path path : paths.toList()) {
        Path target = copy.resolve(original.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else if (!path.startsWith(original.resolve("native"))) {
          Files.copy(path, target);
        }
      }
    }
    return copy;
  }

  private static Path only(Path data, String kind) throws IOException {
    List<Path> files = all(data, kind);
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private static List<Path> all(Path data, String kind) throws IOException {
    try (Stream<Path> paths = Files.list(data.resolve("db"))) {
      List<Path> files =
          paths
              .filter(path -> path.getFileName().toString().contains(kind))
              .filter(path -> path.toFile().length() > 0)
              .sorted()
              .toList();
      assertThat(files).isNotEmpty();
      return files;
    }
  }
}
