package io.millrace.flow.sampler;

final class OdeTest extends SamplerKit {
  @Override
  Sampler sampler() {
    return new Ode();
  }
}
