package io.millrace.launcher.report.plot;

/**
 * A figure of a report's curve.
 *
 * @param name as a person types it
 * @param field of a point of the curve, and of the final evaluation
 * @param label with its unit
 * @param scale from the report's unit to the label's
 * @param lower where the axis begins; NaN: where the data does
 * @param upper where the axis ends; NaN: where the data does
 */
public record Metric(
    String name, String field, String label, double scale, double lower, double upper) {
  public static final Metric RETURN = of("return", "meanReturn", "mean episode return");
  public static final Metric SUCCESS =
      new Metric("success", "success", "success rate (%)", 100, 0, 100);

  /** Any number that the points of a curve have, by its short name or its field's. */
  public static Metric named(String name) {
    return switch (name) {
      case "return", "meanReturn" -> RETURN;
      case "success" -> SUCCESS;
      default -> of(name, name, name);
    };
  }

  private static Metric of(String name, String field, String label) {
    return new Metric(name, field, label, 1, Double.NaN, Double.NaN);
  }
}
