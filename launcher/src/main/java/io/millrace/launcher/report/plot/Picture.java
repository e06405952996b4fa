package io.millrace.launcher.report.plot;

import io.millrace.launcher.error.UserError;
import io.millrace.launcher.picture.Typeface;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;

/** The form of a picture. */
enum Picture {
  SVG {
    @Override
    byte[] of(JFreeChart chart, Typeface face, String caption) {
      return new SvgDrawing(chart, face, caption).bytes(WIDTH, HEIGHT);
    }
  },
  PNG {
    @Override
    byte[] of(JFreeChart chart, Typeface face, String caption) {
      int width = WIDTH * PIXELS;
      int height = HEIGHT * PIXELS;
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      Graphics2D g = image.createGraphics();
      g.scale(PIXELS, PIXELS);
      g.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      chart.draw(g, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
      g.dispose();
      return png(image);
    }
  };

  /** In points: about the width of a page of a paper. */
  private static final int WIDTH = 600;

  private static final int HEIGHT = 375;

  /** Pixels a point, so that a PNG stays sharp in print. */
  private static final int PIXELS = 3;

  /**
   * What a file's ending asks for.
   *
   * @throws UserError where it is no picture's
   */
  static Picture by(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (Picture picture : values()) {
      if (name.endsWith("." + picture.name().toLowerCase(Locale.ROOT))) {
        return picture;
      }
    }
    throw new UserError("expected a name that ends with .svg or .png, output=" + file);
  }

  abstract byte[] of(JFreeChart chart, Typeface face, String caption);

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the picture as PNG", e);
    }
    return bytes.toByteArray();
  }
}
