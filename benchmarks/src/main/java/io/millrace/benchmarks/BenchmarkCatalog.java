package io.millrace.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** The benchmarks on the class path. */
public final class BenchmarkCatalog {
  private final List<Benchmark> benchmarks;

  /**
   * @param benchmarks in the order they are to run
   */
  public BenchmarkCatalog(List<Benchmark> benchmarks) {
    this.benchmarks = List.copyOf(benchmarks);
  }

  /** All, the learner's first, then by group. */
  public static BenchmarkCatalog load() {
    List<Benchmark> found = new ArrayList<>();
    ServiceLoader.load(Benchmark.class).forEach(found::add);
    found.sort(
        Comparator.comparing((Benchmark b) -> !b.group().equals("learner"))
            .thenComparing(Benchmark::group));
    return new BenchmarkCatalog(found);
  }

  /** All. */
  public List<Benchmark> all() {
    return benchmarks;
  }

  /**
   * Those of the given ids and groups; all where none is given.
   *
   * @throws IllegalArgumentException for an unknown name, telling the known ones
   */
  public List<Benchmark> select(List<String> names) {
    if (names.isEmpty()) {
      return benchmarks;
    }
    Set<Benchmark> chosen = new LinkedHashSet<>();
    for (String name : names) {
      List<Benchmark> named =
          benchmarks.stream().filter(b -> b.id().equals(name) || b.group().equals(name)).toList();
      if (named.isEmpty()) {
        throw new IllegalArgumentException(
            "no benchmark \"" + name + "\"; known: " + String.join(", ", known()));
      }
      chosen.addAll(named);
    }
    return List.copyOf(chosen);
  }

  private Set<String> known() {
    Set<String> names =
        benchmarks.stream()
            .map(Benchmark::group)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    benchmarks.forEach(b -> names.add(b.id()));
    return names;
  }
}
