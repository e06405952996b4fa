package io.millrace.env;

/** Holds an environment of several agents, and without golden numbers, to the contract. */
class ThreeTargetsTest extends EnvironmentKit {
  @Override
  protected Environment create() {
    return ThreeTargetsProvider.three().create();
  }
}
