package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;
import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.RunReport;
import io.millrace.recipe.RecipeException;
import io.millrace.recipe.RecipeReader;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three agents with one policy, from the worker through gates and credit into updates. */
class AgentsRehearsalTest {
  private static final int AGENTS = 3;
  private static final int MEMBERS = 16;
  private static final String YAML =
      """
      id: sides
      policy: {network: {hidden: [16]}, flowSteps: 3}
      environment: sides
      rollout: {groupSize: 16, sampler: {id: flow-sde}}
      credit: {id: group-relative}
      objective: {id: flow-grpo}
      optimizer: {id: adam, learningRate: 0.01}
      learner: {batch: 6}
      stop: {updates: 60}
      evaluation: {episodes: 200}
      """;

  /**
   * Each agent sees -1 or 1 and is paid 1 if its own action has that sign, else 0; for some of them
   * what the neighbor does is paid instead.
   */
  private record Sides(boolean neighbors) implements Dynamics {
    @Override
    public EnvironmentSpec spec() {
      return new EnvironmentSpec(
          "sides", ActionSpace.Box.of(1, -1, 1), ActionSpace.Box.unbounded(1), 1, true, AGENTS);
    }

    @Override
    public int stateSize() {
      return AGENTS;
    }

    @Override
    public void reset(RandomSource random, double[] state) {
      for (int agent = 0; agent < AGENTS; agent++) {
        state[agent] = random.nextInt(2) * 2 - 1;
      }
    }

    @Override
    public void step(double[] state, float[] action, RandomSource random, StepResult out) {
      for (int agent = 0; agent < AGENTS; agent++) {
        int judged = neighbors ? (agent + 1) % AGENTS : agent;
        out.setReward(agent, state[judged] * action[judged] > 0 ? 1 : 0);
      }
      out.setEnd(true, false);
    }

    @Override
    public void observe(double[] state, float[] observation) {
      for (int agent = 0; agent < AGENTS; agent++) {
        observation[agent] = (float) state[agent];
      }
    }

    @Override
    public Boolean success(double[] state, double lastReward) {
      return lastReward == 1;
    }
  }

  /** Offers {@link Sides}. */
  public static final class Provider implements EnvironmentProvider<Provider.Options> {
    /** Options of a recipe. */
    public record Options(@Doc("pay what the neighbor does") @Default("false") boolean neighbors) {}

    @Override
    public String id() {
      return "sides";
    }

    @Override
    public String summary() {
      return "three agents that each act on the side they see";
    }

    @Override
    public Class<Options> options() {
      return Options.class;
    }

    @Override
    public int agents(Record options) {
      return AGENTS;
    }

    @Override
    public Environment create(Options options) {
      return new SimulatedEnvironment(new Sides(options.neighbors()));
    }
  }

  @TempDir private Path jar;
  private ClassLoader before;
  private URLClassLoader loader;

  /** What a jar with the environment would be to a recipe. */
  @BeforeEach
  void offer() throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.millrace.recipe.EnvironmentPlugin"), Provider.class.getName());
    before = Thread.currentThread().getContextClassLoader();
    loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(loader);
  }

  @AfterEach
  void withdraw() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    loader.close();
  }

  private static RunReport rehearse(String... changes) {
    return new Rehearsal(RecipeReader.parse("sides", YAML, List.of(changes)), Progress.silent())
        .run();
  }

  @Test
  void run_eachAgentPaidForItsOwn_learns() {
    RunReport report = rehearse();

    assertThat(report.curve()).hasSize(60);
    assertThat(report.fates().used()).isEqualTo(60 * 6 * MEMBERS);
    // Every decision of every agent is a step.
    assertThat(report.curve().get(0).envSteps()).isEqualTo(6 * MEMBERS);
    assertThat(report.first().meanReturn()).isBetween(0.3, 0.7);
    assertThat(report.last().meanReturn()).isGreaterThan(0.95);
    assertThat(report.last().success()).isGreaterThan(0.9);
  }

  /** The same steps with the neighbor's pay teach nothing: credit does not mix the agents. */
  @Test
  void run_eachAgentPaidForItsNeighbor_doesNotLearn() {
    RunReport report = rehearse("environment.neighbors=true");

    assertThat(report.last().meanReturn()).isBetween(0.2, 0.8);
  }

  /** Continuous flows too: learned noise, an encoder, a value network and chunks for each agent. */
  @Test
  void run_aFlowForEachAgent_learns() {
    RunReport report =
        rehearse(
            "policy={network: {hidden: [16], encoder: [8, 4]}, flowSteps: 3, agents: separate}");

    assertThat(report.last().meanReturn()).isGreaterThan(0.9);
    RunReport noisy =
        rehearse(
            "policy={network: {hidden: [16]}, flowSteps: 3, agents: separate, chunk: 2}",
            "rollout.sampler={id: flow-noise, noiseMin: 0.1, noiseMax: 0.5}",
            "credit={id: gae}",
            "objective={id: reinflow}",
            "stop.updates=2",
            "evaluation.episodes=5");
    assertThat(noisy.fates().used()).isEqualTo(2 * 6 * MEMBERS);
  }

  @Test
  void read_updateOfHalfAPlay_isRefused() {
    assertThatThrownBy(() -> rehearse("learner.batch=4"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(
            "learner.batch: expected a multiple of the environment's 3 agents, each of which"
                + " brings a group, got 4");
  }

  @Test
  void read_sharedNoise_isRefused() {
    assertThatThrownBy(() -> rehearse("rollout.exploration={window: 1, seeds: 2, strides: [1, 2]}"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("rollout.exploration.seeds: expected 0 in an environment of 3 agents")
        .hasMessageContaining("rollout.exploration.strides: expected one stride");
  }

  @Test
  void run_searchedStartsAndChunks_workForEachAgent() {
    RunReport report =
        rehearse(
            "stop.updates=2",
            "evaluation.episodes=5",
            "policy.chunk=2",
            "rollout.exploration={noiseSearch: {rounds: 2, candidates: 8, elites: 2}}");

    assertThat(report.fates().used()).isEqualTo(2 * 6 * MEMBERS);
  }
}
