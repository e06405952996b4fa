package io.millrace.flow.objective;

import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.random.RandomSource;

/**
 * What may be changed between two updates.
 *
 * @param policy its networks
 * @param optimizer the moments of every parameter
 * @param random the learner's own generator
 * @param measured what is worth knowing about it
 */
public record UpdateScope(
    FlowPolicy policy, OptimizerState optimizer, RandomSource random, Measurements measured) {}
