package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.optimizer.AdaptiveObGd;
import io.millrace.flow.optimizer.ObGd;
import io.millrace.flow.optimizer.Optimizer;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.optimizer.TraceOptimizer;
import io.millrace.recipe.Plugins;
import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Chosen;
import io.millrace.recipe.plugin.Optimizers;

/**
 * {@code optimizer.step}: the parameters after each of some gradients. Optimizers with eligibility
 * traces take a {@code delta} for each gradient, and may take {@code ends}, 1 where the trace is
 * cut after the step; they give {@code stepSize}, too.
 */
final class OptimizerStep implements Operation {
  /** Binds the options as a recipe's would be. */
  record Stage(@Chosen(Optimizers.STAGE) Choice optimizer) {}

  @Override
  public ObjectNode run(CaseFields plugin, CaseFields inputs) {
    float[] parameters = inputs.floats("parameters");
    double[][] gradients = inputs.matrix("gradients");
    for (double[] gradient : gradients) {
      if (gradient.length != parameters.length) {
        throw new ConformanceException(
            "inputs.gradients: expected rows of "
                + parameters.length
                + " numbers, got "
                + gradient.length);
      }
    }
    return switch (plugin.text("id")) {
      case "obgd" -> follow(obGd(plugin), parameters, gradients, inputs);
      case "adaptive-obgd" -> follow(adaptiveObGd(plugin), parameters, gradients, inputs);
      default -> descend(optimizer(plugin), parameters, gradients);
    };
  }

  private static ObjectNode descend(Optimizer optimizer, float[] parameters, double[][] gradients) {
    OptimizerState state = optimizer.start(parameters.length);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    ArrayNode steps = outputs.putArray("parameters");
    for (double[] gradient : gradients) {
      optimizer.step(parameters, CaseFields.narrow(gradient), state);
      steps.add(Outputs.vector(parameters, 0, parameters.length));
    }
    return outputs;
  }

  private static ObjectNode follow(
      TraceOptimizer optimizer, float[] parameters, double[][] gradients, CaseFields inputs) {
    double[] delta = inputs.vector("delta");
    double[] ends = inputs.has("ends") ? inputs.vector("ends") : new double[delta.length];
    if (delta.length != gradients.length || ends.length != gradients.length) {
      throw new ConformanceException("inputs: gradients, delta and ends differ in length");
    }
    OptimizerState state = optimizer.start(parameters.length);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    ArrayNode steps = outputs.putArray("parameters");
    ArrayNode sizes = outputs.putArray("stepSize");
    for (int i = 0; i < gradients.length; i++) {
      float[] gradient = CaseFields.narrow(gradients[i]);
      sizes.add(optimizer.step(parameters, gradient, delta[i], state, ends[i] != 0));
      steps.add(Outputs.vector(parameters, 0, parameters.length));
    }
    return outputs;
  }

  private static Optimizer optimizer(CaseFields plugin) {
    Plugins plugins = Plugins.load();
    Choice choice = RecipeStage.read("optimizer", Stage.class, plugin, plugins).optimizer();
    return plugins.optimizers().get(choice.id()).create(choice);
  }

  private static TraceOptimizer obGd(CaseFields plugin) {
    return new ObGd(
        plugin.number("learningRate", 1),
        plugin.number("discount"),
        plugin.number("traceDecay"),
        plugin.number("kappa"));
  }

  private static TraceOptimizer adaptiveObGd(CaseFields plugin) {
    return new AdaptiveObGd(
        plugin.number("learningRate", 1),
        plugin.number("discount"),
        plugin.number("traceDecay"),
        plugin.number("kappa"),
        plugin.number("beta2", 0.999),
        plugin.number("epsilon", 1e-8));
  }
}
