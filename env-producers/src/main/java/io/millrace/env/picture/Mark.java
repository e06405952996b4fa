package io.millrace.env.picture;

/**
 * One shape of a {@link Scene}, in the scene's units. Arrays are not copied: do not change them.
 */
public sealed interface Mark {

  /**
   * A line through points, as wide as {@code width} scene units and at least a hair.
   *
   * @param x [points]
   * @param y [points]
   */
  record Line(Ink ink, double width, double[] x, double[] y) implements Mark {

    /** From one point to another. */
    public static Line between(Ink ink, double width, double x1, double y1, double x2, double y2) {
      return new Line(ink, width, new double[] {x1, x2}, new double[] {y1, y2});
    }
  }

  /** A filled disc. */
  record Disc(Ink ink, double x, double y, double radius) implements Mark {}

  /** A filled rectangle, whose corner of least x and y is given. */
  record Rectangle(Ink ink, double x, double y, double width, double height) implements Mark {}

  /** A text whose base line has a point; as high as {@code size} scene units. */
  record Text(Ink ink, double x, double y, double size, String text, Anchor anchor)
      implements Mark {

    /** A text that begins at the point. */
    public Text(Ink ink, double x, double y, double size, String text) {
      this(ink, x, y, size, text, Anchor.START);
    }
  }

  /** Which part of a text lies at its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * A field of numbers as colors, from blue (low) over white to red (high).
   *
   * @param values [rows][columns], the row of least y first
   * @param low the number that is bluest; lower ones are as blue
   * @param high the number that is reddest
   * @param x the corner of least x and y
   */
  record Field(
      double[] values,
      int rows,
      int columns,
      double low,
      double high,
      double x,
      double y,
      double width,
      double height)
      implements Mark {
    public Field {
      if (values.length != rows * columns) {
        throw new IllegalArgumentException(
            "expected rows x columns values, rows=%d columns=%d values=%d"
                .formatted(rows, columns, values.length));
      }
    }
  }
}
