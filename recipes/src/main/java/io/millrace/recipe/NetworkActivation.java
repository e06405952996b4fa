package io.millrace.recipe;

import java.util.Locale;

/** Activation of the hidden layers of a network. */
public enum NetworkActivation {
  SILU,
  RELU,
  TANH,
  SIGMOID,
  GELU,
  ELU,
  SOFTPLUS,
  MISH,
  IDENTITY;

  /** The name that artifacts and conformance files use. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
