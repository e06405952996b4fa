package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InitialPolicyTest {
  private static final Path GORL = Path.of("../recipes/gorl.yaml");

  @Test
  void of_objectiveThatPreparesTheFirstVersion_isAsked() {
    assertThat(lastVelocityWeights(List.of())).containsOnly(0f);
  }

  @Test
  void of_objectiveThatDoesNot_keepsRandomWeights() {
    assertThat(lastVelocityWeights(List.of("objective.id=ppo"))).doesNotContain(0f);
  }

  private static float[] lastVelocityWeights(List<String> overrides) {
    Recipe recipe = RecipeReader.read(GORL, overrides);
    FlowPolicy first = InitialPolicy.of(recipe).policy();
    List<Mlp.Layer> layers = first.model().velocity().heads().get(0).layers();
    return first.model().parameters().read(layers.get(layers.size() - 1).weight());
  }
}
