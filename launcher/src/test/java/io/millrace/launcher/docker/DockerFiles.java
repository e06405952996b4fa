package io.millrace.launcher.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the files of docker/ and what they are held against. */
final class DockerFiles {
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** With continued lines joined. */
  static final String DOCKERFILE = read("docker/Dockerfile").replaceAll("\\\\\\n *", "");

  static final String SUBMIT_JOBS = read("docker/submit-jobs");
  static final String SCRIPT = read("millrace");
  static final String POM = read("pom.xml");

  /** The services of compose.yaml, variables at their defaults, anchors merged. */
  static final JsonNode SERVICES = services();

  private DockerFiles() {}

  private static JsonNode services() {
    String text = read("docker/compose.yaml").replaceAll("\\$\\{\\w+:-([^}]*)}", "$1");
    Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return new ObjectMapper().<JsonNode>valueToTree(loaded).get("services");
  }

  static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> command(String service) {
    List<String> words = new ArrayList<>();
    SERVICES.get(service).get("command").forEach(word -> words.add(word.asText()));
    return words;
  }

  /** The file of a recipe that comes with Millrace. */
  static Path recipe(String id) {
    return ROOT.resolve("recipes").resolve(id + ".yaml");
  }

  /** The content of an element that has no elements in it. */
  static String element(String name, String xml) {
    return first("<" + Pattern.quote(name) + ">([^<]+)<", xml);
  }

  /** The first group of the first match; ^ and $ are those of a line. */
  static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
    assertThat(matcher.find()).as("a match for " + pattern).isTrue();
    return matcher.group(1);
  }

  /** The first groups of all matches. */
  static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /** A private static method: what the code does must not be widened for this test. */
  static Object call(Class<?> type, String name, Object... arguments) throws Exception {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
        return accessible(method).invoke(null, arguments);
      }
    }
    throw new AssertionError("no method " + name + " in " + type);
  }

  static Object get(String type, String name) throws Exception {
    return accessible(Class.forName(type).getDeclaredField(name)).get(null);
  }

  private static <T extends AccessibleObject> T accessible(T member) {
    member.setAccessible(true);
    return member;
  }
}
