package io.millrace.flow.tensor;

/**
 * A function of rows with a tangent beside every number: outputs, and how they move when the input
 * moves along a direction (a Jacobian-vector product). Its buffers belong to it and are used again.
 */
public interface DualFunction {
  /** [rows][in], to be filled before a run. */
  float[] input();

  /** [rows][in], the direction in which each row moves, to be filled before {@link #run}. */
  float[] inputTangent();

  /** [rows][out], of the last run. */
  float[] output();

  /** [rows][out], how the output moves, of the last {@link #run}. */
  float[] outputTangent();

  /** Outputs and tangents of the first rows; what stands behind them is left as it was. */
  void run(int first);

  /** Outputs alone, of the first rows. */
  void evaluate(int first);
}
