package io.millrace.flow.discrete;

/**
 * Which tokens the rows of a batch can be, as every softmax over them needs it. It keeps its array
 * from batch to batch, and belongs to one thread.
 */
public final class AllowedTokens {
  private final Choices choices;
  private final int observationSize;
  private boolean[] allowed = new boolean[0];

  /**
   * @param observationSize numbers of a row's observation, its mask included
   */
  public AllowedTokens(Choices choices, int observationSize) {
    this.choices = choices;
    this.observationSize = observationSize;
  }

  /**
   * [rows][positions][tokens], overwritten by the next call; null where all tokens are allowed.
   *
   * @param observations [rows][observationSize]
   * @throws IllegalArgumentException naming the row and place of a mask that is none
   */
  public boolean[] of(float[] observations, int rows) {
    if (!choices.restricted()) {
      return null;
    }
    int width = choices.positions() * choices.most();
    if (allowed.length != rows * width) {
      allowed = new boolean[rows * width];
    }
    for (int row = 0; row < rows; row++) {
      int end = (row + 1) * observationSize;
      String problem = choices.maskProblem(observations, end);
      if (problem != null) {
        throw new IllegalArgumentException(problem + " row=" + row);
      }
      choices.write(observations, end, allowed, row * width);
    }
    return allowed;
  }
}
