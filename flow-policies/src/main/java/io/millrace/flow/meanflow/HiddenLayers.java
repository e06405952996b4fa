package io.millrace.flow.meanflow;

import java.util.List;

/** Which of a network's hidden layers. */
public enum HiddenLayers {
  /** The first. */
  EARLY,
  /** The one in the middle; of an even number, the second of the two there. */
  MID,
  /** The last. */
  LATE,
  /** Each. */
  ALL;

  boolean include(int layer, List<?> hidden) {
    return switch (this) {
      case EARLY -> layer == 0;
      case MID -> layer == hidden.size() / 2;
      case LATE -> layer == hidden.size() - 1;
      case ALL -> true;
    };
  }
}
