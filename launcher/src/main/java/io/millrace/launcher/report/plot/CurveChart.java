package io.millrace.launcher.report.plot;

import io.millrace.launcher.picture.Typeface;
import io.millrace.launcher.report.plot.CurveLine.LinePoint;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Lines with their bands, and right of them, in a strip of its own, each final evaluation with its
 * error bar: side by side, because at the end of the lines they would lie on one another.
 */
final class CurveChart {
  private static final float TEXT = 12;
  private static final float SMALL_TEXT = 10.5f;
  private static final float TITLE_TEXT = 14;
  private static final double LEAST_STRIP = 0.07;
  private static final double MOST_STRIP = 0.3;
  private static final double STRIP_PER_LINE = 0.028;
  private static final double HEADROOM = 0.04;
  private static final float GRID_WIDTH = 0.6f;
  private static final float ERROR_WIDTH = 1.2f;
  private static final double CAP_LENGTH = 4;
  private static final Shape LEGEND_LINE = new Line2D.Double(-11, 0, 11, 0);

  /** More than the text needs, so that JFreeChart takes fewer ticks. */
  private static final RectangleInsets ROOM_AROUND_TICKS = new RectangleInsets(6, 8, 6, 4);

  private final List<CurveLine> lines;
  private final XAxis x;
  private final Metric metric;
  private final Typeface face;

  CurveChart(List<CurveLine> lines, XAxis x, Metric metric, Typeface face) {
    this.lines = lines;
    this.x = x;
    this.metric = metric;
    this.face = face;
  }

  /**
   * The chart.
   *
   * @param title null for none
   */
  JFreeChart draw(String title) {
    XYPlot plot = new XYPlot();
    plot.setDomainAxis(domain());
    plot.setRangeAxis(range());
    plot.setDataset(0, curves());
    plot.setRenderer(0, lineRenderer());
    if (hasFinals()) {
      plot.setDataset(1, finals());
      plot.setRenderer(1, finalRenderer());
      plot.addDomainMarker(strip(), Layer.BACKGROUND);
    }
    plot.setFixedLegendItems(legendItems());
    decorate(plot);
    JFreeChart chart = new JFreeChart(null, face.bold(TITLE_TEXT), plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(8, 8, 8, 12));
    chart.addSubtitle(legend(plot));
    if (title != null) {
      TextTitle text = new TextTitle(title, face.bold(TITLE_TEXT));
      text.setPaint(Style.INK);
      chart.setTitle(text);
    }
    return chart;
  }

  private NumberAxis domain() {
    NumberAxis axis = new DataAxis(x.label(), end());
    if (x == XAxis.UPDATE) {
      axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    }
    axis.setRange(begin(), end() + (hasFinals() ? stripWidth() : 0));
    return dress(axis);
  }

  private NumberAxis range() {
    Range range = values();
    double low = Double.isNaN(metric.lower()) ? range.getLowerBound() : metric.lower();
    double high = Double.isNaN(metric.upper()) ? range.getUpperBound() : metric.upper();
    double margin = HEADROOM * (high > low ? high - low : Math.max(1, Math.abs(high)));
    boolean fromZero = low == 0 && high > 0;
    NumberAxis axis =
        new DataAxis(metric.label(), Double.isNaN(metric.upper()) ? high + margin : metric.upper());
    axis.setRange(fromZero ? low : low - margin, high + margin);
    return dress(axis);
  }

  private NumberAxis dress(NumberAxis axis) {
    axis.setLabelFont(face.plain(TEXT));
    axis.setLabelPaint(Style.INK);
    axis.setTickLabelFont(face.plain(SMALL_TEXT));
    axis.setTickLabelPaint(Style.INK);
    axis.setAxisLinePaint(Style.FAINT_INK);
    axis.setTickMarkPaint(Style.FAINT_INK);
    axis.setTickMarkOutsideLength(3);
    axis.setTickLabelInsets(ROOM_AROUND_TICKS);
    return axis;
  }

  private double begin() {
    double first = lines.stream().mapToDouble(line -> line.points().get(0).x()).min().orElseThrow();
    // A run begins at 0; only one that went on from somewhere far is drawn from there.
    return first >= 0 && first < end() / 2 ? 0 : first;
  }

  private double end() {
    return lines.stream()
        .mapToDouble(line -> line.points().get(line.points().size() - 1).x())
        .max()
        .orElseThrow();
  }

