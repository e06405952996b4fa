package io.millrace.flow.tensor;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Element-wise activations, forward and derivative, in float32.
 *
 * <p>Loops hold nothing but add, multiply, divide, min and max wherever the function allows it, so
 * that the JIT vectorises them. Errors stay below 4e-7, measured against float64 as a share of the
 * value where that is above 1.
 */
public enum Activation {
  IDENTITY {
    @Override
    public void apply(float[] in, float[] out, int count) {
      System.arraycopy(in, 0, out, 0, count);
    }

    @Override
    public void backward(float[] in, float[] out, float[] grad, int count) {}
  },
  RELU {
    @Override
    public void apply(float[] in, float[] out, int count) {
      for (int i = 0; i < count; i++) {
        out[i] = Math.max(in[i], 0f);
      }
    }

    @Override
    public void backward(float[] in, float[] out, float[] grad, int count) {
      for (int i = 0; i < count; i++) {
        grad[i] = in[i] > 0f ? grad[i] : 0f;
      }
    }
  },
  /** x for x > 0, x / 100 elsewhere. */
  LEAKY_RELU {
    @Override
    public void apply(float[] in, float[] out, int count) {
      for (int i = 0; i < count; i++) {
        out[i] = Math.max(in[i], 0.01f * in[i]);
      }
    }

    @Override
    public void backward(float[] in, float[] out, float[] grad, int count) {
      for (int i = 0; i < count; i++) {
        grad[i] *= in[i] > 0f ? 1f : 0.01f;
      }
    }
  },
  /** x sigmoid(x). */
  SILU {
    @Override
    public void apply(float[] in, float[] out, int count) {
      for (int i = 0; i < count; i++) {
        float e = power(in[i]);
        float rest = 1f / (1f + e);
        out[i] = Math.max(in[i], -SATURATED) * (e * rest);
      }
    }

    @Override
    public void backward(float[] in, float[] out, float[] grad, int count) {
      for (int i = 0; i < count; i++) {
        // The share that sigmoid lacks to 1, not by a difference: it counts x times.
        float rest = 1f / (1f + power(in[i]));
        grad[i] *= 1f + rest * (Math.min(out[i], SATURATED) - 1f);
      }
    }

    @Override
    void applyKeeping(float[] in, float[] out, int count) {
      for (int i = 0; i < count; i++) {
        float e = power(in[i]);
        float rest = 1f / (1f + e);
        out[i] = Math.max(in[i], -SATURATED) * (e * rest);
        in[i] = rest;
      }
    }

    @Override
    void backwardKept(float[] kept, float[] out, float[] grad, int count) {
      for (int i = 0; i < count; i++) {
        grad[i] *= 1f + kept[i] * (Math.min(out[i], SATURATED) - 1f);
      }
    }
  },
  TANH {
    @Override
    public void apply(float[] in, float[] out, int count) {
      for (int i = 0; i < count; i++) {
        out[i] = tanh(in[i]);
      }
    }

    @Override
    public void backward(float[] in, float[] out, float[] grad, int count) {
      for (int i = 0; i < count; i++) {
        grad[i] *= 1f - out[i] * out[i];
      }
    }
  },
  SIGMOID {
    @Override
    public void apply(float[] in, float[] out, int count) {
      for (int i = 0; i < count; i++) {
        out[i] = sigmoid(in[i]);
      }
    }

    @Override
    public void backward(float[] in, float[] out, float[] grad, int count) {
      for (int i = 0; i < count; i++) {
        grad[i] *= out[i] * (1f - out[i]);
      }
    }
  },
  /** x Phi(x), exact: with the error function, not its tanh approximation. */
  GELU {
    @Override
    public void apply(float[] in, float[] out, int count) {
      for (int i = 0; i < count; i++) {
        out[i] = (float) (in[i] * ErrorFunction.normalCdf(in[i]));
      }
    }

    @Override
    public void backward(float[] in, float[] out, float[] grad, int count) {
      for (int i = 0; i < count; i++) {
        double x = in[i];
        grad[i] *= (float) (ErrorFunction.normalCdf(x) + x * ErrorFunction.normalDensity(x));
      }
    }
  },
  /** x for x > 0, exp(x) - 1 elsewhere. */
  ELU {
    @Override
    public void apply(float[] in, float[] out, int count) {
      for (int i = 0; i < count; i++) {
        out[i] = in[i] > 0f ? in[i] : (float) Math.expm1(in[i]);
      }
    }

    @Override
    public void backward(float[] in, float[] out, float[] grad, int count) {
      for (int i = 0; i < count; i++) {
        grad[i] *= in[i] > 0f ? 1f : out[i] + 1f;
      }
    }
  },
  /** log(1 + exp(x)). */
  SOFTPLUS {
    @Override
    public void apply(float[] in, float[] out, int count) {
      for (int i = 0; i < count; i++) {
        out[i] = (float) softplus(in[i]);
      }
    }

    @Override
    public void backward(float[] in, float[] out, float[] grad, int count) {
      for (int i = 0; i < count; i++) {
        grad[i] *= sigmoid(in[i]);
      }
    }
  },
  /** x tanh(softplus(x)). */
  MISH {
    @Override
    public void apply(float[] in, float[] out, int count) {
      for (int i = 0; i < count; i++) {
        out[i] = (float) (in[i] * Math.tanh(softplus(in[i])));
      }
    }

    @Override
    public void backward(float[] in, float[] out, float[] grad, int count) {
      for (int i = 0; i < count; i++) {
        double t = Math.tanh(softplus(in[i]));
        double x = Math.max(in[i], -SATURATED);
        grad[i] *= (float) (t + x * (1 - t * t) * sigmoid(in[i]));
      }
    }
  };

