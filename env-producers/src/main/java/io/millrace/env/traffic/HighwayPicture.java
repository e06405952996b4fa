package io.millrace.env.traffic;

import io.millrace.env.picture.Axes;
import io.millrace.env.picture.Gauge;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws {@link HighwayCells} as a bar of density for each cell, red where vehicles are too dense to
 * go at free speed, with the speed that is commanded above it.
 */
final class HighwayPicture {
  private static final double TEXT = 3.6;
  private static final double MOST = HighwayCells.jam(HighwayCells.BOTTLENECK);
  private static final double CRITICAL = HighwayCells.BOTTLENECK_CAPACITY / HighwayCells.FREE_SPEED;
  private static final double GAP = 0.08 * HighwayCells.LENGTH;
  private static final Axes AXES =
      new Axes(12, 13, 144, 56, 0, HighwayCells.CELLS * HighwayCells.LENGTH, 0, MOST, TEXT);
  private static final List<Mark> BACKDROP = backdrop();

  private HighwayPicture() {}

  private static List<Mark> backdrop() {
    double[] borders = new double[HighwayCells.CELLS + 1];
    for (int cell = 0; cell < borders.length; cell++) {
      borders[cell] = cell * HighwayCells.LENGTH;
    }
    List<Mark> marks = new ArrayList<>();
    for (int cell = 0; cell < HighwayCells.CELLS; cell++) {
      marks.add(bar(Ink.PALE, cell, HighwayCells.jam(cell)));
    }
    marks.addAll(
        AXES.drawn(
            "km, traffic goes to the right; gray: room until it stands",
            borders,
            "vehicles/km",
            new double[] {0, CRITICAL, HighwayCells.JAM, MOST}));
    marks.add(over(Ink.DARK, HighwayCells.BOTTLENECK, "ramp, bottleneck"));
    return List.copyOf(marks);
  }

  private static Mark bar(Ink ink, int cell, double density) {
    double from = cell * HighwayCells.LENGTH;
    return AXES.box(ink, from + GAP, 0, from + HighwayCells.LENGTH - GAP, density);
  }

  private static Mark over(Ink ink, int cell, String text) {
    double middle = AXES.x((cell + 0.5) * HighwayCells.LENGTH);
    double y = AXES.y(HighwayCells.jam(cell)) + 0.4 * TEXT;
    return new Mark.Text(ink, middle, y, TEXT, text, Mark.Anchor.MIDDLE);
  }

  /**
   * A moment of it.
   *
   * @param density [cells], veh/km
   * @param speed commanded in the first cells, km/h
   * @param queue vehicles that wait at the origin
   */
  static Scene of(double[] density, double[] speed, double queue) {
    List<Mark> marks = new ArrayList<>();
    for (int cell = 0; cell < density.length; cell++) {
      Ink ink = density[cell] <= CRITICAL ? Ink.SKY : Ink.RED;
      marks.add(bar(ink, cell, Math.max(0, density[cell])));
    }
    for (int cell = 0; cell < speed.length; cell++) {
      marks.add(over(Ink.BLUE, cell, (int) speed[cell] + " km/h"));
    }
    marks.add(AXES.level(Ink.DARK, 0, CRITICAL));
    return new Scene(0, 0, 160, 78, marks)
        .withBackdrop(BACKDROP)
        .withGauges(
            new Gauge("bottleneck, veh/km", "", Ink.DARK, density[HighwayCells.BOTTLENECK]),
            new Gauge("queue at 0 km, vehicles", "", Ink.RED, queue));
  }
}
