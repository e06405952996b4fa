package io.millrace.env.traffic;

/** A point of the plane, or the way from one to another; meters. */
record Point(double x, double y) {

  Point plus(Point other, double times) {
    return new Point(x + times * other.x, y + times * other.y);
  }

  Point minus(Point other) {
    return new Point(x - other.x, y - other.y);
  }

  double length() {
    return StrictMath.hypot(x, y);
  }

  Point unit() {
    double length = length();
    return new Point(x / length, y / length);
  }

  /** The direction to the right of this one. */
  Point right() {
    return new Point(y, -x);
  }

  double cross(Point other) {
    return x * other.y - y * other.x;
  }
}
