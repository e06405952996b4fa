package io.millrace.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The recipes of a folder: its {@code *.yaml} files.
 *
 * @param entries those that can be used, by id
 * @param broken why the others cannot, by file
 */
public record RecipeCatalog(List<Entry> entries, List<RecipeException> broken) {

  /** One line of a list of recipes. */
  public record Entry(Path file, Recipe recipe) {
    public String id() {
      return recipe.id();
    }

    public String title() {
      return recipe.title();
    }

    public String environment() {
      return recipe.environment().id();
    }

    public String objective() {
      return recipe.objective().id();
    }
  }

  public RecipeCatalog {
    entries = entries.stream().sorted(Comparator.comparing(Entry::id)).toList();
    broken = broken.stream().sorted(Comparator.comparing(RecipeException::source)).toList();
  }

  /**
   * Reads every recipe of the folder, with the plug-ins of the thread's context class loader.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static RecipeCatalog of(Path folder) throws IOException {
    Plugins plugins = Plugins.load();
    List<Entry> entries = new ArrayList<>();
    List<RecipeException> broken = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        entries.add(new Entry(file, RecipeReader.read(file, List.of(), plugins)));
      } catch (RecipeException e) {
        broken.add(e);
      }
    }
    return new RecipeCatalog(entries, broken);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".yaml")).toList();
    }
  }

  /** The recipe of this id. */
  public Optional<Entry> find(String id) {
    return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }
}
