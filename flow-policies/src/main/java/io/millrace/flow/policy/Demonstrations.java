package io.millrace.flow.policy;

/**
 * Pairs of what was seen and what was done.
 *
 * @param observations [count][observationSize]
 * @param actions [count][actionSize], in the environment's units
 */
public record Demonstrations(int count, float[] observations, float[] actions) {}
