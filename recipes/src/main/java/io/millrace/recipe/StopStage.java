package io.millrace.recipe;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.time.Duration;
import java.util.Optional;

/** When training ends: at whichever comes first. */
public record StopStage(
    @Doc("after this many updates; 0 never") @Default("0") @Range(min = 0) long updates,
    @Doc("after this long, start-up not counted; left out: never")
        @Range(min = 0, minExclusive = true)
        Optional<Duration> wallTime) {}
