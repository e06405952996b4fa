package io.millrace.flow.tensor;

import java.util.Arrays;

/**
 * Scaled dot-product attention, each sequence and head by itself.
 *
 * <pre>
 * s_ij = q_i . k_j / sqrt(d)      p_i = softmax_j(s_ij)      y_i = sum_j p_ij v_j
 * </pre>
 *
 * <p>Source: Vaswani et al., "Attention Is All You Need", 2017, equation 1.
 */
final class Attention extends Value {
  private float[] weights = {};
  private Value q;
  private Value k;
  private Value v;
  private int length;
  private int heads;
  private int width;
  private boolean causal;

  Attention(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(
      Value query, Value key, Value value, int sequenceLength, int headCount, boolean onlyPast) {
    if (query.columns % headCount != 0
        || query.rows % sequenceLength != 0
        || key.data.length != query.data.length
        || value.data.length != query.data.length) {
      throw new IllegalArgumentException(
          "expected q, k, v alike, whole sequences and whole heads, rows="
              + query.rows
              + " columns="
              + query.columns
              + " length="
              + sequenceLength
              + " heads="
              + headCount);
    }
    q = query;
    k = key;
    v = value;
    length = sequenceLength;
    heads = headCount;
    width = columns / heads;
    causal = onlyPast;
    needsGradient = q.needsGradient || k.needsGradient || v.needsGradient;
    if (weights.length != rows * length * heads) {
      weights = new float[rows * length * heads];
    }
    Arrays.fill(data, 0f);
    for (int row = 0; row < rows; row++) {
      for (int head = 0; head < heads; head++) {
        forward(row, head);
      }
    }
    return this;
  }

  private void forward(int row, int head) {
    int first = row - row % length;
    int seen = causal ? row % length + 1 : length;
    int w = (row * heads + head) * length;
    int at = row * columns + head * width;
    double scale = 1 / Math.sqrt(width);
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < seen; j++) {
      double score = dot(q.data, at, k.data, (first + j) * columns + head * width) * scale;
      weights[w + j] = (float) score;
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (int j = 0; j < seen; j++) {
      weights[w + j] = (float) Math.exp(weights[w + j] - largest);
      sum += weights[w + j];
    }
    for (int j = 0; j < seen; j++) {
      weights[w + j] /= (float) sum;
      add(weights[w + j], v.data, (first + j) * columns + head * width, data, at);
    }
  }

  @Override
  void backward() {
    for (int row = 0; row < rows; row++) {
      for (int head = 0; head < heads; head++) {
        backward(row, head);
      }
    }
  }

  private void backward(int row, int head) {
    int first = row - row % length;
    int seen = causal ? row % length + 1 : length;
    int w = (row * heads + head) * length;
    int at = row * columns + head * width;
    float scale = (float) (1 / Math.sqrt(width));
    double mean = 0;
    for (int j = 0; j < seen; j++) {
      mean += weights[w + j] * dot(grad, at, v.data, (first + j) * columns + head * width);
    }
    for (int j = 0; j < seen; j++) {
      int other = (first + j) * columns + head * width;
      float byWeight = (float) (dot(grad, at, v.data, other) - mean);
      float byScore = weights[w + j] * byWeight * scale;
      add(weights[w + j], grad, at, v.grad, other);
      add(byScore, k.data, other, q.grad, at);
      add(byScore, q.data, at, k.grad, other);
    }
  }

  private double dot(float[] x, int xFrom, float[] y, int yFrom) {
    double sum = 0;
    for (int d = 0; d < width; d++) {
      sum += (double) x[xFrom + d] * y[yFrom + d];
    }
    return sum;
  }

  private void add(float scale, float[] from, int fromOffset, float[] to, int toOffset) {
    for (int d = 0; d < width; d++) {
      to[toOffset + d] += scale * from[fromOffset + d];
    }
  }
}
