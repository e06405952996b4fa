package io.millrace.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.optimizer.Optimizer;
import io.millrace.flow.optimizer.Sgd;
import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.OptionTree;
import io.millrace.recipe.option.Plugin;
import io.millrace.recipe.option.Registry;
import io.millrace.recipe.plugin.AdamOptions;
import io.millrace.recipe.plugin.OptimizerPlugin;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  public record SlowOptions(@Doc("step size") @Default("0.5") double rate) {}

  /** As a third party would write one. */
  public static class SlowOptimizer implements OptimizerPlugin {
    @Override
    public String id() {
      return "slow";
    }

    @Override
    public String summary() {
      return "a third party's optimizer";
    }

    @Override
    public Class<? extends Record> options() {
      return SlowOptions.class;
    }

    @Override
    public Optimizer create(Record options) {
      return new Sgd(((SlowOptions) options).rate());
    }
  }

  /** Takes the id of a built-in plug-in. */
  public static class SecondAdam extends SlowOptimizer {
    @Override
    public String id() {
      return "adam";
    }
  }

  private static URLClassLoader offering(Path folder, Class<?> provider) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(OptimizerPlugin.class.getName()), provider.getName());
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, PluginsTest.class.getClassLoader());
  }

  @Test
  void load_thirdPartyPlugin_isReadAndMadeLikeABuiltInOne(@TempDir Path folder) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = offering(folder, SlowOptimizer.class)) {
      thread.setContextClassLoader(loader);
      Recipe recipe =
          RecipeReader.parse(
              "x", TestRecipes.SMALL, List.of("optimizer.id=slow", "optimizer.rate=0.25"));

      assertThat(recipe.optimizer().plugin().options()).isEqualTo(new SlowOptions(0.25));
      assertThat(RecipeAssembly.optimizer(recipe)).isEqualTo(new Sgd(0.25));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void load_secondPluginOfAnId_isRefused(@TempDir Path folder) throws Exception {
    try (URLClassLoader loader = offering(folder, SecondAdam.class)) {
      assertThatThrownBy(() -> Plugins.load(loader))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("stage=optimizer, id=adam")
          .hasMessageContaining(SecondAdam.class.getName());
    }
  }

  @Test
  void builtIn_everyPlugin_hasAKebabCaseIdAndASummary() {
    for (Registry<?> registry : TestRecipes.UNCHECKED.stages()) {
      for (Plugin plugin : registry.plugins()) {
        assertThat(plugin.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(plugin.summary()).as(plugin.id()).isNotBlank().doesNotEndWith(".");
      }
    }
    assertThat(TestRecipes.UNCHECKED.samplers().ids())
        .containsExactly("cps", "dance-sde", "flow-noise", "flow-sde", "latent-gaussian", "ode");
  }

  @Test
  void options_ofAnotherType_areRefused() {
    Choice choice = new Choice("adam", new SlowOptions(1));

    assertThatThrownBy(() -> choice.options(AdamOptions.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("plugin=adam");
    assertThat(OptionTree.write(choice.options()).toString()).isEqualTo("{\"rate\":1.0}");
  }
}
