package io.millrace.launcher.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupingTest {
  @ParameterizedTest
  @CsvSource({
    "flow-grpo-seed2.json, flow-grpo",
    "flow-grpo-cps-seed2.json, flow-grpo-cps",
    "flow-grpo_2.json, flow-grpo",
    "flow-grpo-seed_2.json, flow-grpo",
    "seed-2.json, flow-grpo",
    "seed2.json, flow-grpo",
    "2.json, flow-grpo",
    "cps-seed2.json, flow-grpo (cps)",
    "cps.json, flow-grpo (cps)",
    // 12 is not the seed, nor is 1; names of methods may end in digits.
    "flow-grpo-seed12.json, flow-grpo-seed12",
    "flow-grpo-v1.json, flow-grpo-v1",
    "td2.json, flow-grpo (td2)"
  })
  void label_byRecipe_isTheNameWithoutTheReportsOwnSeed(String file, String label) {
    RunCurve run =
        new RunCurve(Path.of("results", file), "flow-grpo", 2, List.of(new Point(0, 0)), null);

    assertThat(Grouping.RECIPE.label(run)).isEqualTo(label);
  }
}
