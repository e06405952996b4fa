package io.millrace.launcher.docker;

import static io.millrace.launcher.docker.DockerFiles.DOCKERFILE;
import static io.millrace.launcher.docker.DockerFiles.POM;
import static io.millrace.launcher.docker.DockerFiles.ROOT;
import static io.millrace.launcher.docker.DockerFiles.SCRIPT;
import static io.millrace.launcher.docker.DockerFiles.SERVICES;
import static io.millrace.launcher.docker.DockerFiles.SUBMIT_JOBS;
import static io.millrace.launcher.docker.DockerFiles.all;
import static io.millrace.launcher.docker.DockerFiles.element;
import static io.millrace.launcher.docker.DockerFiles.first;
import static io.millrace.launcher.docker.DockerFiles.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.job.TrainingJob;
import io.millrace.launcher.stack.StoreProcess;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The images hold what the modules build, with the project's versions, flags and commands. */
class DockerFilesTest {
  @Test
  void images_versions_areThoseOfThePom() {
    String project = first("<artifactId>millrace</artifactId>\\s*<version>(.+?)<", POM);
    String java = element("maven.compiler.release", POM);

    assertThat(SERVICES.at("/broker/image").asText())
        .isEqualTo("apache/kafka:" + element("kafka.version", POM));
    assertThat(all("^FROM (\\S+:\\S+)", DOCKERFILE))
        .containsExactly(
            "eclipse-temurin:" + java + "-jdk-noble",
            "eclipse-temurin:" + java + "-jre-noble",
            "flink:" + element("flink.version", POM) + "-scala_2.12-java" + java);
    for (JsonNode service : SERVICES) {
      if (service.has("build")) {
        String target = service.at("/build/target").asText();
        assertThat(service.get("image").asText()).isEqualTo("millrace/" + target + ":" + project);
        assertThat(all("^FROM .* AS (\\S+)", DOCKERFILE)).contains(target);
        assertThat(ROOT.resolve(service.at("/build/dockerfile").asText())).isRegularFile();
      }
    }
  }

  @Test
  void images_users_areNotRoot() {
    List<String> users = all("^USER (\\S+)", DOCKERFILE);

    assertThat(users).containsExactly("millrace", "millrace", "root", "flink");
    assertThat(DOCKERFILE.indexOf("USER flink")).isGreaterThan(DOCKERFILE.indexOf("USER root"));
  }

  @Test
  void build_outputs_areWhatTheModulesMake() {
    String jobs = read("flink-jobs/pom.xml");
    String launcher = read("launcher/pom.xml");
    String folder =
        element("installation", launcher).replace("${project.build.directory}", "target");
    String assembly = "model-store/server/src/main/assembly/distribution.xml";

    assertThat(DOCKERFILE)
        .contains(first("(\\./mvnw -q -B .*? -DskipTests)", SCRIPT))
        .contains("flink-jobs/target/flink-jobs-*-" + element("shadedClassifierName", jobs))
        .contains("model-store/server/target/model-store-server-*.zip", "/out/store/lib/")
        .contains("WORKDIR /src/launcher/" + folder + "/lib\n")
        .contains("/src/launcher/" + folder + "/lib/ /opt/millrace/launcher/" + folder + "/lib/");
    assertThat(element("mainClass", jobs)).isEqualTo(TrainingJob.class.getName());
    assertThat(read("model-store/server/pom.xml"))
        .contains("<artifactId>model-store-server</artifactId>", "<appendAssemblyId>false<");
    assertThat(read(assembly))
        .contains("<format>zip<", "<outputDirectory>lib<", "<includeBaseDirectory>false<");
    assertThat(launcher).contains("<outputDirectory>${installation}/lib</outputDirectory>");
    assertThat(SCRIPT).contains("home=$root/launcher/" + folder, "$home/lib/*", "$root/recipes");
    String jobJar = "/usrlib/millrace-job.jar";
    assertThat(DOCKERFILE).contains("/out" + jobJar, "/out/usrlib/ /opt/flink/usrlib/");
    assertThat(SUBMIT_JOBS).contains("/opt/flink" + jobJar);
  }

