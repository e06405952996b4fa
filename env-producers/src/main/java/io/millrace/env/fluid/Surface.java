package io.millrace.env.fluid;

/** How the surface of a cylinder moves under full control, in inflow velocities. */
interface Surface {

  /** Velocity to the right where the outward normal is (nx, ny). */
  double x(double nx, double ny);

  /** Velocity upward there. */
  double y(double nx, double ny);

  /** The whole surface turns counterclockwise. */
  static Surface turning(double speed) {
    return new Surface() {
      @Override
      public double x(double nx, double ny) {
        return -speed * ny;
      }

      @Override
      public double y(double nx, double ny) {
        return speed * nx;
      }
    };
  }

  /**
   * One slot at the top blows, one at the bottom sucks as much, along the normal.
   *
   * @param degrees half width of a slot, to whose edges the speed falls as a parabola
   */
  static Surface blowing(double speed, double degrees) {
    return new Surface() {
      @Override
      public double x(double nx, double ny) {
        return outward(nx, ny) * nx;
      }

      @Override
      public double y(double nx, double ny) {
        return outward(nx, ny) * ny;
      }

      private double outward(double nx, double ny) {
        double off = StrictMath.toDegrees(StrictMath.atan2(nx, Math.abs(ny))) / degrees;
        double share = Math.max(0, 1 - off * off);
        return ny > 0 ? speed * share : -speed * share;
      }
    };
  }
}
