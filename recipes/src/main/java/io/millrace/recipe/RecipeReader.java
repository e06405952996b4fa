package io.millrace.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.recipe.option.Binding;
import io.millrace.recipe.option.Problem;
import io.millrace.recipe.option.Registries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a recipe from YAML (or JSON, which is YAML), checks all of it, and either returns it or
 * throws a {@link RecipeException} that names every problem.
 *
 * <p>An override is {@code path=value}, for example {@code rollout.sampler.id=cps}; the value is
 * YAML, and an empty one takes the option out of the recipe. Where an override names another
 * plug-in, options of the recipe that only the former plug-in knows are dropped.
 */
public final class RecipeReader {
  private RecipeReader() {}

  /** Reads a file, with the plug-ins of the thread's context class loader. */
  public static Recipe read(Path file) {
    return read(file, List.of());
  }

  /** Reads a file and changes it, with the plug-ins of the thread's context class loader. */
  public static Recipe read(Path file, List<String> overrides) {
    return read(file, overrides, Plugins.load());
  }

  /**
   * Reads a file and changes it.
   *
   * @throws RecipeException if the file cannot be read, or the recipe is wrong
   */
  public static Recipe read(Path file, List<String> overrides, Plugins plugins) {
    String source = String.valueOf(file.getFileName());
    return parse(source, text(file, source), overrides, plugins);
  }

  /** Reads a text, with the plug-ins of the thread's context class loader. */
  public static Recipe parse(String source, String yaml, List<String> overrides) {
    return parse(source, yaml, overrides, Plugins.load());
  }

  /**
   * Reads a text and changes it.
   *
   * @param source what a message calls the recipe, for example the name of its file
   * @throws RecipeException if the recipe is wrong
   */
  public static Recipe parse(String source, String yaml, List<String> overrides, Plugins plugins) {
    Registries registries = plugins.registries();
    List<Problem> problems = new ArrayList<>();
    Optional<ObjectNode> tree = YamlTree.map(yaml, problems);
    if (tree.isEmpty()) {
      throw new RecipeException(source, problems);
    }
    List<Problem> found = new ArrayList<>();
    Overrides changes = Overrides.parse(overrides, problems);
    changes.apply(tree.get(), registries, problems);
    Binding binding = new Binding(tree.get(), registries, found);
    Optional<Recipe> recipe = binding.read(Recipe.class);
    RecipeRules.check(binding);
    AgentRules.check(binding, plugins.environments());
    found.forEach(problem -> problems.add(changes.blame(problem)));
    if (recipe.isEmpty() || !problems.isEmpty()) {
      throw new RecipeException(source, problems);
    }
    return recipe.get();
  }

  private static String text(Path file, String source) {
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than allowed is enough to see that it is too long, whatever the file is.
      byte[] bytes = in.readNBytes(YamlTree.MAX_CHARACTERS + 1);
      if (bytes.length > YamlTree.MAX_CHARACTERS) {
        throw refusal(source, "expected at most " + YamlTree.MAX_CHARACTERS + " bytes, got more");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw refusal(source, "expected a file, got nothing at " + file);
    } catch (CharacterCodingException e) {
      throw refusal(source, "expected UTF-8, got other bytes");
    } catch (IOException e) {
      throw refusal(source, "expected a readable file, got " + e);
    }
  }

  private static RecipeException refusal(String source, String message) {
    return new RecipeException(source, List.of(new Problem("file", message)));
  }
}
