package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.millrace.job.border.PolicyShape;
import io.millrace.job.learner.AdvantageLog;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstVersionTest {

  @Test
  void fetch_storeWithoutVersion1_saysWhatToDo() throws Exception {
    Recipe recipe = RecipeReader.parse("test", GraphAuditTest.RECIPE, List.of());
    HttpServer server = HttpServer.create(loopback(), 0);
    byte[] body =
        "{\"error\": \"not-found\", \"message\": \"no such version\"}"
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (ModelStoreClient store = new ModelStoreClient(address)) {
      assertThatThrownBy(() -> FirstVersion.fetch(store, recipe))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("millrace policies init")
          .hasMessageContaining("policy.id=p policy.epoch=1 version=1");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void shape_artifact_sizesOfItsPolicy() {
    byte[] artifact = AdvantageLog.firstArtifact();
    FirstVersion first =
        new FirstVersion(PolicyManifest.of("p", 1, 1, artifact, null, "hash", -1), artifact);

    assertThat(first.shape())
        .isEqualTo(
            new PolicyShape(
                "p",
                1,
                Samples.OBSERVATIONS,
                Samples.ACTIONS,
                1,
                Samples.FLOW_STEPS + 1,
                Samples.FLOW_STEPS - 1,
                0,
                Samples.FLOW_STEPS - 1,
                false,
                false,
                false,
                false,
                0,
                null,
                first.shape().highestLogProbs(),
                1));
    // Flow-SDE on four steps has deviations of a, a sqrt(3 / 4) and a / 2, with a = 0.7 here.
    double peak = -Math.log(0.7) - 0.5 * Math.log(2 * Math.PI);
    double[] expected = {peak, peak - 0.5 * Math.log(0.75), peak - Math.log(0.5)};
    assertThat(first.shape().highestLogProbs()).hasSize(expected.length);
    for (int k = 0; k < expected.length; k++) {
      assertThat(first.shape().highestLogProbs().get(k)).isCloseTo(expected[k], within(1e-12));
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
