package io.millrace.flow.onnx;

import io.millrace.flow.tensor.Parameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * An ONNX model in the making: every call adds to the graph and says what the new value is called.
 *
 * <p>A policy's weights are initializers of the names and shapes that its artifacts hold, so that a
 * runtime can put those of another version in their place: a model is exported once.
 *
 * <p>Source: ONNX 1.12, operator set 17, IR version 8; the messages are those that ND4J ships.
 */
final class OnnxModel {
  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 17;

  /** Stands for the axis of rows, whose length the caller chooses. */
  static final int ROWS = -1;

  private final GraphProto.Builder graph;
  private final Parameters parameters;
  private final Set<String> weights = new HashSet<>();
  private int values;

  /**
   * @param name of the graph
   * @param parameters what {@link #weight} reads
   */
  OnnxModel(String name, Parameters parameters) {
    this.graph = GraphProto.newBuilder().setName(name);
    this.parameters = parameters;
  }

  /** A float32 input; axes may be {@link #ROWS}. */
  String input(String name, int... axes) {
    graph.addInput(declared(name, axes));
    return name;
  }

  /** Gives a value a name that callers know. */
  void output(String value, String name, int... axes) {
    graph.addNode(NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name));
    graph.addOutput(declared(name, axes));
  }

  /** A policy's matrix, in the shape and under the name that its artifact has. */
  String weight(Parameters.Slice slice) {
    if (weights.add(slice.name())) {
      graph.addInitializer(tensor(slice.name(), parameters.read(slice), slice.shape()));
    }
    return slice.name();
  }

  /** A float32 constant, row-major. */
  String constant(float[] numbers, int... axes) {
    String name = next("constant");
    graph.addInitializer(tensor(name, numbers, axes));
    return name;
  }

  /** One number, of any rank where it meets another. */
  String number(double number) {
    return constant(new float[] {(float) number});
  }

  /** An int64 constant, a vector. */
  String whole(long... numbers) {
    String name = next("constant");
    ByteBuffer data = littleEndian(numbers.length * Long.BYTES);
    data.asLongBuffer().put(numbers);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(numbers.length)
            .setRawData(ByteString.copyFrom(data)));
    return name;
  }

  /** An operation without attributes. */
  String node(String operation, String... inputs) {
    return node(operation, List.of(inputs), Map.of());
  }

  /**
   * An operation.
   *
   * @param attributes of type Long or Float
   */
  String node(String operation, List<String> inputs, Map<String, Number> attributes) {
    String name = next(operation);
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operation).addAllInput(inputs).addOutput(name);
    new TreeMap<>(attributes).forEach((key, value) -> node.addAttribute(attribute(key, value)));
    graph.addNode(node);
    return name;
  }

  /** Columns side by side, [rows][sum of columns]. */
  String columns(List<String> parts) {
    return parts.size() == 1 ? parts.get(0) : node("Concat", parts, Map.of("axis", 1L));
  }

  /** Matrices one behind the other on a new second axis, [rows][parts][columns]. */
  String stacked(List<String> parts) {
    String axis = whole(1);
    List<String> deeper = parts.stream().map(part -> node("Unsqueeze", part, axis)).toList();
    return node("Concat", deeper, Map.of("axis", 1L));
  }

  /** Columns {@code first} to below {@code end} of a matrix. */
  String slice(String matrix, int first, int end) {
    return node("Slice", matrix, whole(first), whole(end), whole(1));
  }

  /** The same row for each row of {@code like}. */
  String repeated(float[] row, String like) {
    String rows = node("Shape", List.of(like), Map.of("start", 0L, "end", 1L));
    String shape = node("Concat", List.of(rows, whole(row.length)), Map.of("axis", 0L));
    return node("Expand", constant(row, 1, row.length), shape);
  }

  /** The file's bytes; equal calls give equal bytes. */
  byte[] encode(Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
            .setProducerName("millrace")
            .setGraph(graph);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  private String next(String kind) {
    return kind + "-" + values++;
  }

  private static AttributeProto attribute(String name, Number value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    return value instanceof Float number
        ? attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number).build()
        : attribute.setType(AttributeProto.AttributeType.INT).setI(value.longValue()).build();
  }

  private static TensorProto tensor(String name, float[] numbers, int[] axes) {
    ByteBuffer data = littleEndian(numbers.length * Float.BYTES);
    data.asFloatBuffer().put(numbers);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(data));
    for (int length : axes) {
      tensor.addDims(length);
    }
    return tensor.build();
  }

  private static ValueInfoProto declared(String name, int[] axes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int length : axes) {
      TensorShapeProto.Dimension.Builder axis = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(length == ROWS ? axis.setDimParam("n") : axis.setDimValue(length));
    }
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT_VALUE)
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
