package io.millrace.env;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;

/**
 * A saved state of an environment whose numbers say everything about an episode: the environment's
 * id as a hash of 32 bits, a byte that is 1 while the episode runs, then the numbers.
 *
 * @param running whether a step may follow
 * @param state as {@link Environment#state()}; of any length
 */
public record SavedEpisode(boolean running, double[] state) {
  private static final int HEADER = Integer.BYTES + 1;

  /** For {@link Environment#saveState()}. */
  public byte[] bytes(String environment) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + state.length * Double.BYTES);
    bytes.putInt(environment.hashCode()).put((byte) (running ? 1 : 0));
    bytes.asDoubleBuffer().put(state);
    return bytes.array();
  }

  /**
   * For {@link Environment#loadState}.
   *
   * @param environment the id of the environment that loads
   * @throws IllegalArgumentException if the bytes are not a saved episode of that environment
   */
  public static SavedEpisode of(String environment, byte[] saved) {
    ByteBuffer bytes = ByteBuffer.wrap(saved);
    if (saved.length < HEADER
        || (saved.length - HEADER) % Double.BYTES != 0
        || bytes.getInt() != environment.hashCode()) {
      throw new IllegalArgumentException(
          "expected a saved state of this environment, environment="
              + environment
              + " bytes="
              + saved.length);
    }
    boolean running = bytes.get() == 1;
    DoubleBuffer numbers = bytes.asDoubleBuffer();
    double[] state = new double[numbers.remaining()];
    numbers.get(state);
    return new SavedEpisode(running, state);
  }
}
