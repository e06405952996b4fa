package io.millrace.recipe.plugin;

/** Options of the replay {@code none}: none. */
public record NoReplayOptions() {}
