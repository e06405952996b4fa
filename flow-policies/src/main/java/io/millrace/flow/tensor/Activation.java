package io.millrace.flow.tensor;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Element-wise activations, forward and derivative, in float32.
 *
 * <p>Loops hold nothing but add, multiply, divide, min and max wherever the function allows it, so
 * that the JIT vectorises them; tanh is a rational approximation with an error below 5e-7.
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
        out[i] = in[i] * sigmoid(in[i]);
      }
    }

    @Override
    public void backward(float[] in, float[] out, float[] grad, int count) {
      for (int i = 0; i < count; i++) {
        float s = sigmoid(in[i]);
        grad[i] *= s + out[i] * (1f - s);
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
        grad[i] *= (float) (t + in[i] * (1 - t * t) * sigmoid(in[i]));
      }
    }
  };

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
    return 0.5f + 0.5f * tanh(0.5f * x);
  }

  /** Odd 13th-degree over even 6th-degree minimax quotient; saturated beyond +-7.9053. */
  static float tanh(float x) {
    float c = Math.min(Math.max(x, -7.90531110763549805f), 7.90531110763549805f);
    float s = c * c;
    float p =
        ((((((-2.76076847742355e-16f * s + 2.00018790482477e-13f) * s + -8.60467152213735e-11f) * s
                                    + 5.12229709037114e-08f)
                                * s
                            + 1.48572235717979e-05f)
                        * s
                    + 6.37261928875436e-04f)
                * s
            + 4.89352455891786e-03f);
    float q =
        ((1.19825839466702e-06f * s + 1.18534705686654e-04f) * s + 2.26843463243900e-03f) * s
            + 4.89352518554385e-03f;
    return c * p / q;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
