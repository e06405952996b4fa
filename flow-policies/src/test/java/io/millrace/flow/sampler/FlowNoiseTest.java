package io.millrace.flow.sampler;

final class FlowNoiseTest extends SamplerKit {
  @Override
  Sampler sampler() {
    return new FlowNoise(0.08, 0.16);
  }
}
