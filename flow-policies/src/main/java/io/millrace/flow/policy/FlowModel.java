package io.millrace.flow.policy;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.tensor.Parameters;

/**
 * A flow policy's networks over one parameter vector.
 *
 * @param velocity reads {@code concat(x, tau, observation)}
 * @param noise reads {@code concat(observation, tau)}; null where the sampler's noise is fixed
 */
public record FlowModel(Parameters parameters, Mlp velocity, Mlp noise) {}
