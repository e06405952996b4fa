package io.millrace.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.gateway.TestGateway;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client for Python, as a process, through a real socket. */
class PythonClientTest {
  private static final Path CLIENTS = Path.of("clients/python").toAbsolutePath();

  @TempDir private Path folder;

  @BeforeEach
  void needsPython() throws InterruptedException {
    assumeTrue(
        ClientProcess.canRun("python3", "--version"),
        "skipped: the client for Python needs python3 (Debian: apt install python3)");
  }

  private String python(String script) throws Exception {
    return ClientProcess.run(CLIENTS, folder, List.of("python3", "-c", script));
  }

  /**
   * Four environments whose episodes take 1, 2, 3 and 5 steps; a reward names environment, step.
   */
  private static final String FOUR_LENGTHS =
      """
      import millrace_env

      class Counting:
          def __init__(self, number, length):
              self.number, self.length = number, length
          def reset(self, seed=None):
              print("seed", self.number, seed)
              self.step_number = 0
              return [self.number, 0], {}
          def step(self, action):
              assert len(action) == 1, action
              self.step_number += 1
              assert self.step_number <= self.length, "stepped after its end"
              ended = self.step_number == self.length
              reward = self.number + self.step_number / 8
              return [self.number, self.step_number], reward, ended, False, {}

      envs = [Counting(number, length) for number, length in enumerate([1, 2, 3, 5])]
      told = []
      returns = millrace_env.train_vector(
          envs, 8, on_episode=lambda *episode: told.append(episode), port=%d)
      print("returns", returns)
      print("told", told == [(i + 1, total, 1) for i, total in enumerate(returns)])
      """;

  @Test
  void trainVector_episodesOfUnequalLength_eachIsSentAsItWasPlayed() throws Exception {
    TestGateway test = TestGateway.of(2, 1_000, TestGateway.limits(), null, true);
    String said;
    try (GatewayServer server =
        GatewayServer.start(test.gateway, ServerSettings.plain("127.0.0.1", 0))) {
      said = python(FOUR_LENGTHS.formatted(server.port()));
    }

    // Rewards n + 1/8, n + 2/8, ... of environment n, added up.
    assertThat(said)
        .contains("returns [0.125, 2.375, 6.75, 16.875, 0.125, 2.375, 6.75, 16.875]")
        .contains("told True");
    List<String> seeds =
        said.lines()
            .filter(l -> l.startsWith("seed"))
            .map(l -> l.substring(l.lastIndexOf(' ') + 1))
            .toList();
    assertThat(seeds).hasSize(8);
    for (int member = 0; member < seeds.size(); member += 2) {
      assertThat(seeds.get(member)).as("members of a group").isEqualTo(seeds.get(member + 1));
    }
    assertThat(seeds.stream().distinct()).hasSize(4);
    assertThat(test.sink.trajectories).hasSize(8).allSatisfy(PythonClientTest::assertIsCounting);
    assertThat(test.sink.trajectories)
        .filteredOn(t -> numberOf(t) == 2)
        .extracting(t -> Tensors.floats(t.getObservations()))
        .containsExactly(
            new float[] {2, 0, 2, 1, 2, 2, 2, 3}, new float[] {2, 0, 2, 1, 2, 2, 2, 3});
  }

  private static int numberOf(Trajectory trajectory) {
    return (int) Tensors.floats(trajectory.getObservations())[0];
  }

  private static void assertIsCounting(Trajectory trajectory) {
    int number = numberOf(trajectory);
    float[] rewards = Tensors.floats(trajectory.getRewards());
    assertThat(rewards).hasSize(new int[] {1, 2, 3, 5}[number]);
    for (int step = 0; step < rewards.length; step++) {
      assertThat(rewards[step]).isEqualTo(number + (step + 1) / 8f);
    }
    assertThat(trajectory.getTerminated()).isTrue();
    assertThat(trajectory.getMemberIndex()).isEqualTo(number % 2);
  }

  /** Two calls on one connection, which stays open. */
  private static final String EVALUATION =
      """
      import sys
      sys.path.insert(0, "examples")
      import millrace_env, toy

      with millrace_env.Gateway(port=%d) as gateway:
          trained = millrace_env.train(toy.Reach(), 3, connection=gateway)
          judged = millrace_env.evaluate(toy.Reach(), 5, connection=gateway)
          stats = gateway.stats()["evaluations"]
          print(len(trained), len(judged), stats["finished"], stats["version"])
          print(abs(stats["result"]["meanReturn"] - sum(judged) / 5) < 1e-4)
      """;

  @Test
  void evaluate_someEpisodes_areCountedApart() throws Exception {
    TestGateway test = TestGateway.of(1, 1_000, TestGateway.limits(), null, true);
    try (GatewayServer server =
        GatewayServer.start(test.gateway, ServerSettings.plain("127.0.0.1", 0))) {
      assertThat(python(EVALUATION.formatted(server.port())).lines())
          .containsExactly("3 5 5 1", "True");
    }
    assertThat(test.sink.trajectories).hasSize(3);
    assertThat(test.gateway.stats().sessionsOpened()).isEqualTo(2);
  }

  private static final String REFUSALS =
      """
      import millrace_env

      def refused(what, call):
          try:
              call()
          except millrace_env.GatewayError as error:
              print(what, error.code, str(error).split(": ", 1)[1])

      refused("hello", lambda: millrace_env.Gateway(port=%1$d, token="wrong"))
      with millrace_env.Gateway(port=%1$d, token="secret") as gateway:
          session = gateway.open()
          session.reset()
          refused("observe", lambda: session.observe([float("nan"), 0]))
          refused("observe", lambda: session.observe([1]))
          print("action", len(session.observe([0, 0])))
          gateway.log([[1, 2], [3, 4]], [[0.5], [-0.5]], actor="operator")
          print("logged", gateway.stats()["logged"])
      """;

  @Test
  void ask_nonsense_raisesWithCodeAndStaysUsable() throws Exception {
    TestGateway test = TestGateway.of(1, 1_000, TestGateway.limits(), "secret", true);
    try (GatewayServer server =
        GatewayServer.start(test.gateway, ServerSettings.plain("127.0.0.1", 0))) {
      assertThat(python(REFUSALS.formatted(server.port())).lines())
          .containsExactly(
              "hello bad-token token: expected the token of this gateway, got another",
              "observe not-finite observation[0]: expected a finite number, got NaN",
              "observe bad-shape observation: expected 2 numbers, got 1",
              "action 1",
              "logged 1");
    }
    assertThat(test.demonstrations.trajectories.get(0).getPolicyId()).isEqualTo("operator");
  }
}
