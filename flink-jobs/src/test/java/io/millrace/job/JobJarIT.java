package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the job jar may contain, and that it starts. */
class JobJarIT {
  private static final Path JAR = Path.of(System.getProperty("job.jar"));

  private static final List<String> ALLOWED =
      List.of(
          "META-INF/",
          "io/millrace/",
          "released/", // the schemas of each release
          "org/apache/avro/",
          "com/fasterxml/jackson/",
          "org/yaml/snakeyaml/",
          "dev/failsafe/",
          "picocli/",
          "org/apache/flink/connector/",
          "org/apache/flink/streaming/connectors/kafka/",
          "org/apache/flink/streaming/util/serialization/JSONKeyValueDeserializationSchema",
          "org/apache/kafka/",
          "org/apache/commons/lang3/",
          "kafka/", // version of the Kafka client
          "common/", // Kafka's messages
          "net/jpountz/",
          "org/xerial/snappy/",
          "com/github/luben/zstd/");

  /** Natives of the codecs that Kafka may use, at the root of zstd-jni. */
  private static final List<String> ALLOWED_NATIVES =
      List.of("aix/", "darwin/", "freebsd/", "linux/", "win/");

  @Test
  void jar_entries_onlyAllowedPaths() throws IOException {
    assertThat(entries())
        .filteredOn(name -> ALLOWED.stream().noneMatch(name::startsWith))
        .filteredOn(name -> ALLOWED_NATIVES.stream().noneMatch(name::startsWith))
        .as("paths that do not belong in the job jar")
        .isEmpty();
  }

  @Test
  void jar_entries_noNativeMathematicsAndNoFlinkRuntime() throws IOException {
    assertThat(entries())
        .noneMatch(name -> name.startsWith("org/nd4j/"))
        .noneMatch(name -> name.startsWith("org/bytedeco/"))
        .noneMatch(name -> name.startsWith("org/rocksdb/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"));
    assertThat(Files.size(JAR)).isLessThan(40L << 20);
  }

  @Test
  void jar_manifest_namesTheMainClass() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
          .isEqualTo(TrainingJob.class.getName());
    }
  }

  @Test
  void main_withoutBrokers_saysSo() throws Exception {
    String flink =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> path.endsWith(".jar") && !path.contains("millrace"))
            .filter(path -> path.contains("flink-") && !path.contains("connector-kafka"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                JAR + File.pathSeparator + flink,
                TrainingJob.class.getName(),
                "--recipe=r.yaml",
                "--store=http://localhost:1")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(output).contains("--brokers=HOST:PORT");
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(ZipEntry::getName).filter(name -> !name.endsWith("/")).toList();
    }
  }
}
