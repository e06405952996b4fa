package io.millrace.launcher.run;

import io.millrace.flow.learner.PolicyVersion;
import io.millrace.job.FirstVersion;
import io.millrace.job.RecipePlugins;
import io.millrace.job.learner.Arithmetic;
import io.millrace.job.learner.LearnerPlan;
import io.millrace.job.learner.LearnerReplay;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.kafka.BoundedLog;
import io.millrace.recipe.Recipe;
import io.millrace.schema.Topics;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Time travel: folds the advantages log again, from version 1, and compares every version that
 * comes out with the one that the store holds.
 */
public final class Replay {
  private final Recipe recipe;
  private final String brokers;
  private final Topics topics;

  public Replay(Recipe recipe, String brokers, Topics topics) {
    this.recipe = recipe;
    this.brokers = brokers;
    this.topics = topics;
  }

  /**
   * What came of it.
   *
   * @param records records of this policy in the log
   * @param identical versions whose bytes came out the same
   * @param differences one for each version that did not, or that only one side has
   * @param other what to think of the differences where the versions were made with other
   *     arithmetic than this process has; null where there are none, or arithmetic is not why
   */
  public record Outcome(
      long records, long identical, List<Difference> differences, OtherArithmetic other) {}

  /**
   * Versions that were made in another numeric environment, where equal bits cannot be expected.
   *
   * @param published the environment that the versions name
   * @param here the environment of this process
   * @param version the newest version that both sides have
   * @param largestDifference between its published weights and the rebuilt ones
   */
  public record OtherArithmetic(
      String published, String here, long version, double largestDifference) {}

  /**
   * A version that is not the same on both sides.
   *
   * @param published its hash in the store; null where the store does not have it
   * @param rebuilt its hash from the log; null where the log does not lead to it
   */
  public record Difference(long version, String published, String rebuilt) {}

  /**
   * Replays.
   *
   * @throws UserError where the store does not hold version 1 of this recipe's policy
   */
  public Outcome run(ModelStoreClient store) {
    FirstVersion first = firstVersion(store);
    RecipePlugins plugins = new RecipePlugins(recipe.toYaml(), first.manifest().recipeHash());
    LearnerPlan plan = new LearnerPlan(first.shape(), first.artifact(), plugins::learner);
    TreeMap<Long, String> published = new TreeMap<>();
    for (PolicyManifest v : store.versions(recipe.policy().id(), recipe.policy().epoch())) {
      published.put(v.version(), v.sha256());
    }
    published.remove(first.manifest().version());
    List<PolicyVersion> rebuilt = new ArrayList<>();
    AtomicReference<PolicyVersion> newest = new AtomicReference<>();
    LearnerReplay.Summary summary;
    try (BoundedLog log = BoundedLog.open(brokers, topics.advantages())) {
      summary =
          new LearnerReplay(plan)
              .replay(
                  log,
                  v -> {
                    rebuilt.add(withoutBytes(v));
                    if (published.containsKey(v.version())) {
                      newest.set(v);
                    }
                  });
    }
    OtherArithmetic other = otherArithmetic(store, published, newest.get());
    return compare(summary.records(), published, rebuilt, other);
  }

  private static OtherArithmetic otherArithmetic(
      ModelStoreClient store, TreeMap<Long, String> published, PolicyVersion rebuilt) {
    if (rebuilt == null || rebuilt.sha256().equals(published.get(rebuilt.version()))) {
      return null;
    }
    byte[] artifact = store.artifact(published.get(rebuilt.version()));
    Arithmetic arithmetic = Arithmetic.of(artifact);
    return arithmetic.isSame()
        ? null
        : new OtherArithmetic(
            arithmetic.artifact(),
            arithmetic.here(),
            rebuilt.version(),
            Arithmetic.largestDifference(artifact, rebuilt.artifact()));
  }

  private FirstVersion firstVersion(ModelStoreClient store) {
    try {
      return FirstVersion.fetch(store, recipe);
    } catch (IllegalStateException e) {
      throw new UserError(e.getMessage());
    }
  }

  /** A long log makes many versions: only their hashes are kept. */
  private static PolicyVersion withoutBytes(PolicyVersion v) {
    return new PolicyVersion(
        v.policyId(),
        v.epoch(),
        v.version(),
        v.sha256(),
        v.parentSha256(),
        v.recipeHash(),
        v.lastOffset(),
        new byte[0],
        v.finished());
  }

  private static Outcome compare(
      long records,
      TreeMap<Long, String> published,
      List<PolicyVersion> rebuilt,
      OtherArithmetic other) {
    long identical = 0;
    List<Difference> differences = new ArrayList<>();
    for (PolicyVersion version : rebuilt) {
      String hash = published.remove(version.version());
      if (version.sha256().equals(hash)) {
        identical++;
      } else {
        differences.add(new Difference(version.version(), hash, version.sha256()));
      }
    }
    published.forEach((version, hash) -> differences.add(new Difference(version, hash, null)));
    return new Outcome(records, identical, differences, other);
  }
}
