package io.millrace.launcher.report.plot;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which runs are one line. */
public enum Grouping {
  /**
   * The seeds of one variant of a recipe. Its hash cannot tell, because the seed is part of it; the
   * file's name can: what is left of {@code flow-grpo-cps-seed2.json} without the report's seed.
   */
  RECIPE {
    @Override
    String label(RunCurve run) {
      String stem = stem(run);
      String seed = "(^|[-_.])(seed)?[-_.]?" + Pattern.quote(Long.toString(run.seed())) + "$";
      String variant = stem.replaceFirst(seed, "");
      if (variant.isEmpty() || variant.startsWith(run.recipe())) {
        return variant.isEmpty() ? run.recipe() : variant;
      }
      return run.recipe() + " (" + variant + ")";
    }
  },
  FILE {
    @Override
    String label(RunCurve run) {
      return stem(run);
    }

    @Override
    String key(RunCurve run) {
      return run.file().toString();
    }
  };

  /** The name of the line that a run belongs to. */
  abstract String label(RunCurve run);

  /** What the runs of one line have in common; files in two folders may have the same name. */
  String key(RunCurve run) {
    return label(run);
  }

  private static String stem(RunCurve run) {
    return run.file().getFileName().toString().replaceFirst("\\.json$", "");
  }

  /** As a person types it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
