package io.millrace.launcher.report.plot;

/** What a curve is drawn over. */
public enum XAxis {
  ENV_STEPS("envSteps", "environment steps"),
  UPDATE("update", "updates"),
  /** Start-up is the machine's, not the method's: it is taken off. */
  WALL_SECONDS("wallSeconds", "wall-clock time since start-up (s)");

  private final String field;
  private final String label;

  XAxis(String field, String label) {
    this.field = field;
    this.label = label;
  }

  /** The field of a point of the curve. */
  String field() {
    return field;
  }

  String label() {
    return label;
  }

  /** As a person types it. */
  @Override
  public String toString() {
    return field;
  }
}
