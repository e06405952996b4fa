package io.millrace.rollout.kafka;

import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import java.util.Optional;

/** The two questions that a worker asks the model store; errors are those of its client. */
interface PolicyArtifacts {

  /** The newest version of one life of a policy. */
  Optional<PolicyManifest> latest(String policyId, long epoch);

  /** The bytes with this hash, checked. */
  byte[] artifact(String sha256);

  /** The model store behind a client. */
  static PolicyArtifacts of(ModelStoreClient store) {
    return new PolicyArtifacts() {
      @Override
      public Optional<PolicyManifest> latest(String policyId, long epoch) {
        return store.latest(policyId, epoch);
      }

      @Override
      public byte[] artifact(String sha256) {
        return store.artifact(sha256);
      }
    };
  }
}
