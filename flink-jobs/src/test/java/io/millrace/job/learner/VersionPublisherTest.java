package io.millrace.job.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.learner.PolicyVersion;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.PublishResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VersionPublisherTest {
  private final List<String> steps = new ArrayList<>();
  private final TreeMap<Long, PolicyManifest> held = new TreeMap<>();
  private boolean brokerAway;

  private final VersionPublisher publisher = new VersionPublisher(store(), announcer());

  @Test
  void publish_newVersion_storedBeforeAnnounced() throws Exception {
    publisher.publish(version(2));
    publisher.publish(version(3));

    assertThat(steps).containsExactly("store 2", "announce 2", "store 3", "announce 3");
  }

  @Test
  void publish_againAfterRestore_onlyTheHeadIsAnnouncedAgain() throws Exception {
    publisher.publish(version(2));
    publisher.publish(version(3));
    steps.clear();

    publisher.publish(version(2));
    publisher.publish(version(3));
    publisher.publish(version(4));

    assertThat(steps).containsExactly("store 2", "store 3", "announce 3", "store 4", "announce 4");
  }

  @Test
  void publish_brokerAwayAfterStore_announcedWhenRepeated() throws Exception {
    brokerAway = true;
    assertThatThrownBy(() -> publisher.publish(version(2))).isInstanceOf(IOException.class);
    brokerAway = false;

    publisher.publish(version(2));

    assertThat(steps).containsExactly("store 2", "store 2", "announce 2");
  }

  private static PolicyVersion version(long version) {
    return new PolicyVersion(
        "p", 1, version, "sha" + version, "sha" + (version - 1), "hash", 9, new byte[] {1}, false);
  }

  private VersionStore store() {
    return new VersionStore() {
      @Override
      public PublishResult publish(PolicyManifest manifest, byte[] artifact) {
        steps.add("store " + manifest.version());
        boolean created = held.putIfAbsent(manifest.version(), manifest) == null;
        return new PublishResult(manifest, created);
      }

      @Override
      public Optional<PolicyManifest> latest(String policyId, long epoch) {
        return Optional.ofNullable(held.lastEntry()).map(Map.Entry::getValue);
      }

      @Override
      public void close() {}
    };
  }

  private Announcer announcer() {
    return new Announcer() {
      @Override
      public void announce(PolicyAnnouncement announcement) throws IOException {
        if (brokerAway) {
          throw new IOException("broker away");
        }
        steps.add("announce " + announcement.getVersion());
      }

      @Override
      public void close() {}
    };
  }
}
