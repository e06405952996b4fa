package io.millrace.launcher.cli;

import io.millrace.launcher.error.UserError;
import io.millrace.recipe.option.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recipes that come with Millrace, and how a person names one. */
final class RecipeFiles {
  private static final String FOLDER_PROPERTY = "millrace.recipes";
  private static final String ENDING = ".yaml";

  private final Path folder;

  RecipeFiles(Path folder) {
    this.folder = folder;
  }

  /** Where the script says, else a folder {@code recipes} where the command was given. */
  static RecipeFiles installed() {
    return new RecipeFiles(Path.of(System.getProperty(FOLDER_PROPERTY, "recipes")));
  }

  /** The files, by name. */
  List<Path> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UserError("cannot list the recipes, folder=" + folder + ": " + e.getMessage());
    }
  }

  /**
   * The file that a person means: a path, or the id of a recipe that comes with Millrace.
   *
   * @throws UserError where there is none
   */
  Path find(String name) {
    Path path = Path.of(name);
    if (Files.isRegularFile(path)) {
      return path;
    }
    Path byId = folder.resolve(name + ENDING);
    if (!name.contains("/") && Files.isRegularFile(byId)) {
      return byId;
    }
    List<String> known = all().stream().map(RecipeFiles::id).toList();
    String id = path.getFileName() == null ? name : id(path);
    throw new UserError("no such file, and " + Nearest.message("recipe", id, known));
  }

  /** What a recipe's file is called without its ending: by convention its id. */
  static String id(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }
}
