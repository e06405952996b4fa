package io.millrace.store.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F23: every hostile key is refused with 400, in every place a key goes, written as it is and
 * percent-encoded, and nothing changes on the disk. Requests are written by hand, because a
 * well-behaved HTTP client would clean them up.
 */
class HostileKeysTest {
  @TempDir private Path parent;

  @Test
  void request_hostileKeyAnywhere_isRefusedAndChangesNothing() throws IOException {
    Chain chain = Chain.of("good", 1, 1, 3000, 1);
    try (ModelStore store =
            ModelStore.open(StoreSettings.in(parent.resolve("data")), Clock.systemUTC());
        StoreHttp http = StoreHttp.start(store, "127.0.0.1", 0)) {
      chain.publishAll(store);
      Map<String, String> before = fingerprint();
      int requests = 0;
      for (String key : HostileKeys.all()) {
        for (String request : requests(key)) {
          assertThat(status(http.port(), request)).as(request).isEqualTo(400);
          requests++;
        }
      }
      assertThat(HostileKeys.all()).hasSizeGreaterThanOrEqualTo(40);
      assertThat(requests).isGreaterThan(400);
      assertThat(fingerprint()).isEqualTo(before);
      assertThat(store.policies()).hasSize(1);
    }
  }

  private static List<String> requests(String key) {
    String encoded = percentEncoded(key);
    Stream<String> places =
        Stream.of(
            "PUT /v1/policies/%s/epochs/1/versions/1",
            "PUT /v1/policies/good/aliases/%s",
            "GET /v1/policies/%s/versions/latest",
            "DELETE /v1/policies/good/aliases/%s",
            "GET /v1/artifacts/%s",
            "GET /v1/events?policy=%s");
    return places
        .flatMap(
            place ->
                staysOneKey(key) && !place.contains("?")
                    ? Stream.of(place.formatted(encoded), place.formatted(key))
                    : Stream.of(place.formatted(encoded)))
        .toList();
  }

  /** Every byte but letters and digits, so that not even a dot stays as it is. */
  private static String percentEncoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace(".", "%2e")
        .replace("-", "%2d")
        .replace("_", "%5f")
        .replace("*", "%2a");
  }

  /** Written as they are, some keys end the path or are two harmless keys. */
  private static boolean staysOneKey(String key) {
    return !key.equals("a/b") && key.chars().noneMatch(c -> " ?#\r\n".indexOf(c) >= 0);
  }

  private static int status(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      String head =
          request
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n"
              + "Millrace-Sha256: "
              + Chain.hash("{}".getBytes(StandardCharsets.UTF_8))
              + "\r\n\r\n{}";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      try (InputStream answer = socket.getInputStream()) {
        String line = new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
        assertThat(line).as(request).startsWith("HTTP/1.1 ");
        return Integer.parseInt(line.substring(9));
      }
    }
  }

  /** Path to content hash of everything beside and below the data directory. */
  private Map<String, String> fingerprint() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(parent)) {
      for (Path path : paths.toList()) {
        String name = parent.relativize(path).toString();
        boolean diagnostics = path.getFileName().toString().startsWith("LOG");
        files.put(
            name,
            Files.isDirectory(path) || diagnostics ? "" : Chain.hash(Files.readAllBytes(path)));
      }
    }
    return files;
  }
}
