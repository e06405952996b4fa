package io.millrace.job.learner;

import io.millrace.flow.learner.PolicyVersion;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.PublishResult;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes versions in order: first into the store, then, once they are durable there, to the
 * workers. After a restore the same versions come again; the store recognizes them, and only the
 * head, whose announcement may be missing, is announced again.
 */
public final class VersionPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(VersionPublisher.class);

  private final VersionStore store;
  private final Announcer announcer;

  public VersionPublisher(VersionStore store, Announcer announcer) {
    this.store = store;
    this.announcer = announcer;
  }

  /**
   * Returns once the version is durable and announced.
   *
   * @throws io.millrace.store.client.StoreException where the store refuses it or stays unreachable
   */
  public void publish(PolicyVersion version) throws IOException, InterruptedException {
    PublishResult result = store.publish(manifest(version), version.artifact());
    if (!result.created() && hasSuccessor(version)) {
      // Its successor was only published after its own announcement had been acknowledged.
      LOG.debug("version {} of {} was announced before", version.version(), version.policyId());
      return;
    }
    announcer.announce(
        new PolicyAnnouncement(
            version.policyId(),
            version.epoch(),
            version.version(),
            version.sha256(),
            version.parentSha256(),
            version.recipeHash(),
            version.lastOffset(),
            version.finished()));
  }

  private boolean hasSuccessor(PolicyVersion version) {
    return store
        .latest(version.policyId(), version.epoch())
        .map(head -> head.version() > version.version())
        .orElse(false);
  }

  private static PolicyManifest manifest(PolicyVersion version) {
    return new PolicyManifest(
        version.policyId(),
        version.epoch(),
        version.version(),
        version.sha256(),
        version.artifact().length,
        version.parentSha256(),
        version.recipeHash(),
        version.lastOffset(),
        0);
  }
}
