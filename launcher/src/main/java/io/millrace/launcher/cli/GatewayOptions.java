package io.millrace.launcher.cli;

import io.millrace.gateway.GatewayLimits;
import io.millrace.gateway.net.ServerSettings;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.run.GatewayPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Where a gateway listens, to whom, and what it bears. */
final class GatewayOptions {
  private static final String TOKEN = "MILLRACE_GATEWAY_TOKEN";

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "HOST",
      description = "The address to listen at; else ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "7420",
      paramLabel = "PORT",
      description = "The port to listen at, 0 for a free one; else ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds what clients must say; else the variable " + TOKEN + " may.")
  private Path tokenFile;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "PEM file of a certificate chain: connections use TLS.")
  private Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "PEM file of its key, PKCS #8, not encrypted.")
  private Path key;

  @Option(
      names = "--limit",
      paramLabel = "NAME=N",
      description = {
        "Changes what it bears: messageBytes, connections, sessions, episodesPerSession,",
        "requestsPerSecond, idle or resetWait (both in seconds). May be repeated."
      })
  private Map<String, Integer> changes = new LinkedHashMap<>();

  @Option(
      names = "--progress",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "How often a line says how it gets on, 0 for never; else ${DEFAULT-VALUE}.")
  private int progress;

  GatewayPlan plan() {
    String token = token();
    if (token == null && !isLoopback()) {
      throw new UserError(
          "--host %s: others can reach it, so it needs a token (--token-file, or the variable %s)"
              .formatted(host, TOKEN));
    }
    if (progress < 0) {
      throw new UserError("--progress: expected a number of seconds, got " + progress);
    }
    try {
      return new GatewayPlan(
          new ServerSettings(host, port, certificate, key),
          limits(),
          token,
          Duration.ofSeconds(progress));
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new UserError("--host: no such host, host=" + host);
    }
  }

  private String token() {
    String token = tokenFile == null ? System.getenv(TOKEN) : read(tokenFile);
    if (token != null && token.isBlank()) {
      throw new UserError(
          "the token is empty: " + (tokenFile == null ? "variable " + TOKEN : "file " + tokenFile));
    }
    return token;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UserError("--token-file: cannot read it, file=" + file);
    }
  }

  private GatewayLimits limits() {
    GatewayLimits usual = GatewayLimits.standard();
    Map<String, Integer> said = new LinkedHashMap<>(changes);
    GatewayLimits limits =
        new GatewayLimits(
            take(said, "messageBytes", usual.messageBytes()),
            take(said, "connections", usual.connections()),
            take(said, "sessions", usual.sessions()),
            take(said, "episodesPerSession", usual.episodesPerSession()),
            take(said, "requestsPerSecond", usual.requestsPerSecond()),
            Duration.ofSeconds(take(said, "idle", (int) usual.idle().toSeconds())),
            Duration.ofSeconds(take(said, "resetWait", (int) usual.resetWait().toSeconds())));
    if (!said.isEmpty()) {
      throw new UserError("--limit: no such limit, name=" + new TreeSet<>(said.keySet()));
    }
    return limits;
  }

  private static int take(Map<String, Integer> said, String name, int otherwise) {
    Integer value = said.remove(name);
    return value == null ? otherwise : value;
  }
}
