package io.millrace.rollout.kafka;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.Lineage;
import io.millrace.rollout.TestPolicies;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.StoreRejectedException;
import io.millrace.store.client.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store in memory that can be out of reach, and notes what was fetched. */
final class MemoryArtifacts implements PolicyArtifacts {

  static final String POLICY = "policy";
  static final long EPOCH = 2;

  final List<String> fetched = new CopyOnWriteArrayList<>();
  volatile boolean reachable = true;
  private final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
  private volatile PolicyManifest head;

  /** Keeps a policy as this version; returns its announcement. */
  PolicyAnnouncement publish(long version) {
    FlowPolicy policy = TestPolicies.policy(2, 1);
    Lineage lineage = new Lineage(POLICY, EPOCH, version, null, "recipe", -1, version);
    return keep(version, policy.toArtifact(lineage));
  }

  /** Keeps any bytes as this version; returns its announcement. */
  PolicyAnnouncement keep(long version, byte[] bytes) {
    PolicyManifest manifest = PolicyManifest.of(POLICY, EPOCH, version, bytes, null, "recipe", -1);
    artifacts.put(manifest.sha256(), bytes);
    return announcement(version, manifest.sha256()).build();
  }

  void setHead(PolicyAnnouncement announced) {
    byte[] bytes = artifacts.get(announced.getSha256());
    head = PolicyManifest.of(POLICY, EPOCH, announced.getVersion(), bytes, null, "recipe", -1);
  }

  static PolicyAnnouncement.Builder announcement(long version, String sha256) {
    return PolicyAnnouncement.newBuilder()
        .setPolicyId(POLICY)
        .setEpoch(EPOCH)
        .setVersion(version)
        .setSha256(sha256)
        .setRecipeHash("recipe")
        .setLastOffset(-1);
  }

  @Override
  public Optional<PolicyManifest> latest(String policyId, long epoch) {
    checkReachable();
    return Optional.ofNullable(head);
  }

  @Override
  public byte[] artifact(String sha256) {
    checkReachable();
    fetched.add(sha256);
    byte[] bytes = artifacts.get(sha256);
    if (bytes == null) {
      throw new StoreRejectedException("not-found", "no artifact, sha256=" + sha256);
    }
    return bytes;
  }

  private void checkReachable() {
    if (!reachable) {
      throw new StoreUnavailableException("connect", "connection refused", null);
    }
  }
}
