package io.millrace.job.learner;

import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.PublishResult;
import java.util.Optional;

/** What publishing needs of the model store. */
public interface VersionStore extends AutoCloseable {

  /** As {@link ModelStoreClient#publish}: durable on return, the same bytes again are fine. */
  PublishResult publish(PolicyManifest manifest, byte[] artifact);

  /** As {@link ModelStoreClient#latest(String, long)}. */
  Optional<PolicyManifest> latest(String policyId, long epoch);

  @Override
  void close();

  /** The model store behind a client. */
  static VersionStore of(ModelStoreClient client) {
    return new VersionStore() {
      @Override
      public PublishResult publish(PolicyManifest manifest, byte[] artifact) {
        return client.publish(manifest, artifact);
      }

      @Override
      public Optional<PolicyManifest> latest(String policyId, long epoch) {
        return client.latest(policyId, epoch);
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }
}
