package io.millrace.job.learner;

import io.millrace.flow.learner.PolicyVersion;
import io.millrace.store.client.StoreConflictException;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Publishes a policy's versions. Every write is durable and announced before the next begins, so
 * nothing is pending at a barrier. Runs in a task of its own: a store that is slow or away holds up
 * publishing and not the fold.
 */
public final class VersionSink implements Sink<PolicyVersion> {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<VersionStore> store;
  private final SerializableSupplier<Announcer> announcer;

  /**
   * @param store opens the model store, once per subtask
   * @param announcer opens the way to the workers, once per subtask
   */
  public VersionSink(
      SerializableSupplier<VersionStore> store, SerializableSupplier<Announcer> announcer) {
    this.store = store;
    this.announcer = announcer;
  }

  @Override
  public SinkWriter<PolicyVersion> createWriter(WriterInitContext context) {
    return new Writer(store.get(), announcer.get());
  }

  private static final class Writer implements SinkWriter<PolicyVersion> {
    private final VersionStore store;
    private final Announcer announcer;
    private final VersionPublisher publisher;

    Writer(VersionStore store, Announcer announcer) {
      this.store = store;
      this.announcer = announcer;
      this.publisher = new VersionPublisher(store, announcer);
    }

    @Override
    public void write(PolicyVersion version, Context context)
        throws IOException, InterruptedException {
      try {
        publisher.publish(version);
      } catch (StoreConflictException e) {
        // Other bytes stand for this version: another learner, recipe or log. A restart would only
        // repeat it.
        throw new SuppressRestartsException(e);
      }
    }

    @Override
    public void flush(boolean endOfInput) {
      // Writes are synchronous.
    }

    @Override
    public void close() {
      announcer.close();
      store.close();
    }
  }
}
