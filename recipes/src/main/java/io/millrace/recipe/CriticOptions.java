package io.millrace.recipe;

import io.millrace.flow.tensor.Activation;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.option.Size;
import java.util.List;

/** The networks that judge rather than act. */
public record CriticOptions(
    @Doc("units of each hidden layer")
        @Default("[64, 64]")
        @Range(min = 1, max = 65_536)
        @Size(max = 32)
        List<Integer> hidden,
    @Doc("activation of the hidden layers") @Default("tanh") Activation activation) {}
