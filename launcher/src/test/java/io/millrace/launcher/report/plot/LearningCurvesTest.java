package io.millrace.launcher.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.picture.Typeface;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Draws the reports that are kept beside the recipes. */
class LearningCurvesTest {
  private static final Path RESULTS =
      Path.of("..").toAbsolutePath().normalize().resolve("recipes/results");

  @TempDir private Path folder;

  private static List<Path> reports(String name) {
    return List.of(1, 2, 3).stream()
        .map(seed -> RESULTS.resolve(name + "-seed" + seed + ".json"))
        .toList();
  }

  private static LearningCurves curves(Metric metric, Grouping grouping) {
    return new LearningCurves(XAxis.ENV_STEPS, metric, grouping, Band.MIN_MAX, 1, "A title", 1);
  }

  private Document svg(LearningCurves curves, List<Path> reports) throws Exception {
    Path file = folder.resolve("curves.svg");
    curves.draw(reports, file);
    return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<String> texts(Document svg) {
    List<String> texts = new ArrayList<>();
    NodeList nodes = svg.getElementsByTagName("text");
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  @Test
  void draw_svg_hasTitleLegendAxesAndFinals() throws Exception {
    Document svg = svg(curves(Metric.RETURN, Grouping.RECIPE), reports("pendulum"));

    assertThat(texts(svg))
        .contains("A title", "pendulum (3 seeds)", "environment steps", "mean episode return")
        .contains("final", "0", "100,000", "500,000", "\u22121,200");
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
        .contains("bands: min to max over seeds");
  }

  @Test
  void draw_twoVariantsInPercent_endsTheAxisAt100() throws Exception {
    List<Path> reports = new ArrayList<>(reports("flow-grpo"));
    reports.addAll(reports("flow-grpo-flow-noise"));

    assertThat(texts(svg(curves(Metric.SUCCESS, Grouping.RECIPE), reports)))
        .contains(
            "flow-grpo (3 seeds)", "flow-grpo-flow-noise (3 seeds)", "success rate (%)", "100")
        .doesNotContain("110", "120");
  }

  @Test
  void draw_twice_isTheSameToTheByte() throws Exception {
    Path first = folder.resolve("first.svg");
    Path second = folder.resolve("second.svg");
    curves(Metric.RETURN, Grouping.FILE).draw(reports("pendulum"), first);
    curves(Metric.RETURN, Grouping.FILE).draw(reports("pendulum"), second);

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void draw_png_showsLineAndBandInTheFirstColor() throws Exception {
    Path file = folder.resolve("curves.PNG");
    curves(Metric.RETURN, Grouping.RECIPE).draw(reports("pendulum"), file);

    BufferedImage image = ImageIO.read(Files.newInputStream(file));
    assertThat(image.getWidth()).isEqualTo(1800);
    assertThat(image.getHeight()).isEqualTo(1125);
    // 0x0072B2 on white; the band lets 82 % of the white through: 255 - 0.18 * (255 - channel).
    assertThat(pixels(image, 0x0072B2)).isGreaterThan(5_000);
    assertThat(pixels(image, 0xD1E6F1)).isGreaterThan(20_000);
  }

  private static int pixels(BufferedImage image, int rgb) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int got = image.getRGB(x, y);
        if (near(got >> 16, rgb >> 16) && near(got >> 8, rgb >> 8) && near(got, rgb)) {
          count++;
        }
      }
    }
    return count;
  }

  private static boolean near(int channel, int expected) {
    return Math.abs((channel & 0xFF) - (expected & 0xFF)) <= 2;
  }

  @Test
  void text_ofTicks_hasTheDecimalsOfTheStepAndAMinus() {
    assertThat(DataAxis.text(512_000, 100_000)).isEqualTo("512,000");
    assertThat(DataAxis.text(-0.25, 0.05)).isEqualTo("\u22120.25");
    assertThat(DataAxis.text(3, 1)).isEqualTo("3");
    assertThat(DataAxis.text(0.0002, 0.0001)).isEqualTo("0.0002");
  }

  @Test
  void unusable_typeface_namesThePackagesAndTheFirstCause() {
    Throwable cause = new InternalError(new RuntimeException("Fontconfig head is null"));

    assertThat(Typeface.unusable(cause))
        .hasMessageContaining("libfreetype6")
        .hasMessageContaining("fontconfig")
        .hasMessageContaining("fonts-dejavu-core")
        .hasMessageEndingWith("Fontconfig head is null");
  }
}
