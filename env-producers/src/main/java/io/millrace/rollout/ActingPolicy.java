package io.millrace.rollout;

import io.millrace.flow.policy.FlowPolicy;

/**
 * A version that workers act with.
 *
 * @param version its number within the epoch, from 1
 * @param finished whether the learner has met its stop condition: workers may leave
 */
public record ActingPolicy(long version, FlowPolicy policy, boolean finished) {}
