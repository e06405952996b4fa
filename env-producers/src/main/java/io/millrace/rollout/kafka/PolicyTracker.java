package io.millrace.rollout.kafka;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.LatestPolicy;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.StoreException;
import io.millrace.store.client.StoreUnavailableException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what is announced into what can act: remembers the newest version announced, fetches its
 * weights by hash, hands it to those who wait. Confined to one thread.
 */
final class PolicyTracker {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyTracker.class);

  private final PolicyArtifacts store;
  private final String policyId;
  private final long epoch;
  private final LatestPolicy latest;
  private long version;
  private boolean finished;
  private Target wanted;
  private boolean storeReached = true;

  private record Target(long version, String sha256) {}

  PolicyTracker(PolicyArtifacts store, String policyId, long epoch, LatestPolicy latest) {
    this.store = store;
    this.policyId = policyId;
    this.epoch = epoch;
    this.latest = latest;
  }

  /** Starts from the store's head: it may be ahead of the announcements, or they may be gone. */
  void askStore() {
    try {
      Optional<PolicyManifest> head = store.latest(policyId, epoch);
      head.ifPresent(manifest -> want(manifest.version(), manifest.sha256()));
    } catch (StoreException e) {
      LOG.warn("no head from the store, policy={} cause={}", policyId, e.getMessage());
    }
  }

  /** Notes an announcement; those of other policies, lives and older versions change nothing. */
  void announced(PolicyAnnouncement announcement) {
    if (!announcement.getPolicyId().equals(policyId) || announcement.getEpoch() != epoch) {
      return;
    }
    want(announcement.getVersion(), announcement.getSha256());
    if (announcement.getFinished()) {
      finished = true;
      // Whoever acts already may leave now, whether or not the last weights can be fetched.
      latest.finish();
    }
  }

  private void want(long announced, String sha256) {
    if (announced > version && (wanted == null || announced > wanted.version())) {
      wanted = new Target(announced, sha256);
    }
  }

  /** Fetches the newest version announced, if it is not there yet; tries again at the next call. */
  void fetch() {
    if (wanted == null) {
      return;
    }
    Target target = wanted;
    try {
      FlowPolicy policy = FlowPolicy.fromArtifact(store.artifact(target.sha256()));
      latest.offer(new ActingPolicy(target.version(), policy, finished));
      version = target.version();
      wanted = null;
      storeReached = true;
    } catch (StoreUnavailableException e) {
      if (storeReached) {
        LOG.warn("store not reached, policy={} keeps={}: {}", policyId, version, e.getMessage());
      }
      storeReached = false;
    } catch (StoreException | IllegalArgumentException e) {
      LOG.error(
          "version skipped, policy={} version={} sha256={}: {}",
          policyId,
          target.version(),
          target.sha256(),
          e.getMessage());
      wanted = null;
    }
  }
}
