package io.millrace.store.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The sequence number of the newest event that was acknowledged, kept beside the database.
 *
 * <p>RocksDB cannot tell a log whose last record was torn while it was written from one that lost
 * records it had synced. This file can: it is written after the synced batch and before the
 * acknowledgement, so a database that ends below the mark has lost something. The mark itself is
 * not synced (that would double the cost of a publish): a power failure can leave it too low, which
 * hides a loss but never invents one, while a killed process leaves it exact.
 */
final class AcknowledgedMark implements AutoCloseable {
  private static final int BYTES = 16;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);
  private final long opened;

  private AcknowledgedMark(FileChannel channel) throws IOException {
    this.channel = channel;
    this.opened = read();
    // Takes its place on the disk now, so that a full disk cannot keep it from advancing.
    advance(opened);
  }

  static AcknowledgedMark open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      return new AcknowledgedMark(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The mark found when the file was opened; 0 if it was missing or unreadable. */
  long opened() {
    return opened;
  }

  /** Called in the order of sequence numbers, by one thread at a time. */
  void advance(long sequence) {
    buffer.clear().putLong(sequence).putLong(checksum(sequence)).flip();
    try {
      channel.write(buffer, 0);
    } catch (IOException e) {
      throw Failure.STORE_IO.because(
          "expected to note an acknowledgement, sequence=" + sequence, e);
    }
  }

  private long read() throws IOException {
    buffer.clear();
    if (channel.read(buffer, 0) != BYTES) {
      return 0;
    }
    long sequence = buffer.flip().getLong();
    return buffer.getLong() == checksum(sequence) ? sequence : 0;
  }

  private static long checksum(long sequence) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(8).putLong(sequence).flip());
    return crc.getValue();
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try (channel) {
        channel.force(true);
      }
    }
  }
}
