package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BenchmarkCatalogTest {
  private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final BenchmarkCatalog catalog = BenchmarkCatalog.load();

  @Test
  void load_thisModule_findsAllWithUniqueKebabIds() {
    assertThat(catalog.all()).extracting(Benchmark::id).doesNotHaveDuplicates();
    assertThat(catalog.all())
        .allSatisfy(b -> assertThat(b.id()).matches(KEBAB))
        .allSatisfy(b -> assertThat(b.question()).endsWith("?"));
  }

  @Test
  void select_group_givesItsMembers() {
    assertThat(catalog.select(List.of("learner")))
        .isNotEmpty()
        .allMatch(b -> b.group().equals("learner"));
  }

  @Test
  void select_idTwice_givesItOnce() {
    assertThat(catalog.select(List.of("act", "act", "flow-matching")))
        .extracting(Benchmark::id)
        .containsExactly("act", "flow-matching");
  }

  @Test
  void select_unknownName_tellsTheKnownOnes() {
    assertThatThrownBy(() -> catalog.select(List.of("flow-matchin")))
        .hasMessageContaining("no benchmark \"flow-matchin\"")
        .hasMessageContaining("flow-matching");
  }
}
