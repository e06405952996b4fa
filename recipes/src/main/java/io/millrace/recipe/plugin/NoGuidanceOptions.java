package io.millrace.recipe.plugin;

/** Options of the guidance {@code none}. */
public record NoGuidanceOptions() {}
