package io.millrace.flow.discrete;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A discrete flow in writing, as recipes and artifacts hold it.
 *
 * @param tokens size S of the vocabulary, at least 2
 * @param embeddings [tokens][width], the geometry of a {@link MetricPath}; empty for {@link
 *     MixturePath#uniform}, which has none
 * @param c scale of the metric path's inverse temperature
 * @param alpha its exponent
 * @param readsTime whether the network reads the flow time; FUDOKI's does without
 * @param choices which tokens each position has; null where each has all of them at any time
 */
public record TokenSpec(
    int tokens,
    List<List<Double>> embeddings,
    double c,
    double alpha,
    boolean readsTime,
    @JsonInclude(JsonInclude.Include.NON_NULL) Choices choices) {
  public TokenSpec {
    embeddings = embeddings == null ? List.of() : embeddings.stream().map(List::copyOf).toList();
    if (tokens < 2) {
      throw new IllegalArgumentException("expected tokens >= 2, tokens=" + tokens);
    }
    if (!embeddings.isEmpty() && embeddings.size() != tokens) {
      throw new IllegalArgumentException(
          "expected one embedding for each of "
              + tokens
              + " tokens, or none, embeddings="
              + embeddings.size());
    }
    if (choices != null && choices.most() != tokens) {
      throw new IllegalArgumentException(
          "expected as many tokens as choices at most, tokens=" + tokens + " choices=" + choices);
    }
  }

  /** All tokens at each position at any time. */
  public TokenSpec(
      int tokens, List<List<Double>> embeddings, double c, double alpha, boolean readsTime) {
    this(tokens, embeddings, c, alpha, readsTime, null);
  }

  /** Tokens without a geometry, read without their time. */
  public static TokenSpec uniform(int tokens) {
    return new TokenSpec(tokens, List.of(), 0, 0, false);
  }

  /** The same of these choices. */
  public static TokenSpec of(Choices choices) {
    return new TokenSpec(
        choices.most(), List.of(), 0, 0, false, choices.restricted() ? choices : null);
  }

  /** The probability path of one position. */
  public DiscretePath path() {
    if (embeddings.isEmpty()) {
      return MixturePath.uniform(tokens);
    }
    double[][] e = new double[tokens][];
    for (int token = 0; token < tokens; token++) {
      e[token] = embeddings.get(token).stream().mapToDouble(Double::doubleValue).toArray();
    }
    return new MetricPath(e, c, alpha);
  }

  /** Columns that a network reads of this many positions and their time. */
  public int inputs(int positions) {
    return positions * tokens + (readsTime ? 1 : 0);
  }

  /** Whether a number is a token. */
  public boolean contains(float number) {
    return number >= 0 && number < tokens && number == Math.rint(number);
  }

  /** Which tokens each of this many positions has. */
  public Choices choicesAt(int positions) {
    return choices == null ? Choices.uniform(positions, tokens) : choices;
  }
}