  /** The millrace image runs the script itself; Flink's scripts add --add-opens by themselves. */
  @Test
  void jvmFlags_ofAllImages_areThoseOfTheScript() {
    assertThat(DOCKERFILE)
        .contains("ENTRYPOINT [\"/opt/millrace/millrace\"]", "ENV MILLRACE_NO_BUILD=1")
        .doesNotContain("--add-opens=", "--add-exports=");
    assertThat(SCRIPT).contains("${MILLRACE_NO_BUILD:-}", "${MILLRACE_JAVA_OPTS:-}");

    String shared = "(?<=[ =])(--add-modules=\\S+|--enable-native-access=\\S+|-Dorg\\.\\S+)";
    List<String> flink = all(shared, " " + first("^ENV JVM_ARGS=\"(.+)\"", DOCKERFILE));
    assertThat(flink).containsExactlyElementsOf(all(shared, SCRIPT));
    for (String threads : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
      assertThat(first("^ENV .*\\b" + threads + "=(\\d+)", DOCKERFILE))
          .isEqualTo(first(threads + ":-(\\d+)", SCRIPT));
    }
  }

  @Test
  void storeImage_command_isThatOfTheStoreProcess() throws Exception {
    List<String> entry = words(first("^ENTRYPOINT (\\[\"java\".+])", DOCKERFILE));
    List<String> arguments = words(first("^CMD (\\[\"--data\".+])", DOCKERFILE));
    Path any = Path.of("any");
    List<?> process =
        (List<?>) DockerFiles.call(StoreProcess.class, "storeCommand", any, any, any, 0);
    int classPath = process.indexOf("-cp");

    assertThat(entry.subList(1, entry.indexOf("-cp"))).isEqualTo(process.subList(1, classPath));
    String main = entry.get(entry.size() - 1);
    assertThat(main).isEqualTo(process.get(classPath + 2));
    String server = read("model-store/server/src/main/java/" + main.replace('.', '/') + ".java");
    assertThat(server).contains("public static void main(String[]");
    assertThat(all("names = \"(--[a-z-]+)\"", server))
        .containsAll(arguments.stream().filter(word -> word.startsWith("--")).toList());
    assertThat(arguments)
        .containsSubsequence("--data", first("^VOLUME (\\S+/store)$", DOCKERFILE))
        .containsSubsequence("--port", first("^EXPOSE (\\d+)$", DOCKERFILE));
  }

  @Test
  void flinkImage_library_isEnoughForNd4jAlone() throws Exception {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();
    List<String> library = new ArrayList<>();
    for (String glob :
        first("mkdir -p /out/lib && cp (.+) /out/lib/", DOCKERFILE).split(" +", -1)) {
      PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      List<Path> jars =
          classPath.stream().filter(jar -> pattern.matches(jar.getFileName())).toList();
      assertThat(jars).as("jars like " + glob).isNotEmpty();
      jars.forEach(jar -> library.add(jar.toString()));
    }
    assertThat(library)
        .noneMatch(jar -> jar.matches(".*/(flink|kafka|slf4j|log4j|jackson-[a-z])[^/]*"));
    // Not for Flink's lib folder: SLF4J is in its image, and this class is not in a jar.
    classPath.stream()
        .filter(path -> path.toString().contains("slf4j-api") || path.endsWith("test-classes"))
        .forEach(path -> library.add(path.toString()));

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                String.join(File.pathSeparator, library),
                Multiplication.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output.strip()).endsWith("product 32.0");
    assertThat(process.exitValue()).isZero();
  }

  /** What a JVM with these jars must be able to do. */
  static final class Multiplication {
    private Multiplication() {}

    public static void main(String[] arguments) {
      INDArray row = Nd4j.create(new float[] {1, 2, 3}, new long[] {1, 3}, 'c');
      INDArray column = Nd4j.create(new float[] {4, 5, 6}, new long[] {3, 1}, 'c');
      System.out.println("product " + row.mmul(column).getFloat(0));
    }
  }

  private static List<String> words(String jsonArray) {
    return all("\"(.*?)\"", jsonArray);
  }
}
