package io.millrace.flow.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What of a policy an ONNX model is to hold. */
public enum PolicyGraph {
  /** The policy as it collects experience, with everything that a trajectory records. */
  EXPLORE,
  /** The flow without noise but the start's: what is judged, and what is deployed. */
  ACT,
  /** The flow network alone, for samplers of one's own. */
  VELOCITY;

  /** The name that commands and metadata use, such as {@code explore}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The graph of this name.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static PolicyGraph of(String id) {
    for (PolicyGraph graph : values()) {
      if (graph.id().equals(id)) {
        return graph;
      }
    }
    throw new IllegalArgumentException(
        "no graph \""
            + id
            + "\"; known: "
            + Arrays.stream(values()).map(PolicyGraph::id).collect(Collectors.joining(", ")));
  }
}
