package io.millrace.store.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at the record headers of RocksDB's logs before RocksDB does.
 *
 * <p>A log is a row of 32 KiB blocks of records, each with a header of checksum (4 bytes), length
 * (2, little-endian) and type (1). Types 5 to 8 belong to recycled log files, which this store
 * never uses, and RocksDB 11.8.1 reads them before it compares a checksum: one flipped bit, type 1
 * to 5, makes it open a manifest <em>forever</em> at full load, and takes the rest of a write-ahead
 * log for old rubbish. Everything else that can be wrong is left to RocksDB, which refuses it.
 */
final class LogFraming {
  private static final int BLOCK_BYTES = 32 * 1024;
  private static final int HEADER_BYTES = 7;
  private static final int FIRST_RECYCLED_TYPE = 5;
  private static final int LAST_RECYCLED_TYPE = 8;

  private LogFraming() {}

  /**
   * Checks all logs of a database; does nothing if there is none yet.
   *
   * @throws StoreFailureException {@code store-corrupt}, with file and offset
   */
  static void check(Path database) throws IOException {
    if (!Files.isDirectory(database)) {
      return;
    }
    for (Path log : logs(database)) {
      try (FileChannel channel = FileChannel.open(log)) {
        checkRecords(log, channel);
      }
    }
  }

  private static List<Path> logs(Path database) throws IOException {
    try (Stream<Path> files = Files.list(database)) {
      return files.filter(LogFraming::isLog).sorted().toList();
    }
  }

  private static boolean isLog(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("MANIFEST-") || name.endsWith(".log");
  }

  private static void checkRecords(Path log, FileChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long offset = 0;
    while (true) {
      long left = BLOCK_BYTES - offset % BLOCK_BYTES;
      if (left < HEADER_BYTES) {
        offset += left;
        continue;
      }
      if (channel.read(header.clear(), offset) < HEADER_BYTES) {
        return;
      }
      int length = Short.toUnsignedInt(header.getShort(4));
      int type = header.get(6);
      if (type >= FIRST_RECYCLED_TYPE && type <= LAST_RECYCLED_TYPE) {
        throw Failure.STORE_CORRUPT.because(
            "expected a record type of a fresh log, got type=%d file=%s offset=%d"
                .formatted(type, log, offset));
      }
      if (type == 0 || HEADER_BYTES + length > left) {
        return;
      }
      offset += HEADER_BYTES + length;
    }
  }
}
