package io.millrace.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.benchmarks.measure.Clock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol, with shell scripts in the peer's place. */
class PeerProcessTest {
  private static final String HELLO = "echo '{\"peer\": \"Fake 1.0\", \"gflops\": 50.5}'\n";

  @TempDir private Path folder;

  @Test
  void measure_knownBenchmark_passesTheRequestAndReadsTheMedian() {
    String echo =
        "read name seconds clock\n"
            + "[ \"$name $seconds $clock\" = \"some-work 0.25 cpu\" ] && median=0.5 || median=7\n"
            + "echo \"{\\\"median\\\": $median, \\\"samples\\\": 3}\"\n";
    try (PeerProcess peer = start(HELLO + echo)) {
      assertThat(peer.name()).isEqualTo("Fake 1.0");
      assertThat(peer.hello().path("gflops").asDouble()).isEqualTo(50.5);
      assertThat(peer.measure("some-work", 0.25, Clock.CPU)).isEqualTo(0.5);
    }
  }

  @Test
  void measure_errorAnswer_isToldInItsWords() {
    try (PeerProcess peer = start(HELLO + "read line\necho '{\"error\": \"no benchmark\"}'\n")) {
      assertThatThrownBy(() -> peer.measure("x", 0.1, Clock.WALL))
          .isInstanceOf(PeerException.class)
          .hasMessage("no benchmark");
    }
  }

  @Test
  void measure_answerWithoutMedian_isRefused() {
    try (PeerProcess peer = start(HELLO + "read line\necho '{\"median\": 0}'\n")) {
      assertThatThrownBy(() -> peer.measure("x", 0.1, Clock.WALL))
          .hasMessageContaining("a median above 0");
    }
  }

  @Test
  void measure_peerThatEnded_isToldAtOnce() {
    try (PeerProcess peer = start(HELLO)) {
      assertThatThrownBy(() -> peer.measure("x", 0.1, Clock.WALL))
          .isInstanceOf(PeerException.class);
    }
  }

  @Test
  void start_helloWithError_isRefused() {
    assertThatThrownBy(() -> start("echo '{\"error\": \"cannot import torch\"}'\n"))
        .isInstanceOf(PeerException.class)
        .hasMessage("cannot import torch");
  }

  @Test
  void start_noise_isRefused() {
    assertThatThrownBy(() -> start("echo hello\n")).hasMessageContaining("a line of JSON");
  }

  @Test
  void start_noSuchProgram_isRefused() {
    List<String> command = List.of(folder.resolve("nowhere").toString());
    assertThatThrownBy(() -> PeerProcess.start(command, folder))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("cannot start");
  }

  private PeerProcess start(String script) {
    return PeerProcess.start(List.of("/bin/sh", "-c", script), folder);
  }
}
