package io.millrace.flow.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.millrace.flow.tensor.Parameters;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model in Microsoft's ONNX runtime. */
final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final List<OnnxTensor> weights = new ArrayList<>();

  OnnxSession(byte[] model) throws OrtException {
    this(model, new Parameters.Layout().allocate());
  }

  /** A model with these weights in the place of its own. */
  OnnxSession(byte[] model, Parameters parameters) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      for (Parameters.Slice slice : parameters.slices()) {
        long[] shape = Arrays.stream(slice.shape()).asLongStream().toArray();
        OnnxTensor tensor = tensor(parameters.read(slice), shape);
        weights.add(tensor);
        options.addInitializer(slice.name(), tensor);
      }
      this.session = environment.createSession(model, options);
    }
  }

  OnnxSession feed(String name, float[] values, long... shape) throws OrtException {
    inputs.put(name, tensor(values, shape));
    return this;
  }

  private OnnxTensor tensor(float[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
  }

  /** What has to be fed. */
  Set<String> inputNames() {
    return session.getInputNames();
  }

  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  /** Every output, row-major. */
  Map<String, float[]> run() throws OrtException {
    Map<String, float[]> outputs = new HashMap<>();
    try (OrtSession.Result result = session.run(inputs)) {
      for (Map.Entry<String, OnnxValue> output : result) {
        FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        outputs.put(output.getKey(), copy);
      }
    }
    return outputs;
  }

  @Override
  public void close() throws OrtException {
    inputs.values().forEach(OnnxTensor::close);
    session.close();
    weights.forEach(OnnxTensor::close);
  }
}
