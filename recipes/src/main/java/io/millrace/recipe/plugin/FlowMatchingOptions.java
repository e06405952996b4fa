package io.millrace.recipe.plugin;

/** Options of the pre-training {@code flow-matching}: none. */
public record FlowMatchingOptions() {}
