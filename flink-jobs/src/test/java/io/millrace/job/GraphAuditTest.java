package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.learner.AdvantageLog;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import io.millrace.store.client.PolicyManifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks the graph of every job: what a savepoint needs, and what runs in which task. */
class GraphAuditTest {
  static final String RECIPE =
      """
      id: test
      policy: {id: p, network: {hidden: [8]}, flowSteps: 4}
      environment: {id: somewhere}
      rollout: {groupSize: 4, sampler: {id: flow-sde, noise: 0.7}}
      objective: {id: flow-grpo}
      optimizer: {id: adam, learningRate: 0.003}
      stop: {updates: 10}
      """;

  @ParameterizedTest
  @EnumSource(JobKind.class)
  void build_everyJob_everyOperatorHasItsOwnUid(JobKind kind) {
    StreamGraph graph = graph("--job", kind.id());

    Set<String> uids = new HashSet<>();
    for (StreamNode node : graph.getStreamNodes()) {
      assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotNull();
      assertThat(uids.add(node.getTransformationUID()))
          .as("uid %s is used once", node.getTransformationUID())
          .isTrue();
    }
    assertThat(uids).isNotEmpty();
    assertThat(graph.getJobConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reward.await=1", "reward.retention=1h"})
  void build_withRewardEvents_joinsThemAndEveryOperatorHasAUid(String option) {
    StreamGraph graph = job(List.of(option), "--job", "advantages");

    assertThat(graph.getStreamNodes())
        .allSatisfy(n -> assertThat(n.getTransformationUID()).as(n.getOperatorName()).isNotNull())
        .anySatisfy(n -> assertThat(n.getTransformationUID()).isEqualTo("reward-join-v1"));
  }

  @Test
  void build_withoutRewardEvents_readsNone() {
    assertThat(graph("--job", "advantages").getStreamNodes())
        .noneSatisfy(node -> assertThat(node.getOperatorName()).contains("reward-events"));
  }

  @Test
  void create_retentionWithCreditApart_refused() {
    assertThatThrownBy(() -> job(List.of("reward.retention=1h"), "--job=credit"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--job=credit reward.retention=PT1H");
  }

  @Test
  void create_retentionBeyondTheMemoryOfGroups_refused() {
    assertThatThrownBy(() -> job(List.of("reward.retention=2d"), "--job=all"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--remember-closed=PT24H reward.retention=PT48H");
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "learner"})
  void build_learner_publishesInATaskOfItsOwn(String job) {
    List<String> tasks = tasks(job);

    assertThat(tasks).filteredOn(name -> name.contains("learner ->")).noneMatch(this::publishes);
    assertThat(tasks).filteredOn(this::publishes).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "advantages"})
  void build_advantages_writtenInTheTaskThatCredits(String job) {
    assertThat(tasks(job))
        .anyMatch(
            name -> name.contains("groups and credit") && name.contains("advantages: Writer"));
  }

  private boolean publishes(String task) {
    return task.contains("publish versions");
  }

  private static List<String> tasks(String job) {
    List<String> names = new ArrayList<>();
    for (JobVertex vertex : graph("--job", job).getJobGraph().getVertices()) {
      names.add(vertex.getName());
    }
    return names;
  }

  private static StreamGraph graph(String... arguments) {
    return job(List.of(), arguments);
  }

  private static StreamGraph job(List<String> overrides, String... arguments) {
    List<String> args =
        new ArrayList<>(
            List.of("--recipe=unused", "--brokers=localhost:1", "--store=http://localhost:1"));
    args.addAll(List.of(arguments));
    byte[] artifact = AdvantageLog.firstArtifact();
    FirstVersion first =
        new FirstVersion(PolicyManifest.of("p", 1, 1, artifact, null, "hash", -1), artifact);
    Recipe recipe = RecipeReader.parse("test", RECIPE, overrides);
    TrainingJob job = new TrainingJob(JobOptions.parse(args.toArray(String[]::new)), recipe, first);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, job.configuration());
    job.build(env);
    return env.getStreamGraph();
  }
}
