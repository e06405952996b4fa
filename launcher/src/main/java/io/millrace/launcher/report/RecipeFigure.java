package io.millrace.launcher.report;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A figure of an evaluation that says whether a method works in its environment: {@code success},
 * {@code return}, or one of the environment's own by its name.
 */
public record RecipeFigure(String name) {
  private static final String SUCCESS = "success";
  private static final String RETURN = "return";

  /** The figure of this name. */
  @JsonCreator
  public static RecipeFigure of(String name) {
    return new RecipeFigure(name);
  }

  /** As a table names it. */
  public String label() {
    return name;
  }

  /** What follows its numbers. */
  public String unit() {
    return name.equals(SUCCESS) ? " %" : "";
  }

  /**
   * Its number in an evaluation; success in percent.
   *
   * @throws IllegalArgumentException where the evaluation has no such figure
   */
  public double of(RunReport.Evaluation evaluation) {
    Object value =
        switch (name) {
          case SUCCESS -> evaluation.success() == null ? null : 100 * evaluation.success();
          case RETURN -> evaluation.meanReturn();
          default -> evaluation.extra().get(name);
        };
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "expected the figure \"%s\", the evaluation has %s"
            .formatted(name, evaluation.extra().keySet()));
  }

  /** Its number in an evaluation, as a table writes it. */
  String text(RunReport.Evaluation evaluation) {
    return text(of(evaluation));
  }

  /** Such a number, as a table writes it: small ones with two digits. */
  String text(double number) {
    boolean small = !name.equals(SUCCESS) && Math.abs(number) < 10;
    return small ? "%.2f".formatted(number) : "%.0f".formatted(number);
  }
}
