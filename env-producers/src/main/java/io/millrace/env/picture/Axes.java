package io.millrace.env.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A plot in a scene: maps data into a rectangle of it and draws the two axes.
 *
 * @param left the rectangle's least x, in the scene
 * @param bottom its least y
 * @param xLow the datum at its left edge
 * @param xHigh the datum at its right edge
 * @param yLow the datum at its lower edge
 * @param yHigh the datum at its upper edge
 * @param text height of labels
 */
public record Axes(
    double left,
    double bottom,
    double width,
    double height,
    double xLow,
    double xHigh,
    double yLow,
    double yHigh,
    double text) {

  /** Where a datum lies in the scene. */
  public double x(double datum) {
    return left + width * (datum - xLow) / (xHigh - xLow);
  }

  /** Where a datum lies in the scene. */
  public double y(double datum) {
    return bottom + height * (datum - yLow) / (yHigh - yLow);
  }

  /**
   * A curve through data.
   *
   * @param xs [points]
   * @param ys [points]
   */
  public Mark curve(Ink ink, double lineWidth, double[] xs, double[] ys) {
    double[] atX = new double[xs.length];
    double[] atY = new double[ys.length];
    for (int i = 0; i < xs.length; i++) {
      atX[i] = x(xs[i]);
      atY[i] = y(ys[i]);
    }
    return new Mark.Line(ink, lineWidth, atX, atY);
  }

  /** A disc whose radius is measured along x. */
  public Mark disc(Ink ink, double xDatum, double yDatum, double radius) {
    return new Mark.Disc(ink, x(xDatum), y(yDatum), x(radius) - x(0));
  }

  /** A rectangle between data. */
  public Mark box(Ink ink, double xFrom, double yFrom, double xTo, double yTo) {
    return new Mark.Rectangle(ink, x(xFrom), y(yFrom), x(xTo) - x(xFrom), y(yTo) - y(yFrom));
  }

  /** A line across the whole width. */
  public Mark level(Ink ink, double lineWidth, double datum) {
    return Mark.Line.between(ink, lineWidth, left, y(datum), left + width, y(datum));
  }

  /** A line over the whole height. */
  public Mark upright(Ink ink, double lineWidth, double datum) {
    return Mark.Line.between(ink, lineWidth, x(datum), bottom, x(datum), bottom + height);
  }

  /**
   * The axes with their numbers and names: that of x below its numbers, that of y over its axis.
   *
   * @param xTicks where x has a number
   * @param yTicks where y has one
   */
  public List<Mark> drawn(String xName, double[] xTicks, String yName, double[] yTicks) {
    List<Mark> marks = new ArrayList<>();
    marks.add(Mark.Line.between(Ink.GRAY, 0, left, bottom, left + width, bottom));
    marks.add(Mark.Line.between(Ink.GRAY, 0, left, bottom, left, bottom + height));
    for (double tick : xTicks) {
      marks.add(Mark.Line.between(Ink.GRAY, 0, x(tick), bottom, x(tick), bottom - 0.3 * text));
      marks.add(label(x(tick), bottom - 1.4 * text, Mark.Anchor.MIDDLE, number(tick)));
    }
    for (double tick : yTicks) {
      marks.add(Mark.Line.between(Ink.GRAY, 0, left, y(tick), left - 0.3 * text, y(tick)));
      marks.add(label(left - 0.5 * text, y(tick) - 0.35 * text, Mark.Anchor.END, number(tick)));
    }
    marks.add(label(left + width / 2, bottom - 2.7 * text, Mark.Anchor.MIDDLE, xName));
    marks.add(label(left, bottom + height + 0.8 * text, Mark.Anchor.START, yName));
    return marks;
  }

  private Mark label(double x, double y, Mark.Anchor anchor, String words) {
    return new Mark.Text(Ink.DARK, x, y, text, words, anchor);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value).replaceAll("0+$", "");
  }
}
