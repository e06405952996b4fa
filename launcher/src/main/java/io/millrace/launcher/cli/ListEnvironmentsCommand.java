package io.millrace.launcher.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.discrete.Choices;
import io.millrace.launcher.error.UserError;
import io.millrace.recipe.EnvironmentPlugin;
import io.millrace.recipe.Plugins;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists environments. */
@Command(
    name = "list",
    description = {
      "The environments that recipes can name, as they are without options: numbers of an",
      "observation, what an action is, the limit of an episode, agents, and what has to be",
      "installed for it."
    },
    footer = {"", "Examples:", "  millrace env list", "  millrace env list --json"})
final class ListEnvironmentsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  /** One environment; null where it cannot be told without options or what it needs. */
  record Row(
      String id,
      String summary,
      Integer observation,
      String action,
      Integer limit,
      Integer agents,
      String needs,
      String problem) {}

  @Override
  public Integer call() {
    List<Row> rows = new ArrayList<>();
    for (EnvironmentPlugin plugin : Plugins.load().environments().plugins()) {
      rows.add(row(plugin));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.of(rows));
      return ExitCodes.OK;
    }
    Table table =
        new Table().row("ID", "OBSERVATION", "ACTION", "LIMIT", "AGENTS", "NEEDS", "WHAT");
    for (Row row : rows) {
      table.row(
          row.id(),
          cell(row.observation()),
          cell(row.action()),
          cell(row.limit()),
          cell(row.agents()),
          cell(row.needs()),
          row.problem() == null ? row.summary() : row.summary() + " (" + row.problem() + ")");
    }
    table.print(out);
    return ExitCodes.OK;
  }

  private static String cell(Object value) {
    return Objects.toString(value, "-");
  }

  /** One that cannot be made here is listed all the same, with the reason. */
  private static Row row(EnvironmentPlugin plugin) {
    String needs =
        plugin instanceof EnvironmentProvider<?> provider ? provider.needs().orElse(null) : null;
    try {
      EnvironmentSpec of =
          EnvironmentOption.bind(JsonNodeFactory.instance.objectNode().put("id", plugin.id()))
              .createBare()
              .spec();
      return new Row(
          plugin.id(),
          plugin.summary(),
          of.observationSize(),
          action(of.actionSpace()),
          of.maxEpisodeSteps() == 0 ? null : of.maxEpisodeSteps(),
          of.agents(),
          needs,
          null);
    } catch (UserError | IllegalArgumentException | IllegalStateException e) {
      String problem = e.getMessage();
      return new Row(plugin.id(), plugin.summary(), null, null, null, null, needs, problem);
    }
  }

  /** Such as "2 numbers", "1 of 4", "1 of 2, 1 of 3, masked" or "2 numbers + 1 of 3". */
  static String action(ActionSpace space) {
    int numbers = space.box().size();
    String real = numbers + (numbers == 1 ? " number" : " numbers");
    Choices choices = space.choices().orElse(null);
    if (choices == null) {
      return real;
    }
    String each = String.join(", ", choices.counts().stream().map(n -> "1 of " + n).toList());
    String chosen = choices.masked() ? each + ", masked" : each;
    return numbers == 0 ? chosen : real + " + " + chosen;
  }
}
