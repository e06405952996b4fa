package io.millrace.env;

import io.millrace.flow.random.RandomSource;

/**
 * One independent generator per (seed, owner, purpose): what one purpose draws never shifts what
 * another sees.
 */
public final class RandomStreams {

  private RandomStreams() {}

  /** The generator of an owner, such as an environment id, for a purpose, such as {@code reset}. */
  public static RandomSource of(long seed, String owner, String purpose) {
    return new RandomSource(seed).split(owner).split(purpose);
  }
}
