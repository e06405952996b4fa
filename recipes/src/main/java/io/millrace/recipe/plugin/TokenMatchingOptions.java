package io.millrace.recipe.plugin;

/** Options of the pre-training {@code token-matching}: none. */
public record TokenMatchingOptions() {}