  /** Beyond it x sigmoid(x) is below 5e-8 on one side and x on the other. */
  private static final float SATURATED = 20f;

  /**
   * {@code out[i] = f(in[i])} for i below count; in and out may be one array only where the
   * derivative needs no input.
   */
  public abstract void apply(float[] in, float[] out, int count);

  /**
   * {@code grad[i] *= f'(in[i])} for i below count.
   *
   * @param in what {@link #apply} read
   * @param out what {@link #apply} wrote
   */
  public abstract void backward(float[] in, float[] out, float[] grad, int count);

  /**
   * As {@link #apply}, for an input that nobody else reads: it may be overwritten with what {@link
   * #backwardKept} would otherwise compute again.
   */
  void applyKeeping(float[] in, float[] out, int count) {
    apply(in, out, count);
  }

  /**
   * As {@link #backward}.
   *
   * @param kept what {@link #applyKeeping} left of its input
   */
  void backwardKept(float[] kept, float[] out, float[] grad, int count) {
    backward(kept, out, grad, count);
  }

  /** The name that recipes and artifacts use, such as {@code silu}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The activation of this name.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static Activation of(String id) {
    for (Activation activation : values()) {
      if (activation.id().equals(id)) {
        return activation;
      }
    }
    throw new IllegalArgumentException(
        "no activation \""
            + id
            + "\"; known: "
            + Arrays.stream(values()).map(Activation::id).collect(Collectors.joining(", ")));
  }

  static float sigmoid(float x) {
    float e = power(x);
    return e / (1f + e);
  }

  /**
   * exp(x) as exp(x / 8)^8, the root by a polynomial of 8th degree. Made for sigmoids: precise near
   * 0, rough where e / (1 + e) hardly tells, saturated beyond.
   */
  private static float power(float x) {
    float u = Math.min(Math.max(x, -SATURATED), SATURATED) * 0.125f;
    float p = Math.fma(2.03193249e-05f, u, 2.02063704e-04f);
    p = Math.fma(p, u, 1.39685441e-03f);
    p = Math.fma(p, u, 8.33285041e-03f);
    p = Math.fma(p, u, 4.16636579e-02f);
    p = Math.fma(p, u, 1.66666523e-01f);
    p = Math.fma(p, u, 5.00000238e-01f);
    p = Math.fma(p, u, 1f);
    p = Math.fma(p, u, 1f);
    float squared = p * p;
    float fourth = squared * squared;
    return fourth * fourth;
  }

  /** Odd 9th-degree over even 8th-degree minimax quotient; saturated beyond +-9.02. */
  static float tanh(float x) {
    float c = Math.min(Math.max(x, -9.02f), 9.02f);
    float s = c * c;
    float p = Math.fma(1.31486155e-08f, s, 2.04459102e-05f);
    p = Math.fma(p, s, 3.48499487e-03f);
    p = Math.fma(p, s, 1.33718565e-01f);
    p = Math.fma(p, s, 9.99999881e-01f);
    float q = Math.fma(7.68802806e-07f, s, 3.26879876e-04f);
    q = Math.fma(q, s, 2.58359276e-02f);
    q = Math.fma(q, s, 4.67051536e-01f);
    q = Math.fma(q, s, 1f);
    return c * (p / q);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
