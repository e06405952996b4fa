package io.millrace.recipe.plugin;

/** Options of the sampler {@code ode}: none. */
public record OdeOptions() {}
