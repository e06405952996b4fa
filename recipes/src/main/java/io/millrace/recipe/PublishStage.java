package io.millrace.recipe;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** When a new version reaches the workers. */
public record PublishStage(
    @Doc("updates from one published version to the next") @Default("1") @Range(min = 1)
        int every) {}
