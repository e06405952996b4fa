package io.millrace.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.gateway.GatewayStats;
import io.millrace.gateway.TestGateway;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client for Node.js, as a process, through a real socket. */
class NodeClientTest {
  private static final Path CLIENTS = Path.of("clients/node").toAbsolutePath();

  @TempDir private Path folder;

  @BeforeEach
  void needsNode() throws InterruptedException {
    boolean there = ClientProcess.canRun("node", "--version");
    assumeTrue(there, "skipped: the client for Node.js needs node (Debian: apt install nodejs)");
  }

  private String node(String... arguments) throws Exception {
    return ClientProcess.run(
        CLIENTS, folder, Stream.concat(Stream.of("node"), Stream.of(arguments)).toList());
  }

  @Test
  void train_someEpisodes_bringsWholeTrajectories() throws Exception {
    TestGateway test = TestGateway.of(1, 1_000, TestGateway.limits(), null, true);
    try (GatewayServer server =
        GatewayServer.start(test.gateway, ServerSettings.plain("127.0.0.1", 0))) {
      String said = node("examples/toy.mjs", Integer.toString(server.port()), "7");
      assertThat(said).contains("7 episodes").contains("without exploration: ");
    }
    assertThat(test.sink.trajectories).hasSize(7);
    assertThat(test.sink.trajectories)
        .allSatisfy(
            trajectory -> {
              assertThat(trajectory.getTruncated()).isTrue();
              assertThat(trajectory.getActions().getShape()).containsExactly(5, 1);
            });
    GatewayStats stats = test.gateway.stats();
    assertThat(stats.episodesRunning()).isZero();
    assertThat(stats.evaluations().finished()).isEqualTo(100);
    assertThat(stats.sessionsOpened()).isEqualTo(2);
  }

  @Test
  void ask_nonsense_rejectsWithCodeAndStaysUsable() throws Exception {
    TestGateway test = TestGateway.of(1, 1_000, TestGateway.limits(), "secret", true);
    String script =
        """
        import { Gateway } from './millrace-env.mjs';
        const port = %d;
        await Gateway.connect({ port, token: 'wrong' }).catch((e) => console.log('hello', e.code));
        const gateway = await Gateway.connect({ port, token: 'secret' });
        const session = await gateway.open();
        await session.reset();
        for (const observation of [[NaN, 0], [1], 'x']) {
          await session.observe({ observation }).catch((e) => console.log('observe', e.code, e.message));
        }
        console.log((await session.observe({ observation: [0, 0] })).type);
        gateway.close();
        """;
    try (GatewayServer server =
        GatewayServer.start(test.gateway, ServerSettings.plain("127.0.0.1", 0))) {
      String said = node("--input-type=module", "--eval", script.formatted(server.port()));
      assertThat(said.lines().filter(line -> line.startsWith("observe"))).hasSize(3);
      assertThat(said).contains("hello bad-token").contains("observation").endsWith("action\n");
    }
  }
}
