package io.millrace.launcher.cli;

import io.millrace.flow.onnx.PolicyExport;
import io.millrace.flow.onnx.PolicyGraph;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.report.OutputFile;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes one version out of a store, for programs that read it without us. */
@Command(
    name = "export",
    description = {
      "Writes a version to a file: its artifact (safetensors: weights, and in the metadata what they",
      "are), or an ONNX model that acts with it."
    },
    footer = {
      "",
      "Examples:",
      "  millrace policies export gmm1d-flow-grpo@41 --store http://127.0.0.1:8400 \\",
      "      --output policy.safetensors",
      "  millrace policies export gmm1d-flow-grpo --store http://127.0.0.1:8400 \\",
      "      --output policy.onnx --graph act"
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private VersionOptions version;

  /** In which form. */
  enum Format {
    SAFETENSORS,
    ONNX;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"--output", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Where to write it.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; else what the file's name ends with.")
  private Format format;

  @Option(
      names = "--graph",
      paramLabel = "GRAPH",
      description = {
        "What an ONNX model holds: explore (the policy as it collects experience, with path and",
        "log-densities), act (the flow without noise but the start's) or velocity (the flow network",
        "alone); else explore."
      })
  private String graph;

  @Override
  public Integer call() {
    OutputFile output = new OutputFile(file);
    output.checkWritable();
    boolean onnx = chosen() == Format.ONNX;
    if (!onnx && graph != null) {
      throw new UserError("--graph belongs to --format onnx, file=" + file);
    }
    try (ModelStoreClient client = version.open()) {
      PolicyManifest manifest = version.find(client);
      byte[] artifact = client.artifact(manifest.sha256());
      output.write(onnx ? model(artifact, manifest) : artifact);
      spec.commandLine()
          .getOut()
          .printf(
              "%s version %d, sha256 %s: %s%n",
              manifest.policyId(), manifest.version(), manifest.sha256(), file);
      return ExitCodes.OK;
    }
  }

  private Format chosen() {
    if (format != null) {
      return format;
    }
    boolean named = file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    return named ? Format.ONNX : Format.SAFETENSORS;
  }

  private byte[] model(byte[] artifact, PolicyManifest manifest) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("policy", manifest.policyId());
    metadata.put("epoch", Long.toString(manifest.epoch()));
    metadata.put("version", Long.toString(manifest.version()));
    metadata.put("sha256", manifest.sha256());
    try {
      PolicyGraph wanted = graph == null ? PolicyGraph.EXPLORE : PolicyGraph.of(graph);
      return PolicyExport.write(FlowPolicy.fromArtifact(artifact), wanted, metadata);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }
}
