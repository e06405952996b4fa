package io.millrace.recipe;

import static io.millrace.recipe.TestRecipes.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the text: a recipe, or a {@link RecipeException}, and soon. */
@Timeout(30)
class RecipeFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "id",
          "objective",
          "rollout",
          "sampler",
          "flow-sde",
          "credit",
          "clip",
          "seed",
          "null",
          "environment",
          "point-mass",
          ":",
          ": ",
          "\n",
          "\n  ",
          "- ",
          "{",
          "}",
          "[",
          "]",
          ",",
          "&a ",
          "*a",
          "!!str ",
          "!x ",
          "|\n",
          ">-\n",
          "\"",
          "'",
          "#",
          "? ",
          "<<",
          "---\n",
          "...\n",
          "%YAML",
          "\t",
          "\\x",
          "\u0000",
          "\ud800",
          "\ufeff",
          "1e9999",
          "-",
          "0x7",
          ".inf",
          "99999999999999999999",
          "1.5",
          "true",
          "~",
          "2s",
          "groupSize: 8");

  @Test
  void parse_randomPieces_recipeOrException() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      String text =
          IntStream.range(0, random.nextInt(30))
              .mapToObj(n -> PIECES.get(random.nextInt(PIECES.size())))
              .collect(Collectors.joining());
      parse(text, seed);
    }
  }

  @Test
  void parse_damagedRecipe_recipeOrException() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 700; i++) {
      StringBuilder text = new StringBuilder(SMALL);
      for (int n = random.nextInt(6); n >= 0; n--) {
        damage(text, random);
      }
      parse(text.toString(), seed);
    }
  }

  @Test
  void override_randomText_recipeOrException() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> paths =
        List.of(
            "rollout.sampler", "rollout.sampler.id", "credit.id", "credit", "seed.id", "id", "x.y");
    for (int i = 0; i < 700; i++) {
      String value =
          IntStream.range(0, random.nextInt(8))
              .mapToObj(n -> PIECES.get(random.nextInt(PIECES.size())))
              .collect(Collectors.joining());
      parse(SMALL, seed, paths.get(random.nextInt(paths.size())) + "=" + value, value);
    }
  }

  private static void damage(StringBuilder text, Random random) {
    int at = random.nextInt(text.length());
    switch (random.nextInt(3)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      default -> text.setCharAt(at, (char) random.nextInt(256));
    }
  }

  private static void parse(String text, long seed, String... overrides) {
    try {
      Recipe recipe = RecipeReader.parse("fuzz", text, List.of(overrides), TestRecipes.PLUGINS);
      assertThat(recipe.hash()).hasSize(64);
    } catch (RecipeException expected) {
      assertThat(expected.problems()).isNotEmpty();
    } catch (RuntimeException | StackOverflowError e) {
      fail("seed=%d, text=%s, overrides=%s".formatted(seed, text, List.of(overrides)), e);
    }
  }

  static List<String> bombs() {
    String laughs =
        IntStream.range(1, 30)
            .mapToObj(i -> "a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1))
            .collect(Collectors.joining("", "a0: &a0 x\n", ""));
    String nested =
        IntStream.range(0, 400).mapToObj(i -> " ".repeat(i) + "a:\n").collect(Collectors.joining());
    String wide =
        IntStream.range(0, 100_000).mapToObj(i -> "k" + i + ":\n").collect(Collectors.joining());
    return List.of(
        laughs,
        nested,
        wide,
        "[".repeat(500_000),
        "{a: ".repeat(200_000),
        "- ".repeat(400_000),
        "? ".repeat(400_000),
        "[".repeat(60_000),
        "{a: ".repeat(15_000),
        "- ".repeat(30_000),
        "? ".repeat(30_000),
        "seed: " + "9".repeat(60_000),
        ("seed: " + "9".repeat(60_000) + "\n").repeat(15),
        "seed: " + "9".repeat(1_000_000),
        "seed: 1e" + "9".repeat(1_000_000),
        "id: " + "a-".repeat(500_000),
        "x".repeat(1_000_000) + ": 1",
        "title: \"" + "\\u0041".repeat(150_000) + "\"",
        "#".repeat(2_000_000));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void parse_bomb_isRefusedQuickly(String bomb) {
    assertThatThrownBy(() -> RecipeReader.parse("bomb", bomb, List.of(), TestRecipes.PLUGINS))
        .isInstanceOf(RecipeException.class)
        .satisfies(
            e -> assertThat(e.getMessage().lines().findFirst().orElse("")).hasSizeLessThan(80));
    long start = System.nanoTime();
    assertThatThrownBy(() -> RecipeReader.parse("bomb", bomb, List.of(), TestRecipes.PLUGINS))
        .isInstanceOf(RecipeException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
