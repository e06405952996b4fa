package io.millrace.store.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rocksdb.NativeLibraryLoader;

/**
 * What a data directory holds: {@code store.lock}, {@code acknowledged}, the database in {@code db}
 * and RocksDB's native library in {@code native}. Opened in that order, closed in reverse.
 */
final class StoreFiles implements AutoCloseable {
  private static final byte[] FORMAT_KEY = "format".getBytes(StandardCharsets.US_ASCII);
  private static final String FORMAT = "1";

  private final DirectoryLock lock;
  private final AcknowledgedMark mark;
  private final StoreDatabase database;

  private StoreFiles(DirectoryLock lock, AcknowledgedMark mark, StoreDatabase database) {
    this.lock = lock;
    this.mark = mark;
    this.database = database;
  }

  /**
   * Opens or makes a data directory.
   *
   * @throws StoreFailureException {@code directory-in-use} if another process has it open, {@code
   *     store-corrupt} if its files are damaged, {@code store-io} if they cannot be read or written
   */
  static StoreFiles open(Path directory) {
    try {
      Files.createDirectories(directory);
      return openLocked(directory, DirectoryLock.take(directory));
    } catch (IOException e) {
      throw Failure.STORE_IO.because(
          "expected a data directory that can be read and written, directory=%s cause=%s"
              .formatted(directory, e),
          e);
    }
  }

  private static StoreFiles openLocked(Path directory, DirectoryLock lock) throws IOException {
    AcknowledgedMark mark = null;
    StoreDatabase database = null;
    try {
      mark = AcknowledgedMark.open(directory.resolve("acknowledged"));
      loadNativeLibrary(directory.resolve("native"));
      LogFraming.check(directory.resolve("db"));
      // Where something was acknowledged there was a database: a missing one is not made anew.
      database = StoreDatabase.open(directory.resolve("db"), mark.opened() == 0);
      checkFormat(database, directory);
      return new StoreFiles(lock, mark, database);
    } catch (IOException | RuntimeException e) {
      closeAll(database, mark, lock);
      throw e;
    }
  }

  /** Into a fixed place: by default every killed process would leave a copy in the temp folder. */
  private static void loadNativeLibrary(Path directory) throws IOException {
    Files.createDirectories(directory);
    NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
  }

  private static void checkFormat(StoreDatabase database, Path directory) {
    Optional<byte[]> format = database.get(Family.META, FORMAT_KEY);
    if (format.isEmpty() && database.lastValue(Family.EVENTS, new byte[0]).isEmpty()) {
      database.commit(
          List.of(new Write(Family.META, FORMAT_KEY, FORMAT.getBytes(StandardCharsets.US_ASCII))));
      return;
    }
    String found = format.map(bytes -> new String(bytes, StandardCharsets.US_ASCII)).orElse("none");
    if (!found.equals(FORMAT)) {
      throw Failure.STORE_CORRUPT.because(
          "expected a store of format=%s, got format=%s directory=%s"
              .formatted(FORMAT, found, directory));
    }
  }

  AcknowledgedMark mark() {
    return mark;
  }

  StoreDatabase database() {
    return database;
  }

  @Override
  public void close() {
    try {
      closeAll(database, mark, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to close the data directory", e);
    }
  }

  private static void closeAll(StoreDatabase database, AcknowledgedMark mark, DirectoryLock lock)
      throws IOException {
    try {
      if (database != null) {
        database.close();
      }
    } finally {
      try {
        if (mark != null) {
          mark.close();
        }
      } finally {
        lock.close();
      }
    }
  }
}
