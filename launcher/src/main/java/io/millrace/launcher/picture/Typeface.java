package io.millrace.launcher.picture;

import io.millrace.launcher.error.UserError;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The font of a picture.
 *
 * @param family what texts are measured with here
 * @param css families for an SVG, of the same widths, so that texts stay in place elsewhere
 */
public record Typeface(String family, String css) {
  private static final Map<String, String> PREFERRED = new LinkedHashMap<>();

  static {
    String arial = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";
    for (String family : List.of("Helvetica Neue", "Helvetica", "Arial", "Liberation Sans")) {
      PREFERRED.put(family, arial);
    }
    PREFERRED.put("DejaVu Sans", "'DejaVu Sans', Verdana, sans-serif");
    PREFERRED.put("Verdana", "Verdana, 'DejaVu Sans', sans-serif");
  }

  /**
   * The best that is installed.
   *
   * @throws UserError where Java cannot draw text, naming the packages that it lacks
   */
  public static Typeface installed() {
    try {
      // A JVM without FreeType or without any font fails only when it measures a text.
      new Font(Font.SANS_SERIF, Font.PLAIN, 12)
          .getStringBounds("0", new FontRenderContext(null, true, true));
      GraphicsEnvironment screen = GraphicsEnvironment.getLocalGraphicsEnvironment();
      Set<String> families = Set.copyOf(Arrays.asList(screen.getAvailableFontFamilyNames()));
      return PREFERRED.entrySet().stream()
          .filter(preferred -> families.contains(preferred.getKey()))
          .map(preferred -> new Typeface(preferred.getKey(), preferred.getValue()))
          .findFirst()
          .orElse(new Typeface(Font.SANS_SERIF, "sans-serif"));
    } catch (Error | RuntimeException e) {
      // Which it is differs: UnsatisfiedLinkError, InternalError, a bare Error, RuntimeException.
      throw unusable(e);
    }
  }

  public static UserError unusable(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new UserError(
        "this Java cannot draw text: it lacks FreeType, fontconfig or any font. Install them: "
            + "\"apt install libfreetype6 fontconfig fonts-dejavu-core\" (Debian, Ubuntu), "
            + "\"dnf install freetype fontconfig dejavu-sans-fonts\" (Fedora, RHEL) or "
            + "\"apk add freetype fontconfig ttf-dejavu\" (Alpine); what Java says: "
            + root);
  }

  public Font plain(float size) {
    return new Font(family, Font.PLAIN, 1).deriveFont(size);
  }

  public Font bold(float size) {
    return new Font(family, Font.BOLD, 1).deriveFont(size);
  }
}
