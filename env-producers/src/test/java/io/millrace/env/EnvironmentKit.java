package io.millrace.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.env.check.EnvironmentCheck;
import io.millrace.env.check.Finding;
import io.millrace.env.picture.Gauge;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every environment must keep, as {@code millrace env check} asks it. A new environment
 * extends this kit, or the build fails.
 */
public abstract class EnvironmentKit {

  /** A fresh environment, with its time limit, as a recipe would make it. */
  protected abstract Environment create();

  @TestFactory
  Stream<DynamicTest> contract_everyRule_isKept() {
    long seed = ThreadLocalRandom.current().nextLong(1L << 40);
    System.out.println("seed=" + seed);
    // An assumption that fails here, such as a simulator that is not installed, skips all.
    create().close();
    return EnvironmentCheck.of(this::create, seed, EnvironmentCheck.EPISODES).findings().stream()
        .map(finding -> DynamicTest.dynamicTest(finding.rule(), () -> expectKept(finding, seed)));
  }

  @Test
  void scene_whereThereIsOne_showsTheSameRectangleOfTheWorld() {
    Optional<Scene> first;
    Optional<Scene> other;
    try (Environment environment = create()) {
      float[] seen = new float[environment.spec().jointObservationSize()];
      environment.reset(1, seen);
      first = environment.scene();
      environment.reset(2, seen);
      other = environment.scene();
    }
    assertThat(other.isPresent()).isEqualTo(first.isPresent());
    first.ifPresent(
        scene -> {
          Scene second = other.orElseThrow();
          assertThat(scene.marks().size() + scene.backdrop().size()).isPositive();
          assertThat(List.of(second.left(), second.bottom(), second.width(), second.height()))
              .isEqualTo(List.of(scene.left(), scene.bottom(), scene.width(), scene.height()));
          assertThat(second.backdrop()).as("one backdrop, made once").isSameAs(scene.backdrop());
          assertThat(second.gauges().stream().map(Gauge::name).toList())
              .isEqualTo(scene.gauges().stream().map(Gauge::name).toList());
          Stream.of(scene.backdrop(), scene.marks(), second.marks())
              .flatMap(List::stream)
              .forEach(mark -> expectInside(mark, scene));
        });
  }

  @Test
  void close_always_refusesToBeResetOrStepped() {
    Environment environment = create();
    float[] seen = new float[environment.spec().jointObservationSize()];
    environment.reset(1, seen);
    environment.close();
    float[] action = new float[environment.spec().jointActionSize()];
    StepResult out = StepResult.of(environment.spec());
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> environment.reset(2, seen), () -> environment.step(action, out))) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("expected an open environment, environment=" + environment.spec().id());
    }
  }

  /** Half of a thick line and the end of a text are not looked at. */
  private static void expectInside(Mark mark, Scene scene) {
    if (mark instanceof Mark.Line line) {
      for (int i = 0; i < line.x().length; i++) {
        expectInside(mark, line.x()[i], line.y()[i], scene);
      }
    } else if (mark instanceof Mark.Disc disc) {
      expectInside(mark, disc.x() - disc.radius(), disc.y() - disc.radius(), scene);
      expectInside(mark, disc.x() + disc.radius(), disc.y() + disc.radius(), scene);
    } else if (mark instanceof Mark.Rectangle box) {
      expectInside(mark, box.x(), box.y(), scene);
      expectInside(mark, box.x() + box.width(), box.y() + box.height(), scene);
    } else if (mark instanceof Mark.Text text) {
      expectInside(mark, text.x(), text.y(), scene);
    } else if (mark instanceof Mark.Field field) {
      expectInside(mark, field.x(), field.y(), scene);
      expectInside(mark, field.x() + field.width(), field.y() + field.height(), scene);
    }
  }

  private static void expectInside(Mark mark, double x, double y, Scene scene) {
    double rounding = 1e-9 * (scene.width() + scene.height());
    assertThat(x)
        .as("x of %s", mark)
        .isBetween(scene.left() - rounding, scene.left() + scene.width() + rounding);
    assertThat(y)
        .as("y of %s", mark)
        .isBetween(scene.bottom() - rounding, scene.bottom() + scene.height() + rounding);
  }

  private static void expectKept(Finding finding, long seed) {
    assertThat(finding.verdict())
        .as("seed %d: %s", seed, finding.detail())
        .isNotEqualTo(Finding.Verdict.NOT_OK);
  }
}
