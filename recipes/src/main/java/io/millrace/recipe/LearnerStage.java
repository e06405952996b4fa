package io.millrace.recipe;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** What makes an update, and how old experience may be. */
public record LearnerStage(
    @Doc("groups of an update") @Default("1") @Range(min = 1) int batch,
    @Doc("passes over them") @Default("1") @Range(min = 1) int epochs,
    @Doc("decisions of one optimizer step; 0 takes all of a pass in one step")
        @Default("0")
        @Range(min = 0)
        int minibatch,
    @Doc("versions that experience may be behind the learner; older is counted as stale, not used")
        @Default("1")
        @Range(min = 0)
        long staleness,
    @Doc(
            "how far the log-likelihoods of the first experience may be from the learner's own for"
                + " the same weights, before the learner refuses to go on; raise it where workers"
                + " compute with another matrix kernel")
        @Default("1e-6")
        @Range(min = 0)
        double likelihoodTolerance) {}
