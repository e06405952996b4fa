package io.millrace.env.shape;

import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.List;

/**
 * The two slots of {@link DieShape} as its state has them: middle and exit of the first, of the
 * second. Not thread-safe: control points are written again with each call.
 */
final class DieGeometry {

  private static final FreeFormDeformation DEFORMATION = new FreeFormDeformation(2, 1);
  private static final int MIDDLE = DEFORMATION.at(1, 1);
  private static final int EXIT = DEFORMATION.at(2, 1);
  private static final double BETWEEN = 0.15;
  private static final double FEED = 0.5;

  private final Slot slot = new Slot(DEFORMATION);
  private final double[] x = DEFORMATION.plainS();
  private final double[] y = DEFORMATION.plainT();

  private void place(double[] state, int first) {
    y[MIDDLE] = state[first];
    y[EXIT] = state[first + 1];
  }

  /** Whether the mesh of a slot is folded. */
  boolean folded(double[] state) {
    place(state, 0);
    boolean firstFolded = slot.folded(x, y);
    place(state, 2);
    return firstFolded || slot.folded(x, y);
  }

  /** Share of the first slot in the flow; neither is folded. */
  double split(double[] state, double index) {
    place(state, 0);
    double first = slot.resistance(x, y, index);
    place(state, 2);
    return Slot.share(first, slot.resistance(x, y, index), index);
  }

  /**
   * The slots, one above the other, behind the channel that feeds both; to the right, the shares.
   */
  Scene scene(double[] state) {
    double split = state[DieShape.SPLIT];
    double target = state[DieShape.TARGET];
    double bar = 2.6;
    return new Scene(
        -0.8,
        -2.4,
        2.8,
        4.8,
        List.of(
            Mark.Line.between(Ink.GRAY, 0.03, -FEED, -1 - BETWEEN, 0, -1 - BETWEEN),
            Mark.Line.between(Ink.GRAY, 0.03, -FEED, 1 + BETWEEN, 0, 1 + BETWEEN),
            new Mark.Rectangle(Ink.GRAY, 0, -BETWEEN, 1, 2 * BETWEEN),
            edge(state, 0, 1),
            edge(state, 2, -1),
            controls(state, 0, 1),
            controls(state, 2, -1),
            new Mark.Rectangle(Ink.BLUE, 1.3, -bar / 2 + bar * (1 - split), 0.25, bar * split),
            new Mark.Rectangle(Ink.ORANGE, 1.3, -bar / 2, 0.25, bar * (1 - split)),
            Mark.Line.between(
                Ink.GREEN, 0.04, 1.2, bar / 2 - bar * target, 1.65, bar / 2 - bar * target)));
  }

  private Mark edge(double[] state, int first, double side) {
    double[] edgeX = new double[Slot.NODES];
    double[] edgeY = new double[Slot.NODES];
    place(state, first);
    slot.edge(x, y, edgeX, edgeY);
    for (int k = 0; k < Slot.NODES; k++) {
      edgeY[k] = side * (BETWEEN + edgeY[k]);
    }
    return new Mark.Line(side > 0 ? Ink.BLUE : Ink.ORANGE, 0.05, edgeX, edgeY);
  }

  private static Mark controls(double[] state, int first, double side) {
    double[] points = {1, state[first], state[first + 1]};
    for (int i = 0; i < points.length; i++) {
      points[i] = side * (BETWEEN + points[i]);
    }
    return new Mark.Line(Ink.PALE, 0.02, new double[] {0, 0.5, 1}, points);
  }
}