  private double stripWidth() {
    double length = end() > begin() ? end() - begin() : 1;
    double share = STRIP_PER_LINE * (lines.size() + 1);
    return length * Math.min(MOST_STRIP, Math.max(LEAST_STRIP, share));
  }

  private boolean hasFinals() {
    return lines.stream().anyMatch(line -> line.last() != null);
  }

  private Range values() {
    Range range = null;
    for (CurveLine line : lines) {
      for (LinePoint point : line.points()) {
        range = Range.combine(range, new Range(point.y().low(), point.y().high()));
      }
      if (line.last() != null) {
        range = Range.combine(range, new Range(line.last().low(), line.last().high()));
      }
    }
    return range;
  }

  private YIntervalSeriesCollection curves() {
    YIntervalSeriesCollection all = new YIntervalSeriesCollection();
    for (CurveLine line : lines) {
      YIntervalSeries series = series(all);
      line.points().forEach(point -> add(series, point.x(), point.y()));
    }
    return all;
  }

  private YIntervalSeriesCollection finals() {
    YIntervalSeriesCollection all = new YIntervalSeriesCollection();
    double step = stripWidth() / (lines.size() + 1);
    for (int i = 0; i < lines.size(); i++) {
      YIntervalSeries series = series(all);
      if (lines.get(i).last() != null) {
        add(series, end() + (i + 1) * step, lines.get(i).last());
      }
    }
    return all;
  }

  /** Keys tell series apart inside JFreeChart; two lines may have the same label. */
  private YIntervalSeries series(YIntervalSeriesCollection all) {
    int index = all.getSeriesCount();
    YIntervalSeries series = new YIntervalSeries(index);
    all.addSeries(series);
    return series;
  }

  private static void add(YIntervalSeries series, double x, Spread y) {
    series.add(x, y.mean(), y.low(), y.high());
  }

  private DeviationRenderer lineRenderer() {
    DeviationRenderer renderer = new DeviationRenderer(true, false);
    renderer.setAlpha(Style.BAND_OPACITY);
    for (int i = 0; i < lines.size(); i++) {
      renderer.setSeriesPaint(i, Style.color(i));
      renderer.setSeriesFillPaint(i, Style.color(i));
      renderer.setSeriesStroke(i, Style.stroke(i));
    }
    return renderer;
  }

  private XYErrorRenderer finalRenderer() {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(CAP_LENGTH);
    renderer.setErrorStroke(new BasicStroke(ERROR_WIDTH));
    for (int i = 0; i < lines.size(); i++) {
      renderer.setSeriesPaint(i, Style.color(i));
      renderer.setSeriesShape(i, Style.marker(i));
    }
    return renderer;
  }

  private IntervalMarker strip() {
    IntervalMarker strip = new IntervalMarker(end(), end() + stripWidth(), Style.STRIP);
    strip.setAlpha(1);
    strip.setLabel("final");
    strip.setLabelFont(face.plain(SMALL_TEXT));
    strip.setLabelPaint(Style.FAINT_INK);
    strip.setLabelBackgroundColor(Style.STRIP);
    strip.setLabelAnchor(RectangleAnchor.BOTTOM);
    strip.setLabelTextAnchor(TextAnchor.BOTTOM_CENTER);
    return strip;
  }

  private static void decorate(XYPlot plot) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(Style.GRID);
    plot.setRangeGridlineStroke(new BasicStroke(GRID_WIDTH));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  private LegendTitle legend(XYPlot plot) {
    LegendTitle legend = new LegendTitle(plot);
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setFrame(BlockBorder.NONE);
    legend.setItemFont(face.plain(TEXT));
    legend.setItemPaint(Style.INK);
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 12));
    legend.setBackgroundPaint(Color.WHITE);
    return legend;
  }

  /** Each with its line, and the shape of its final evaluation on it. */
  private LegendItemCollection legendItems() {
    LegendItemCollection items = new LegendItemCollection();
    for (int i = 0; i < lines.size(); i++) {
      items.add(legendItem(i, lines.get(i)));
    }
    return items;
  }

  private static LegendItem legendItem(int index, CurveLine line) {
    String seeds = line.seeds() == 1 ? "" : " (" + line.seeds() + " seeds)";
    boolean shapeFilled = true;
    boolean outlined = false;
    return new LegendItem(
        line.label() + seeds,
        null,
        null,
        null,
        line.last() != null,
        Style.marker(index),
        shapeFilled,
        Style.color(index),
        outlined,
        Style.color(index),
        new BasicStroke(),
        true,
        LEGEND_LINE,
        Style.stroke(index),
        Style.color(index));
  }
}
