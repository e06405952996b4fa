package io.millrace.launcher.cli;

import io.millrace.recipe.Plugins;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeException;
import io.millrace.recipe.RecipeReader;
import io.millrace.recipe.RecipeSchema;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at recipes. */
@Command(
    name = "recipes",
    description = "Lists, shows and checks recipes.",
    synopsisSubcommandLabel = "list | show | validate | schema",
    subcommands = {
      RecipesCommand.ListRecipes.class,
      RecipesCommand.Show.class,
      RecipesCommand.Validate.class,
      RecipesCommand.Schema.class
    })
public final class RecipesCommand extends CommandGroup {

  @Command(name = "list", description = "The recipes that come with Millrace.")
  static final class ListRecipes implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
      List<Map<String, String>> rows = new ArrayList<>();
      for (Path file : RecipeFiles.installed().all()) {
        rows.add(row(file));
      }
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.of(rows));
      } else {
        Table table = new Table();
        rows.forEach(row -> table.row(row.get("id"), row.get("title")));
        table.print(out);
      }
      return ExitCodes.OK;
    }

    /** A recipe that cannot be read is listed all the same, with what is wrong. */
    private static Map<String, String> row(Path file) {
      Map<String, String> row = new LinkedHashMap<>();
      try {
        Recipe recipe = RecipeReader.read(file);
        row.put("id", recipe.id());
        row.put("title", recipe.title());
      } catch (RecipeException e) {
        row.put("id", RecipeFiles.id(file));
        row.put("title", "cannot be read: " + e.problems().size() + " problems");
      }
      row.put("file", file.toString());
      return row;
    }
  }

  @Command(
      name = "show",
      description = "Prints a recipe with every default filled in.",
      footer = {
        "",
        "Example:",
        "  millrace recipes show flow-grpo --set rollout.sampler.id=cps > mine.yaml"
      })
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private RecipeOptions recipe;

    @Option(names = "--json", description = "As canonical JSON: what the recipe's hash is of.")
    private boolean json;

    @Override
    public Integer call() {
      Recipe read = recipe.read();
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? read.toJson() : read.toYaml().stripTrailing());
      return ExitCodes.OK;
    }
  }

  @Command(
      name = "validate",
      description = "Names everything that is wrong with recipes; exits 1 if anything is.",
      footer = {"", "Example:", "  millrace recipes validate mine.yaml recipes/*.yaml"})
  static final class Validate implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML files.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    private record Verdict(String file, boolean valid, String hash, List<?> problems) {}

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      List<Verdict> verdicts = new ArrayList<>();
      for (String file : files) {
        Path path = RecipeFiles.installed().find(file);
        try {
          Recipe recipe = RecipeReader.read(path);
          verdicts.add(new Verdict(file, true, recipe.hash(), List.of()));
          say(out, "recipe " + file + " is valid, hash " + recipe.hash());
        } catch (RecipeException e) {
          verdicts.add(new Verdict(file, false, null, e.problems()));
          say(out, e.getMessage());
        }
      }
      if (json) {
        out.println(Json.of(verdicts));
      }
      return verdicts.stream().allMatch(Verdict::valid) ? ExitCodes.OK : ExitCodes.NO;
    }

    private void say(PrintWriter out, String line) {
      if (!json) {
        out.println(line);
      }
    }
  }

  @Command(
      name = "schema",
      description = "Prints the JSON Schema of recipes, for editors.",
      footer = {"", "Example:", "  millrace recipes schema > recipe.schema.json"})
  static final class Schema implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      spec.commandLine().getOut().println(RecipeSchema.json(Plugins.load()).stripTrailing());
      return ExitCodes.OK;
    }
  }
}
