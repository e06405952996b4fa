package io.millrace.store.server;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The RocksDB handles of a store: opens them, closes them in reverse order, and keeps callers from
 * touching them afterwards (a closed handle is a crash of the process, not an exception).
 *
 * <p><b>What a commit promises.</b> All writes of a batch or none, and on the disk before {@link
 * #commit} returns ({@code WriteOptions.sync} is false by default in RocksDB).
 *
 * <p><b>What opening does with a damaged write-ahead log.</b> The mode is {@code
 * TolerateCorruptedTailRecords}. A process or machine that dies while it writes leaves an
 * incomplete last record; it was never acknowledged and must not block the store, so {@code
 * AbsoluteConsistency}, which refuses it, is out. {@code PointInTimeRecovery}, the default, also
 * stops at a record whose checksum fails and silently drops every synced batch behind it, and
 * {@code SkipAnyCorruptedRecords} leaves holes. The chosen mode drops an incomplete tail and
 * refuses to open on a failed checksum. It still cannot tell a torn write from a log that was cut
 * off at another time; {@link AcknowledgedMark} can.
 *
 * <p>Column families are flushed together, so a cut log never leaves one of them ahead of another.
 */
final class StoreDatabase implements AutoCloseable {
  private static final long MIN_BLOB_BYTES = 4096;

  /** After a full disk RocksDB waits until the largest of these is free, before it resumes. */
  private static final long ARTIFACT_BUFFER_BYTES = 16L << 20;

  private static final long RECORD_BUFFER_BYTES = 4L << 20;

  /** Longer than any key, so that {@code prefix + PAST} sorts behind all keys of the prefix. */
  private static final byte[] PAST = new byte[32];

  static {
    Arrays.fill(PAST, (byte) 0xff);
  }

  private final Path directory;
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
  private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
  private final ReadOptions reading;
  private final WriteOptions syncedWriting;
  private final RocksDB db;
  private boolean closed;

  private StoreDatabase(Path directory, boolean create) throws RocksDBException {
    this.directory = directory;
    try {
      reading = own(new ReadOptions());
      syncedWriting = own(new WriteOptions().setSync(true));
      DBOptions options = own(databaseOptions(create));
      ColumnFamilyOptions records =
          own(new ColumnFamilyOptions().setWriteBufferSize(RECORD_BUFFER_BYTES));
      ColumnFamilyOptions artifacts = own(artifactOptions());
      db = openDatabase(options, records, artifacts);
    } catch (RocksDBException | RuntimeException e) {
      releaseAll();
      throw e;
    }
  }

  /**
   * Opens the database.
   *
   * @param create whether a missing database is made; false where one is known to have been
   * @throws StoreFailureException {@code store-corrupt} if RocksDB refuses the files
   */
  static StoreDatabase open(Path directory, boolean create) {
    try {
      return new StoreDatabase(directory, create);
    } catch (RocksDBException e) {
      throw translated("expected to open the database, directory=" + directory, e);
    }
  }

  private static DBOptions databaseOptions(boolean create) {
    return new DBOptions()
        .setCreateIfMissing(create)
        .setCreateMissingColumnFamilies(create)
        .setParanoidChecks(true)
        .setAtomicFlush(true)
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(4);
  }

  /** Weights do not compress, and in blob files compaction does not copy them around. */
  private static ColumnFamilyOptions artifactOptions() {
    return new ColumnFamilyOptions()
        .setWriteBufferSize(ARTIFACT_BUFFER_BYTES)
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setEnableBlobFiles(true)
        .setMinBlobSize(MIN_BLOB_BYTES);
  }

  private RocksDB openDatabase(
      DBOptions options, ColumnFamilyOptions records, ColumnFamilyOptions artifacts)
      throws RocksDBException {
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    for (Family family : Family.values()) {
      descriptors.add(
          new ColumnFamilyDescriptor(
              family.label(), family == Family.ARTIFACTS ? artifacts : records));
    }
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    RocksDB database = own(RocksDB.open(options, directory.toString(), descriptors, opened));
    Iterator<ColumnFamilyHandle> inOrder = opened.iterator();
    for (Family family : Family.values()) {
      handles.put(family, own(inOrder.next()));
    }
    return database;
  }

  private <T extends AutoCloseable> T own(T resource) {
    owned.push(resource);
    return resource;
  }

  Optional<byte[]> get(Family family, byte[] key) {
    return locked(() -> Optional.ofNullable(db.get(handles.get(family), reading, key)));
  }

  boolean contains(Family family, byte[] key) {
    byte[] none = new byte[0];
    return locked(() -> db.get(handles.get(family), reading, key, none) != RocksDB.NOT_FOUND);
  }

  /**
   * Values in the order of their keys.
   *
   * @param prefix only keys that start with it
   * @param from the first key
   * @param limit at most this many
   */
  List<byte[]> values(Family family, byte[] prefix, byte[] from, int limit) {
    return locked(
        () -> {
          List<byte[]> values = new ArrayList<>();
          try (RocksIterator entries = db.newIterator(handles.get(family), reading)) {
            for (entries.seek(from);
                values.size() < limit && within(entries, prefix);
                entries.next()) {
              values.add(entries.value());
            }
            entries.status();
          }
          return values;
        });
  }

  /** The value of the last key that starts with the prefix. */
  Optional<byte[]> lastValue(Family family, byte[] prefix) {
    return locked(
        () -> {
          byte[] bound = Arrays.copyOf(prefix, prefix.length + PAST.length);
          System.arraycopy(PAST, 0, bound, prefix.length, PAST.length);
          try (RocksIterator entries = db.newIterator(handles.get(family), reading)) {
            entries.seekForPrev(bound);
            boolean found = within(entries, prefix);
            entries.status();
            return found ? Optional.of(entries.value()) : Optional.empty();
          }
        });
  }

  private static boolean within(RocksIterator entries, byte[] prefix) {
    if (!entries.isValid()) {
      return false;
    }
    byte[] key = entries.key();
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Writes all or nothing, durably. */
  void commit(List<Write> writes) {
    int bytes = writes.stream().mapToInt(Write::bytes).sum();
    locked(
        () -> {
          try (WriteBatch batch = new WriteBatch(bytes + 1024)) {
            for (Write write : writes) {
              ColumnFamilyHandle handle = handles.get(write.family());
              if (write.value() == null) {
                batch.delete(handle, write.key());
              } else {
                batch.put(handle, write.key(), write.value());
              }
            }
            db.write(syncedWriting, batch);
          }
          return null;
        });
  }

  private interface DatabaseCall<T> {
    T run() throws RocksDBException;
  }

  private <T> T locked(DatabaseCall<T> call) {
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw Failure.STORE_CLOSED.because("expected an open store, directory=" + directory);
      }
      return call.run();
    } catch (RocksDBException e) {
      throw translated("expected the database to answer, directory=" + directory, e);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private static StoreFailureException translated(String expected, RocksDBException e) {
    String message = expected + ", got " + e.getMessage();
    if (e.getStatus() == null) {
      return Failure.STORE_IO.because(message, e);
    }
    if (e.getStatus().getSubCode() == Status.SubCode.NoSpace) {
      return Failure.STORE_FULL.because(message, e);
    }
    return switch (e.getStatus().getCode()) {
      case Corruption, InvalidArgument, NotFound -> Failure.STORE_CORRUPT.because(message, e);
      default -> Failure.STORE_IO.because(message, e);
    };
  }

  /** Waits for calls in progress. */
  @Override
  public void close() {
    lifetime.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        releaseAll();
      }
    } finally {
      lifetime.writeLock().unlock();
    }
  }

  private void releaseAll() {
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("expected to release a database handle", e);
      }
    }
  }
}
