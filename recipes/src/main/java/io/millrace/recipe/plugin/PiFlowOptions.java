package io.millrace.recipe.plugin;

import io.millrace.flow.tensor.Activation;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.option.Size;
import java.util.List;

/** Options of the objective {@code pi-flow}. */
public record PiFlowOptions(
    @Doc("components of the student's mixture") @Default("8") @Range(min = 1, max = 1024)
        int components,
    @Doc("network calls of the student's action") @Default("1") @Range(min = 1, max = 100)
        int evaluations,
    @Doc("steps without a network that follow each call")
        @Default("128")
        @Range(min = 1, max = 1024)
        int substeps,
    @Doc(
            "substeps whose mean velocity is compared with the teacher's; at most as many as there are")
        @Default("3")
        @Range(min = 1, max = 1024)
        int window,
    @Doc("points of each roll-out at which the teacher is asked")
        @Default("2")
        @Range(min = 1, max = 64)
        int states,
    @Doc("how far apart the first and the last component begin") @Default("3.0") @Range(min = 0)
        double spread,
    @Doc("units of each hidden layer of the student")
        @Default("[64, 64]")
        @Range(min = 1, max = 65_536)
        @Size(max = 32)
        List<Integer> hidden,
    @Doc("activation of the student's hidden layers") @Default("tanh") Activation activation) {
  public PiFlowOptions {
    if (window > substeps) {
      throw new IllegalArgumentException(
          "expected window <= substeps, got window=" + window + " substeps=" + substeps);
    }
  }
}
