package io.millrace.flow.network;

import io.millrace.flow.tensor.Activation;

/**
 * One fully connected layer, {@code activation(x W^T + b)}.
 *
 * @param in columns of x
 * @param out columns of the result
 */
public record LayerSpec(int in, int out, Activation activation) {}
