package io.millrace.flow.tensor;

/** A function of a fixed number of rows that reads and writes its own arrays. */
public interface BatchFunction {
  /** [rows][in], to be filled before {@link #run}. */
  float[] input();

  /**
   * Runs it on {@link #input()}.
   *
   * @return [rows][out], overwritten by the next call
   */
  float[] run();
}
