package io.millrace.recipe;

import io.millrace.flow.tensor.Activation;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.option.Size;
import java.util.List;
import java.util.Optional;

/** The flow network of the policy. */
public record NetworkOptions(
    @Doc("units of each hidden layer; empty: a linear policy")
        @Default("[64, 64]")
        @Range(min = 1, max = 65_536)
        @Size(max = 32)
        List<Integer> hidden,
    @Doc("activation of the hidden layers") @Default("silu") Activation activation,
    @Doc(
            "units of each layer of a network that reads the observation first; the flow network"
                + " sees its last layer instead; left out: the observation itself")
        @Range(min = 1, max = 65_536)
        @Size(min = 1, max = 32)
        Optional<List<Integer>> encoder) {}
