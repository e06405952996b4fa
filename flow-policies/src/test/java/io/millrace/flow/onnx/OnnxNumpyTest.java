package io.millrace.flow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Activation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our evaluator for Python beside Microsoft's runtime, on the same models and numbers. */
final class OnnxNumpyTest {
  private static final String PYTHON = System.getProperty("millrace.python", "/usr/bin/python3");
  private static final Path CLIENT = Path.of("../env-producers/clients/direct").toAbsolutePath();
  private static final int ROWS = 50;

  /** For every model of the folder: reads its inputs, runs it, writes its outputs. */
  private static final String SCRIPT =
      """
      import pathlib, sys
      import numpy
      sys.path.insert(0, sys.argv[1])
      import onnx_numpy
      for path in pathlib.Path(sys.argv[2]).glob("*.onnx"):
          model = onnx_numpy.Model(path.read_bytes())
          feeds = {n: numpy.fromfile(str(path) + "." + n, "<f4").reshape((-1,) + s)
                   for n, s in model.inputs.items()}
          for name, values in model.run(feeds).items():
              assert values.dtype == numpy.float32, name
              values.tofile(str(path) + "." + name)
      """;

  @TempDir private Path folder;

  @Test
  void run_everyOperator_saysWhatTheRuntimeSays() throws Exception {
    assumeTrue(
        python("-c", "import numpy") == 0,
        "skipped: %s has no numpy; env-producers/external/setup direct installs it"
            .formatted(PYTHON));
    Map<String, Map<String, float[]>> expected = new TreeMap<>();
    for (FlowPolicySpec spec : specs()) {
      String name = expected.size() + ".onnx";
      expected.put(name, write(name, spec));
    }

    assertThat(python("-c", SCRIPT, CLIENT.toString(), folder.toString())).as(this::said).isZero();

    for (Map.Entry<String, Map<String, float[]>> model : expected.entrySet()) {
      for (Map.Entry<String, float[]> output : model.getValue().entrySet()) {
        String file = model.getKey() + "." + output.getKey();
        float[] values = read(folder.resolve(file));
        assertThat(values).as(file).hasSameSizeAs(output.getValue());
        for (int i = 0; i < values.length; i++) {
          double scale = Math.max(1, Math.abs(output.getValue()[i]));
          assertThat(Math.abs(values[i] - output.getValue()[i]) / scale).as(file).isLessThan(1e-5);
        }
      }
    }
  }

  private static List<FlowPolicySpec> specs() {
    SamplerSpec sde = new SamplerSpec("flow-sde", 0.7, 0, 0);
    List<FlowPolicySpec> specs = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      specs.add(PolicyExportTest.spec(3, activation.id(), 4, sde, FlowHead.VELOCITY));
    }
    SamplerSpec noise = new SamplerSpec("flow-noise", 0, 0.1, 0.5, true, 1, 1.5);
    PartSpec encoder = PartSpec.encoder(List.of(8, 5), "relu");
    specs.add(PolicyExportTest.spec(3, "silu", 4, noise, FlowHead.SHORTCUT, encoder));
    SamplerSpec latent = new SamplerSpec("latent-gaussian", 0, 0.1, 2);
    PartSpec start = PartSpec.start(List.of(16), "tanh", PolicyExportTest.SIZE);
    PartSpec value = PartSpec.value(List.of(16), "tanh");
    specs.add(PolicyExportTest.spec(3, "silu", 4, latent, FlowHead.VELOCITY, start, value));
    return specs;
  }

  /** Writes a model and inputs for it; says what the runtime makes of them. */
  private Map<String, float[]> write(String name, FlowPolicySpec spec) throws Exception {
    FlowPolicy policy = PolicyExportTest.policy(spec);
    byte[] model = PolicyExport.write(policy, PolicyGraph.EXPLORE, Map.of());
    Files.write(folder.resolve(name), model);
    RandomSource random = new RandomSource(12);
    try (OnnxSession session = new OnnxSession(model)) {
      feed(session, name, "observation", random, ROWS, spec.observationSize());
      feed(session, name, "start", random, ROWS, spec.actionSize());
      if (session.inputNames().contains("noise")) {
        feed(session, name, "noise", random, ROWS, spec.likelihoods(), spec.actionSize());
      }
      return session.run();
    }
  }

  private void feed(
      OnnxSession session, String model, String input, RandomSource random, long... shape)
      throws Exception {
    int length = 1;
    for (long axis : shape) {
      length *= (int) axis;
    }
    float[] values = new float[length];
    random.fillGaussian(values);
    session.feed(input, values, shape);
    ByteBuffer bytes = ByteBuffer.allocate(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(folder.resolve(model + "." + input), bytes.array());
  }

  private static float[] read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private int python(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-B"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("python.log").toFile())
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("python ends").isTrue();
      return process.exitValue();
    } catch (IOException e) {
      return -1; // there is no such program
    }
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("python.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
