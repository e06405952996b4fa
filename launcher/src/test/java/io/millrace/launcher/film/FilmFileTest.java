package io.millrace.launcher.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.TimeLimit;
import io.millrace.env.builtin.MultimodalBandit;
import io.millrace.env.builtin.Pendulum;
import io.millrace.env.robot.GlassRobot;
import io.millrace.env.robot.Travel;
import io.millrace.launcher.error.UserError;
import io.millrace.recipe.option.Choice;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FilmFileTest {
  @TempDir private Path folder;

  private static Film pendulum() {
    Environment environment = TimeLimit.of(new SimulatedEnvironment(new Pendulum()));
    Performer performer = Performer.random(environment.spec(), 1);
    return Film.shoot(environment, performer, "random", 1);
  }

  @Test
  void shoot_wholeEpisode_hasEveryMomentAndAddsRewardsUp() {
    Film film = pendulum();
    assertThat(film.steps()).isEqualTo(200);
    assertThat(film.frames()).hasSize(201);
    double sum = film.frames().stream().skip(1).mapToDouble(Frame::reward).sum();
    assertThat(film.episodeReturn()).isCloseTo(sum, offset(1e-9));
  }

  /** Some of glass-robot's choices are forbidden at any time, and refused. */
  @Test
  void shoot_maskedChoicesAtRandom_playsToTheEnd() {
    EnvironmentFactory robots = EnvironmentFactory.of(glassRobot());
    Environment robot = robots.create();
    Performer performer = Performer.random(robot.spec(), 1);
    assertThat(Film.shoot(robot, performer, "random", 1).steps()).isGreaterThan(100);
  }

  private static Choice glassRobot() {
    GlassRobot.Motion motion = new GlassRobot.Motion(Travel.Profile.CONSTANT, 1, 2, 1);
    return new Choice(
        "glass-robot", new GlassRobot.Options(List.of(10.0, 20.0), 1, 1, motion, 20, 1, 10, 0));
  }

  @Test
  void spread_longFilm_keepsFirstAndLast() {
    List<Frame> some = pendulum().spread(7);
    assertThat(some).hasSize(7);
    assertThat(some.get(0).step()).isZero();
    assertThat(some.get(6).step()).isEqualTo(200);
  }

  @Test
  void write_svg_showsEachFrameOnceAndTheLastWhereNothingMoves() throws Exception {
    Path file = folder.resolve("film.svg");
    new FilmFile(file, 5, 10).write(pendulum());
    Document svg =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(Files.readAllBytes(file)));
    NodeList animations = svg.getElementsByTagName("animate");
    assertThat(animations.getLength()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      Element frame = (Element) animations.item(i).getParentNode();
      assertThat(frame.getAttribute("display")).isEqualTo(i == 4 ? "inline" : "none");
      assertThat(frame.getElementsByTagName("path").getLength()).isPositive();
    }
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
        .startsWith("An episode of pendulum, random: 200 steps, return -");
  }

  private static Film bandit() {
    Environment environment = TimeLimit.of(new SimulatedEnvironment(new MultimodalBandit()));
    Performer performer = Performer.random(environment.spec(), 1);
    return Film.shoot(environment, performer, "random", 1);
  }

  @Test
  void shoot_taskOfOneStep_filmsManyEpisodesAndTheirMean() {
    Film film = bandit();
    assertThat(film.steps()).isEqualTo(120);
    double mean = film.frames().stream().skip(1).mapToDouble(Frame::reward).average().orElseThrow();
    assertThat(film.episodeReturn()).isCloseTo(mean, offset(1e-9));
    assertThat(film.outcome()).startsWith("120 episodes of one step, mean return -");
  }

  @Test
  void write_svgWithTrail_hasEachDotOnceAndTheBackdropOnce() throws Exception {
    Path file = folder.resolve("film.svg");
    new FilmFile(file, 5, 10).write(bandit());
    Document svg =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(Files.readAllBytes(file)));
    // 16 discs of 8 modes; the trail of all but the last action; the action of 4 of the 5 frames;
    // and the rewards of 0, 30, 60, 90 and 120 episodes as dots.
    assertThat(svg.getElementsByTagName("circle").getLength())
        .isEqualTo(16 + 119 + 4 + (30 + 60 + 90 + 120));
  }

  @Test
  void write_gif_hasAllFramesOfOneSize() throws Exception {
    Path file = folder.resolve("film.gif");
    new FilmFile(file, 4, 10).write(pendulum());
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(4);
      BufferedImage first = reader.read(0);
      BufferedImage last = reader.read(3);
      assertThat(last.getWidth()).isEqualTo(first.getWidth());
      assertThat(different(first, last)).isPositive();
    }
  }

  @Test
  void write_png_writesNumberedFiles() throws Exception {
    List<Path> files = new FilmFile(folder.resolve("film.png"), 3, 10).write(pendulum());
    assertThat(files)
        .containsExactly(
            folder.resolve("film-000.png"),
            folder.resolve("film-001.png"),
            folder.resolve("film-002.png"));
    assertThat(ImageIO.read(files.get(2).toFile()).getWidth()).isPositive();
  }

  @Test
  void of_unknownEnding_isRefused() {
    assertThatThrownBy(() -> FilmFile.of(Path.of("film.mp4")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("film.mp4");
  }

  private static int different(BufferedImage a, BufferedImage b) {
    int count = 0;
    for (int x = 0; x < a.getWidth(); x++) {
      for (int y = 0; y < a.getHeight(); y++) {
        count += a.getRGB(x, y) != b.getRGB(x, y) ? 1 : 0;
      }
    }
    return count;
  }
}
