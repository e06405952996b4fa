package io.millrace.launcher.report.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;

/** An axis whose ticks end where its data does, written the same in every locale. */
final class DataAxis extends NumberAxis {
  private static final double ROUNDING = 1e-9;
  private static final char HYPHEN = '-';
  private static final char MINUS = '\u2212';

  private final double lastTick;

  DataAxis(String label, double lastTick) {
    super(label);
    this.lastTick = lastTick;
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
    List<NumberTick> ticks = new ArrayList<>();
    for (Object each : super.refreshTicks(g, state, area, edge)) {
      NumberTick tick = (NumberTick) each;
      if (tick.getValue() <= lastTick + ROUNDING * Math.abs(lastTick)) {
        ticks.add(withText(tick));
      }
    }
    return ticks;
  }

  private NumberTick withText(NumberTick tick) {
    return new NumberTick(
        tick.getTickType(),
        tick.getValue(),
        tick.getText().isEmpty() ? "" : text(tick.getValue(), getTickUnit().getSize()),
        tick.getTextAnchor(),
        tick.getRotationAnchor(),
        tick.getAngle());
  }

  /** With as many decimals as steps of this size need. */
  static String text(double value, double step) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step)));
    return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace(HYPHEN, MINUS);
  }
}
