package io.millrace.env.market;

import io.millrace.env.picture.Axes;
import io.millrace.env.picture.Gauge;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws what a market maker offers: how many market orders reach how far from the mid, the quotes
 * that wait for them there, and below what is held.
 */
final class MarketPicture {
  private static final double WIDTH = 160;
  private static final double SIDE = 92;
  private static final double TEXT = 3.6;
  private static final int CURVE_POINTS = 41;

  private final Axes depths;
  private final Axes lots;
  private final List<Mark> backdrop;

  /**
   * A moment of a market.
   *
   * @param bid NaN where there is none
   * @param ask NaN where there is none
   * @param profit with what is held counted at the mid
   */
  record Moment(double mid, double bid, double ask, int inventory, double profit) {}

  /**
   * Before the first moment.
   *
   * @param reach the deepest quote of a menu
   * @param limit lots that are held at most
   */
  MarketPicture(SyntheticBook book, double reach, int limit) {
    double view = 1.2 * reach;
    this.depths = new Axes(12, 41, 144, 42, -view, view, 0, 1.1, TEXT);
    this.lots = new Axes(12, 12, 144, 7, -limit, limit, 0, 1, TEXT);
    List<Mark> still = new ArrayList<>();
    still.addAll(
        depths.drawn(
            "price, from the mid",
            new double[] {-reach, 0, reach},
            "market orders that reach so far",
            new double[] {0, 1}));
    still.add(depths.upright(Ink.PALE, 0.5, 0));
    still.add(curve(book, view));
    still.addAll(lots.drawn("lots held", new double[] {-limit, 0, limit}, "", new double[0]));
    this.backdrop = List.copyOf(still);
  }

  private Mark curve(SyntheticBook book, double view) {
    double[] x = new double[CURVE_POINTS];
    double[] share = new double[CURVE_POINTS];
    for (int i = 0; i < CURVE_POINTS; i++) {
      x[i] = view * (2.0 * i / (CURVE_POINTS - 1) - 1);
      share[i] = book.reached(Math.abs(x[i]));
    }
    return depths.curve(Ink.GRAY, 0.5, x, share);
  }

  Scene of(Moment now) {
    List<Mark> marks = new ArrayList<>();
    String mid = String.format(Locale.ROOT, "mid %.2f", now.mid());
    marks.add(new Mark.Text(Ink.DARK, depths.x(0), SIDE - TEXT, TEXT, mid, Mark.Anchor.MIDDLE));
    quote(Ink.BLUE, "bid", now.bid(), now.mid(), marks);
    quote(Ink.ORANGE, "ask", now.ask(), now.mid(), marks);
    double held = now.inventory();
    marks.add(lots.box(Ink.BLUE, Math.min(0, held), 0.1, Math.max(0, held), 0.9));
    return new Scene(0, 0, WIDTH, SIDE, marks)
        .withBackdrop(backdrop)
        .withGauges(
            new Gauge("price", "mid", Ink.DARK, now.mid()),
            new Gauge("price", "bid", Ink.BLUE, now.bid()),
            new Gauge("price", "ask", Ink.ORANGE, now.ask()),
            new Gauge("lots held", "", Ink.BLUE, now.inventory()),
            new Gauge("profit at the mid", "", Ink.GREEN, now.profit()));
  }

  /** A quote that the mid has left far behind, or passed, stands at the edge or beyond the mid. */
  private void quote(Ink ink, String name, double price, double mid, List<Mark> marks) {
    if (Double.isNaN(price)) {
      return;
    }
    double at = Math.max(depths.xLow(), Math.min(depths.xHigh(), price - mid));
    marks.add(depths.upright(ink, 1, at));
    String text = String.format(Locale.ROOT, "%s %.2f", name, price);
    Mark.Anchor anchor = name.equals("bid") ? Mark.Anchor.END : Mark.Anchor.START;
    double aside = anchor == Mark.Anchor.END ? -1.5 : 1.5;
    marks.add(new Mark.Text(ink, depths.x(at) + aside, depths.y(1.02), TEXT, text, anchor));
  }
}
