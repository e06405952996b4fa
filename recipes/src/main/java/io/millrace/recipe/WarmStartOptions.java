package io.millrace.recipe;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Flow matching before the first action: how version 1 is trained. */
public record WarmStartOptions(
    @Doc("where the actions come from that version 1 imitates") WarmStartSource source,
    @Doc("how many of them") @Default("4096") @Range(min = 1) int samples,
    @Doc("updates") @Default("1500") @Range(min = 0) int steps,
    @Doc("samples of an update") @Default("256") @Range(min = 1) int batch,
    @Doc("step size, of Adam") @Default("0.003") @Range(min = 0, minExclusive = true)
        double learningRate) {}
