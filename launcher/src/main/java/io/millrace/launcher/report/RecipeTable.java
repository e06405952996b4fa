package io.millrace.launcher.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What each recipe reached, as the table in the README: rendered from reports that are kept beside
 * the recipes, and from nothing else.
 *
 * <p>{@code results/rows.json} lists the rows; {@code results/NAME-seedN.json} are the reports of
 * {@code millrace run recipes/RECIPE.yaml --set ... --seed N --report FILE}.
 */
public final class RecipeTable {
  private static final String BEGIN = "<!-- recipes:begin -->";
  private static final String END = "<!-- recipes:end -->";
  private static final JsonMapper JSON = new JsonMapper();

  private static final String HEAD =
      """
      | recipe | method | environment | untrained → learned, each seed | asked | updates | wall s | also |
      |---|---|---|---|---|---|---|---|
      """;

  private final Path recipes;

  /**
   * @param recipes the folder of the recipes, with the folder {@code results} in it
   */
  public RecipeTable(Path recipes) {
    this.recipes = recipes;
  }

  /**
   * A row of the table.
   *
   * @param name begins the names of its reports
   * @param recipe file name of the recipe without its ending
   * @param set what was changed in it
   * @param figure what is compared before and after
   * @param atLeast what it must be in the end, with every seed; null where nothing is asked
   * @param below what it must stay below in the end, with every seed; null likewise
   * @param show further figures of the evaluation to tell, by name; null for none
   * @param note what a reader should know; may be empty
   */
  public record Row(
      String name,
      String recipe,
      List<String> set,
      RecipeFigure figure,
      Double atLeast,
      Double below,
      List<String> show,
      String note) {
    public Row {
      show = show == null ? List.of() : List.copyOf(show);
    }

    /** Whether a report keeps what is asked of the row. */
    public boolean keeps(RunReport report) {
      double reached = figure.of(report.last());
      return (atLeast == null || reached >= atLeast) && (below == null || reached < below);
    }
  }

  /** The rows, in the order of the table. */
  public List<Row> rows() {
    Path file = recipes.resolve("results").resolve("rows.json");
    try {
      return JSON.readValue(file.toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the rows, file=" + file, e);
    }
  }

  /** A row's reports, by seed. */
  public List<RunReport> reports(Row row) {
    String prefix = row.name() + "-seed";
    TreeMap<Long, RunReport> bySeed = new TreeMap<>();
    try (Stream<Path> files = Files.list(recipes.resolve("results"))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(prefix)) {
          RunReport report = ReportFile.read(file);
          bySeed.put(report.seed(), report);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the results, folder=" + recipes, e);
    }
    return List.copyOf(bySeed.values());
  }

  /** The page with the table between its markers brought up to date. */
  public String into(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("expected a page with " + BEGIN + " and " + END);
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + render() + page.substring(end);
  }

  /** The table, as Markdown. */
  public String render() {
    StringBuilder table = new StringBuilder(HEAD);
    for (Row row : rows()) {
      List<RunReport> reports = reports(row);
      if (!reports.isEmpty()) {
        table.append(line(row, reports));
      }
    }
    return table.toString();
  }

  private String line(Row row, List<RunReport> reports) {
    Recipe recipe = RecipeReader.read(recipes.resolve(row.recipe() + ".yaml"), row.set());
    RecipeFigure figure = row.figure();
    List<String> cells =
        List.of(
            name(row),
            method(recipe),
            "`" + recipe.environment().id() + "`",
            figure.label() + " " + each(reports, r -> change(figure, r)) + figure.unit(),
            asked(row, reports),
            span(reports, r -> (double) r.updates()),
            wallSeconds(reports),
            also(row, reports));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String name(Row row) {
    String link = "[%s](recipes/%s.yaml)".formatted(row.recipe(), row.recipe());
    return row.set().isEmpty() ? link : link + " `--set " + String.join(" --set ", row.set()) + "`";
  }

  private static String method(Recipe recipe) {
    return "%s · %s · %s"
        .formatted(
            recipe.objective().id(),
            recipe.rollout().sampler().id(),
            recipe.credit().plugin().id());
  }

  private static String change(RecipeFigure figure, RunReport report) {
    String learned = figure.text(report.last());
    return report.first() == null ? learned : figure.text(report.first()) + " → " + learned;
  }

  private static String asked(Row row, List<RunReport> reports) {
    if (row.atLeast() == null && row.below() == null) {
      return "";
    }
    String bar =
        row.atLeast() != null
            ? "≥ " + row.figure().text(row.atLeast())
            : "< " + row.figure().text(row.below());
    long kept = reports.stream().filter(row::keeps).count();
    String unit = row.figure().unit();
    return kept == reports.size()
        ? bar + unit
        : "%s%s: kept by %d of %d".formatted(bar, unit, kept, reports.size());
  }

  private static String each(List<RunReport> reports, Function<RunReport, String> text) {
    return String.join(" / ", reports.stream().map(text).toList());
  }

  private static double least(List<RunReport> reports, Function<RunReport, Double> figure) {
    return reports.stream().mapToDouble(figure::apply).min().orElseThrow();
  }

  private static String span(List<RunReport> reports, Function<RunReport, Double> figure) {
    double low = least(reports, figure);
    double high = reports.stream().mapToDouble(figure::apply).max().orElseThrow();
    String from = "%.0f".formatted(low);
    String to = "%.0f".formatted(high);
    return from.equals(to) ? from : from + "–" + to;
  }

  private static String wallSeconds(List<RunReport> reports) {
    List<RunReport> runs = reports.stream().filter(RecipeTable::ranWhole).toList();
    return runs.isEmpty() ? "rehearsed" : span(runs, r -> r.wallSeconds().total());
  }

  /**
   * Whether a whole pipeline ran. A rehearsal has no latency to tell, nor a curve where nothing is
   * learned online; and its wall time is another thing.
   */
  private static boolean ranWhole(RunReport report) {
    boolean learned = report.fates().published() > 0;
    return learned
        ? report.latencyMs().publishedToActing().p50() != null
        : !report.curve().isEmpty();
  }

  /** The note, and the figures that the environment adds to its evaluation. */
  private static String also(Row row, List<RunReport> reports) {
    List<String> all = new ArrayList<>();
    if (!row.note().isEmpty()) {
      all.add(row.note());
    }
    for (String name : row.show()) {
      RecipeFigure figure = RecipeFigure.of(name);
      all.add(figure.label() + " " + each(reports, r -> figure.text(r.last())) + figure.unit());
    }
    return String.join("; ", all);
  }
}
