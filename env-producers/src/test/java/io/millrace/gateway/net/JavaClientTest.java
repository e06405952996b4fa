package io.millrace.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.gateway.GatewayStats;
import io.millrace.gateway.TestGateway;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client for Java, compiled as a user would, as a process, through a real socket. */
class JavaClientTest {
  private static final Path CLIENTS = Path.of("clients/java").toAbsolutePath();

  @TempDir private Path folder;

  @BeforeEach
  void needsCompiler() {
    assumeTrue(
        ToolProvider.getSystemJavaCompiler() != null,
        "skipped: this Java has no compiler, use a JDK");
  }

  /** Compiles the client and this file of its user, without a warning. */
  private Path compiled(Path user) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path classes = folder.resolve("classes");
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean done =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of("-d", classes.toString(), "--release", "17", "-Xlint:all", "-Werror"),
                  null,
                  files.getJavaFileObjects(CLIENTS.resolve("MillraceEnv.java"), user))
              .call();
      assertThat(done).as(said.toString()).isTrue();
    }
    return classes;
  }

  private String run(Path classes, String main, String... arguments) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Stream<String> command =
        Stream.of(
            java,
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-Djavax.net.ssl.trustStore=" + folder.resolve("keys.p12"),
            "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD,
            "-cp",
            classes.toString(),
            main);
    return ClientProcess.run(folder, folder, Stream.concat(command, Stream.of(arguments)).toList());
  }

  @Test
  void train_someEpisodes_bringsWholeTrajectories() throws Exception {
    TestGateway test = TestGateway.of(1, 1_000, TestGateway.limits(), null, true);
    Path classes = compiled(CLIENTS.resolve("examples/Toy.java"));
    try (GatewayServer server =
        GatewayServer.start(test.gateway, ServerSettings.plain("127.0.0.1", 0))) {
      String said = run(classes, "Toy", Integer.toString(server.port()), "7");
      assertThat(said).contains("7 episodes").contains("without exploration: ");
    }
    assertThat(test.sink.trajectories)
        .hasSize(7)
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

  /** What the toy does not do, on a connection with TLS. */
  private static final String USER =
      """
      import io.millrace.client.MillraceEnv;
      import io.millrace.client.MillraceEnv.GatewayException;
      import io.millrace.client.MillraceEnv.Outcome;
      import java.util.Arrays;
      import java.util.Map;
      import javax.net.ssl.SSLContext;

      public class User {
        public static void main(String[] args) throws Exception {
          var there =
              MillraceEnv.at("127.0.0.1", Integer.parseInt(args[0]))
                  .withTls(SSLContext.getDefault());
          try (var refused = there.withToken("wrong").connect()) {
            System.out.println("let in " + refused.stats());
          } catch (GatewayException e) {
            System.out.println("hello " + e.code());
          }
          try (var gateway = there.withToken("secret").connect();
              var session = gateway.open(Map.of("session", "both", "episodes", 2))) {
            System.out.println("seeds " + session.reset().seeds().length);
            for (double[] second : new double[][] {{1, Double.NaN}, {1}}) {
              try {
                session.observe(new double[] {1, 2}, second);
              } catch (GatewayException e) {
                System.out.println("observe " + e.getMessage());
              }
            }
            session.observe(new double[] {1, 2}, new double[] {3, 4});
            var turn =
                session.step(
                    new Outcome(new double[] {5, 6}, 1, true, false, true),
                    new Outcome(new double[] {7, 8}, 2, false, false));
            System.out.println("ended " + (turn.actions()[0] == null));
            turn = session.step(null, new Outcome(new double[] {9, 9}, 3, true, false, false));
            System.out.println("returns " + Arrays.toString(turn.returns()));
            String id =
                gateway.log(
                    new double[][] {{1, 2}},
                    new double[][] {{0.5}},
                    Map.of("id", "it's \\"é\\"\\n", "actor", "operator"));
            System.out.println("same " + id.equals("it's \\"é\\"\\n"));
            System.out.println("logged " + gateway.stats().get("logged"));
          }
        }
      }
      """;

  @Test
  void session_batchOverTls_isPlayedAndRefusedByFieldAndValue() throws Exception {
    TestCertificate own = TestCertificate.in(folder);
    TestGateway test = TestGateway.of(1, 1_000, TestGateway.limits(), "secret", true);
    Path classes = compiled(Files.writeString(folder.resolve("User.java"), USER));
    ServerSettings settings = new ServerSettings("127.0.0.1", 0, own.certificate(), own.key());
    try (GatewayServer server = GatewayServer.start(test.gateway, settings)) {
      String said = run(classes, "User", Integer.toString(server.port()));
      assertThat(said.lines())
          .containsExactly(
              "hello bad-token",
              "seeds 2",
              "observe not-finite: observations[1][1]: expected a finite number, got NaN",
              "observe bad-shape: observations[1]: expected 2 numbers, got 1",
              "ended true",
              "returns [1.0, 5.0]",
              "same true",
              "logged 1.0");
    }
    assertThat(test.sink.trajectories)
        .extracting(t -> t.getRewards().getShape().get(0))
        .containsExactly(1, 2);
    Trajectory second = test.sink.trajectories.get(1);
    assertThat(Tensors.floats(second.getObservations())).containsExactly(3, 4, 7, 8, 9, 9);
    assertThat(second.getAttributes()).containsEntry("success", "false");
    assertThat(test.demonstrations.trajectories).hasSize(1);
  }
}
