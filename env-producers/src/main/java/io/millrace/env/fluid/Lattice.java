package io.millrace.env.fluid;

/**
 * The velocities of the D2Q9 lattice: rest, then east, north, west, south, then the diagonals from
 * north-east counterclockwise. The first five are those of D2Q5.
 */
final class Lattice {

  static final int[] CX = {0, 1, 0, -1, 0, 1, -1, -1, 1};
  static final int[] CY = {0, 0, 1, 0, -1, 1, 1, -1, -1};
  static final int[] OPPOSITE = {0, 3, 4, 1, 2, 7, 8, 5, 6};
  static final double[] WEIGHT = {
    4.0 / 9, 1.0 / 9, 1.0 / 9, 1.0 / 9, 1.0 / 9, 1.0 / 36, 1.0 / 36, 1.0 / 36, 1.0 / 36
  };

  private Lattice() {}
}
