package io.millrace.flow.random;

/**
 * A small splittable random generator (SplitMix64) whose whole state is one number, so that a
 * learner can checkpoint it.
 *
 * <p>Streams are independent by construction: {@link #split(long)} derives a generator from this
 * one's seed and a stream number without drawing from it, so adding a stream shifts no other.
 *
 * <p>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
 */
public final class RandomSource {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long seed;
  private long state;

  /** A generator that depends on the seed alone. */
  public RandomSource(long seed) {
    this(mix(seed + GOLDEN_GAMMA), mix(seed + GOLDEN_GAMMA));
  }

  private RandomSource(long seed, long state) {
    this.seed = seed;
    this.state = state;
  }

  /** The generator that {@link #seed()} and {@link #state()} describe. */
  public static RandomSource restore(long seed, long state) {
    return new RandomSource(seed, state);
  }

  /** An independent generator; the same one for the same stream number. */
  public RandomSource split(long stream) {
    return new RandomSource(mix(seed ^ mix(stream * GOLDEN_GAMMA + 1)));
  }

  /** An independent generator; the same one for the same stream name. */
  public RandomSource split(String stream) {
    long hash = 0;
    for (int i = 0; i < stream.length(); i++) {
      hash = mix(hash + stream.charAt(i) + GOLDEN_GAMMA);
    }
    return split(hash);
  }

  /** What {@link #restore} needs beside {@link #state()}. */
  public long seed() {
    return seed;
  }

  /** What {@link #restore} needs beside {@link #seed()}. */
  public long state() {
    return state;
  }

  /** 64 uniform bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /**
   * Uniform in 0 .. bound - 1.
   *
   * @throws IllegalArgumentException where bound is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("expected bound >= 1, bound=" + bound);
    }
    return (int) Math.multiplyHigh(nextLong() >>> 1, 2L * bound);
  }

  /** Standard normal (Box-Muller, one of the pair, so that no half-used pair is state). */
  public double nextGaussian() {
    double radius = Math.sqrt(-2 * Math.log(1 - nextDouble()));
    return radius * Math.cos(2 * Math.PI * nextDouble());
  }

  /** Fills the array with standard normals. */
  public void fillGaussian(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) nextGaussian();
    }
  }

  /** Puts the array in a uniformly random order. */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
