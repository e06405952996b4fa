package io.millrace.launcher.cli;

import io.millrace.launcher.error.UserError;
import io.millrace.store.client.ClientSettings;
import io.millrace.store.client.ModelStoreClient;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Names a model store. */
final class StoreOption {
  /** A person at a terminal would rather know than wait. */
  private static final Duration RETRY_FOR = Duration.ofSeconds(3);

  @Option(
      names = "--store",
      paramLabel = "URL",
      required = true,
      description = "The model store, for example http://127.0.0.1:8400.")
  private String url;

  URI address() {
    return address(url);
  }

  ModelStoreClient open() {
    return open(url);
  }

  /** The address that was meant. */
  static URI address(String url) {
    try {
      URI address = URI.create(url);
      if (address.getHost() == null || !"http".equals(address.getScheme())) {
        throw new UserError("the store must be an address like http://HOST:PORT, store=" + url);
      }
      return address;
    } catch (IllegalArgumentException e) {
      throw new UserError("the store must be an address like http://HOST:PORT, store=" + url);
    }
  }

  /** The store at this address. */
  static ModelStoreClient open(String url) {
    return new ModelStoreClient(address(url), ClientSettings.defaults().withRetryFor(RETRY_FOR));
  }
}
