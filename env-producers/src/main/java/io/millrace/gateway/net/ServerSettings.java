package io.millrace.gateway.net;

import java.nio.file.Path;

/**
 * Where a gateway listens.
 *
 * @param host address to bind
 * @param port 0 for a free one
 * @param certificate PEM file of the certificate chain; null for no TLS
 * @param key PEM file (PKCS #8, not encrypted) of its key; null with the certificate
 */
public record ServerSettings(String host, int port, Path certificate, Path key) {

  public ServerSettings {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "expected a certificate and its key, or neither, certificate=%s key=%s"
              .formatted(certificate, key));
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("expected a port from 0 to 65535, port=" + port);
    }
  }

  /** Without TLS. */
  public static ServerSettings plain(String host, int port) {
    return new ServerSettings(host, port, null, null);
  }
}
