package io.millrace.launcher.cli;

import io.millrace.launcher.error.UserError;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names one version of a policy in a store. */
final class VersionOptions {
  @Mixin private StoreOption store;

  @Parameters(
      paramLabel = "POLICY[@VERSION]",
      description = "The policy's id, and which version; else the newest.")
  private String policy;

  @Option(names = "--epoch", paramLabel = "N", description = "Which of its lives; else the newest.")
  private Long epoch;

  @Option(names = "--version", paramLabel = "N", description = "The same as @VERSION.")
  private Long version;

  ModelStoreClient open() {
    return store.open();
  }

  PolicyManifest find(ModelStoreClient client) {
    int at = policy.indexOf('@'); // no id has one
    if (at < 0) {
      return find(client, policy, epoch, version);
    }
    if (version != null) {
      throw new UserError(
          "expected @VERSION or --version, policy=%s version=%d".formatted(policy, version));
    }
    return find(client, policy.substring(0, at), epoch, number(policy.substring(at + 1)));
  }

  private static Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new UserError("expected POLICY@VERSION with a version's number, version=" + text);
    }
  }

  /** The version asked for; where the epoch or the version is null, the newest. */
  static PolicyManifest find(ModelStoreClient client, String policy, Long epoch, Long version) {
    Optional<PolicyManifest> newest =
        epoch == null ? client.latest(policy) : client.latest(policy, epoch);
    PolicyManifest head =
        newest.orElseThrow(() -> new UserError("the store has no such policy, policy=" + policy));
    if (version == null) {
      return head;
    }
    return client
        .version(policy, head.epoch(), version)
        .orElseThrow(
            () ->
                new UserError(
                    "the store has no such version, policy=%s epoch=%d version=%d newest=%d"
                        .formatted(policy, head.epoch(), version, head.version())));
  }
}
