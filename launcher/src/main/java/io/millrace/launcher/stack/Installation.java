package io.millrace.launcher.stack;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this program's files are. */
public final class Installation {
  private static final String HOME_PROPERTY = "millrace.home";

  private final Path home;

  private Installation(Path home) {
    this.home = home;
  }

  /** Where the script says, else beside the code that runs. */
  public static Installation find() {
    String property = System.getProperty(HOME_PROPERTY);
    if (property != null) {
      return new Installation(Path.of(property));
    }
    try {
      Path code =
          Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      // millrace/lib/launcher.jar, or the class files of a build beside millrace/
      Path home =
          Files.isDirectory(code) ? code.resolveSibling("millrace") : code.getParent().getParent();
      return new Installation(home);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot find the installation", e);
    }
  }

  /** The jars of everything else. */
  public Path libraries() {
    return home.resolve("lib");
  }

  /** The jars of the model store's server. */
  public Path storeLibraries() {
    return home.resolve("store").resolve("lib");
  }
}
