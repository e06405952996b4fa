package io.millrace.recipe.plugin;

/** Options of the objective {@code none}. */
public record NoObjectiveOptions() {}
