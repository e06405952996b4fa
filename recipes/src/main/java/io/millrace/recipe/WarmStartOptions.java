package io.millrace.recipe;

import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Chosen;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Matches;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.plugin.Pretrainings;
import java.util.Optional;

/** Imitation before the first action: how version 1 is trained. */
public record WarmStartOptions(
    @Doc("where the actions come from that version 1 imitates") WarmStartSource source,
    @Doc("how many the environment is asked for; of a topic, only where it is found empty")
        @Default("4096")
        @Range(min = 1)
        int samples,
    @Doc("with source topic: its name; left out: demonstrations, after the pipeline's prefix")
        @Matches(
            value = "(?![.]{1,2}$)[a-zA-Z0-9._-]{1,249}",
            words = "the name of a Kafka topic, at most 249 of a-z, A-Z, 0-9, dot, _ and hyphen")
        Optional<String> topic,
    @Doc("with source topic: how many trajectories are used, from the first; left out: all")
        @Range(min = 1)
        Optional<Long> limit,
    @Doc("updates") @Default("1500") @Range(min = 0) int steps,
    @Doc("samples of an update") @Default("256") @Range(min = 1) int batch,
    @Doc("step size, of Adam") @Default("0.003") @Range(min = 0, minExclusive = true)
        double learningRate,
    @Doc("what the flow network is fitted to; left out: what fits policy.flow")
        @Chosen(Pretrainings.STAGE)
        Optional<Choice> method) {}
