package io.millrace.flow.sampler;

final class DanceSdeTest extends SamplerKit {
  @Override
  Sampler sampler() {
    return new DanceSde(0.3);
  }
}
