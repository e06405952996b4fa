package io.millrace.env.picture;

/**
 * The colors of a scene, named by what they are for.
 *
 * <p>Those of M. Okabe and K. Ito, Color Universal Design (2008), which people with any kind of
 * color vision can tell apart, and two grays.
 */
public enum Ink {
  /** What acts. */
  BLUE(0x0072B2),
  /** What it must not touch, or what is forced upon it. */
  RED(0xD55E00),
  /** Where it shall go. */
  GREEN(0x009E73),
  ORANGE(0xE69F00),
  SKY(0x56B4E9),
  DARK(0x262626),
  /** What stands still. */
  GRAY(0x9E9E9E),
  PALE(0xE6E6E6);

  private final int rgb;

  Ink(int rgb) {
    this.rgb = rgb;
  }

  /** As 0xRRGGBB. */
  public int rgb() {
    return rgb;
  }
}
