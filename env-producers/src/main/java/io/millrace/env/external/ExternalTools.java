package io.millrace.env.external;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds what {@code env-producers/external/setup} has installed. */
public final class ExternalTools {

  /** System property that names the folder of {@code mujoco.mjs} and {@code node_modules}. */
  public static final String FOLDER = "millrace.external";

  private static final String SETUP = "env-producers/external/setup";

  private ExternalTools() {}

  /** A program on the path. */
  public static Optional<Path> program(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path program = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /**
   * A file below {@code env-producers/external}: of the folder that the system property {@value
   * #FOLDER} names, or of the checkout around the working directory.
   */
  public static Optional<Path> file(String name) {
    String named = System.getProperty(FOLDER);
    if (named != null) {
      return Optional.of(Path.of(named, name)).filter(Files::exists);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("env-producers/external").resolve(name);
      if (Files.exists(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** What to say where a simulator is not installed; names the command that installs it. */
  public static String notInstalled(String simulator, String missing) {
    return "%s is not installed here: %s is missing; install it with `%s %s`"
        .formatted(simulator, missing, SETUP, simulator);
  }
}
