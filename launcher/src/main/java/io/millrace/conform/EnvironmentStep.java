package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.StepResult;
import io.millrace.recipe.Environments;
import io.millrace.recipe.Plugins;
import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Chosen;

/** {@code environment.step}: one step from a given physical state. */
final class EnvironmentStep implements Operation {
  /** Binds the options as a recipe's would be. */
  record Stage(@Chosen(Environments.STAGE) Choice environment) {}

  @Override
  public ObjectNode run(CaseFields plugin, CaseFields inputs) {
    try (Environment environment = environment(plugin)) {
      return step(environment, inputs);
    }
  }

  private static ObjectNode step(Environment environment, CaseFields inputs) {
    environment.reset(0, new float[environment.spec().jointObservationSize()]);
    environment.setState(inputs.vector("state"));
    StepResult step = StepResult.of(environment.spec());
    environment.step(inputs.floats("action"), step);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("state", Outputs.vector(environment.state()));
    outputs.put("reward", step.reward());
    outputs.put("terminated", step.terminated());
    float[] observation = step.observation();
    outputs.set("observation", Outputs.vector(observation, 0, observation.length));
    return outputs;
  }

  private static Environment environment(CaseFields plugin) {
    Stage stage = RecipeStage.read("environment", Stage.class, plugin, Plugins.load());
    return EnvironmentFactory.of(stage.environment()).createBare();
  }
}
