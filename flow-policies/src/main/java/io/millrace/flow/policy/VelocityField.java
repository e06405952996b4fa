package io.millrace.flow.policy;

/** What a batch of points moves by; a policy's own network, or one that is guided. */
public interface VelocityField {
  /** [rows][flowInputs], {@code concat(x, time, observation)}, to be filled before {@link #run}. */
  float[] input();

  /** [rows][actionSize], overwritten by the next call. */
  float[] run();
}
