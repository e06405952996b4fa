package io.millrace.launcher.film;

import io.millrace.launcher.error.UserError;
import io.millrace.launcher.picture.SvgFile;
import io.millrace.launcher.picture.Typeface;
import io.millrace.launcher.report.OutputFile;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Element;

/**
 * A film as a file: animated SVG, animated GIF, or numbered PNG files, as its name asks for.
 *
 * @param path ends with .svg, .gif or .png; {@code walk.png} means {@code walk-000.png} and so on
 * @param frames at most so many, at least 2
 * @param framesPerSecond how fast it plays
 */
public record FilmFile(Path path, int frames, double framesPerSecond) {
  /** Enough to see what happens, small enough to send. */
  public static final int FRAMES = 60;

  /** A pace that can be followed. */
  public static final double FRAMES_PER_SECOND = 12;

  private static final int PIXELS = 2;
  private static final double LAST_FRAME_SECONDS = 1.5;

  public FilmFile {
    if (frames < 2 || !(framesPerSecond > 0 && framesPerSecond <= 50)) {
      throw new UserError(
          "expected at least 2 frames and 0 to 50 of them a second, frames=%d framesPerSecond=%s"
              .formatted(frames, framesPerSecond));
    }
    if (!List.of("svg", "gif", "png").contains(ending(path))) {
      throw new UserError("expected a name that ends with .svg, .gif or .png, output=" + path);
    }
  }

  /** As people usually want it. */
  public static FilmFile of(Path path) {
    return new FilmFile(path, FRAMES, FRAMES_PER_SECOND);
  }

  /**
   * Says now whether it can be written later.
   *
   * @throws UserError where it cannot
   */
  public void checkWritable() {
    Typeface.installed();
    new OutputFile(path).checkWritable();
  }

  /** Writes it, and returns the files that there are now. */
  public List<Path> write(Film film) {
    Typeface face = Typeface.installed();
    FramePainter painter = new FramePainter(film, face);
    List<Frame> some = film.spread(frames);
    return switch (ending(path)) {
      case "svg" -> write(path, svg(film, painter, some, face));
      case "gif" -> write(path, gif(painter, some));
      default -> pngs(painter, some);
    };
  }

  private static List<Path> write(Path file, byte[] bytes) {
    new OutputFile(file).write(bytes);
    return List.of(file);
  }

  private byte[] svg(Film film, FramePainter painter, List<Frame> some, Typeface face) {
    SVGGeneratorContext context = SvgFile.context();
    SVGGraphics2D page = new SVGGraphics2D(context, false);
    page.setSVGCanvasSize(new Dimension(painter.width(), painter.height()));
    Element root = page.getRoot();
    double seconds = (some.size() - 1) / framesPerSecond + LAST_FRAME_SECONDS;
    root.appendChild(group(context, painter::paintBackdrop));
    int trailed = 0;
    for (int i = 0; i < some.size(); i++) {
      int from = trailed;
      int before = some.get(i).step();
      Element trail = group(context, g -> painter.paintTrail(g, from, before));
      if (before > from && trail.hasChildNodes()) {
        show(trail, i / framesPerSecond / seconds, 1, seconds);
        root.appendChild(trail);
      }
      trailed = before;
    }
    for (int i = 0; i < some.size(); i++) {
      Frame frame = some.get(i);
      Element group = group(context, g -> painter.paint(g, frame));
      double end = i == some.size() - 1 ? 1 : (i + 1) / framesPerSecond / seconds;
      show(group, i / framesPerSecond / seconds, end, seconds);
      root.appendChild(group);
    }
    return SvgFile.bytes(root, painter.width(), painter.height(), face, film.caption());
  }

  private static Element group(SVGGeneratorContext context, Consumer<SVGGraphics2D> painting) {
    SVGGraphics2D g = new SVGGraphics2D(context, false);
    painting.accept(g);
    return g.getTopLevelGroup();
  }

  /**
   * Lets a group be seen from one part of the film to another, again and again; where nothing
   * moves, if it is seen at the end.
   */
  private static void show(Element group, double from, double to, double seconds) {
    List<String> times = new ArrayList<>();
    List<String> values = new ArrayList<>();
    if (from > 0) {
      times.add("0");
      values.add("none");
    }
    times.add(share(from));
    values.add("inline");
    if (to < 1) {
      times.add(share(to));
      values.add("none");
    }
    group.setAttributeNS(null, "display", to < 1 ? "none" : "inline");
    Element animate = group.getOwnerDocument().createElementNS(SvgFile.NAMESPACE, "animate");
    animate.setAttributeNS(null, "attributeName", "display");
    animate.setAttributeNS(null, "calcMode", "discrete");
    animate.setAttributeNS(null, "repeatCount", "indefinite");
    animate.setAttributeNS(null, "dur", String.format(Locale.ROOT, "%.3fs", seconds));
    animate.setAttributeNS(null, "keyTimes", String.join(";", times));
    animate.setAttributeNS(null, "values", String.join(";", values));
    group.insertBefore(animate, group.getFirstChild());
  }

  private static String share(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.5f", value);
  }

  private byte[] gif(FramePainter painter, List<Frame> some) {
    GifAnimation animation = new GifAnimation(framesPerSecond, LAST_FRAME_SECONDS);
    return animation.of(some.stream().map(frame -> image(painter, frame)).toList());
  }

  private List<Path> pngs(FramePainter painter, List<Frame> some) {
    List<Path> files = new ArrayList<>();
    String name = path.getFileName().toString();
    String stem = name.substring(0, name.length() - ".png".length());
    for (int i = 0; i < some.size(); i++) {
      Path file = path.resolveSibling("%s-%03d.png".formatted(stem, i));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        ImageIO.setUseCache(false);
        ImageIO.write(image(painter, some.get(i)), "png", bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the frame as PNG", e);
      }
      files.addAll(write(file, bytes.toByteArray()));
    }
    return files;
  }

  private static BufferedImage image(FramePainter painter, Frame frame) {
    BufferedImage image =
        new BufferedImage(
            painter.width() * PIXELS, painter.height() * PIXELS, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.scale(PIXELS, PIXELS);
    painter.paintBackdrop(g);
    painter.paintTrail(g, 0, frame.step());
    painter.paint(g, frame);
    g.dispose();
    return image;
  }

  private static String ending(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
