package io.millrace.store.server;

import java.util.regex.Pattern;

/**
 * What callers may write where. Names become database keys and, when a policy is exported, parts of
 * file names, so the grammar leaves out everything that some file system reads in its own way.
 */
final class Grammar {
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern SIGNED_NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
  private static final int SHOWN = 80;

  private Grammar() {}

  /**
   * The id of a policy or the name of an alias: {@code [a-z0-9][a-z0-9._-]{0,62}} without {@code
   * ..}, without a dot at the end, and not a device name of Windows.
   */
  static String key(String name, String value) {
    if (value == null
        || !KEY.matcher(value).matches()
        || value.contains("..")
        || value.endsWith(".")
        || DEVICE.matcher(value).matches()) {
      throw Failure.BAD_KEY.because(
          "expected a key like [a-z0-9][a-z0-9._-]{0,62} without '..', final '.' or device name, "
              + got(name, value));
    }
    return value;
  }

  /** 64 lower-case hex digits. */
  static String sha256(String name, String value) {
    return matching(SHA256, "64 lower-case hex digits", name, value);
  }

  /** A whole number from 0 to 10^18 - 1. */
  static long number(String name, String value) {
    return Long.parseLong(matching(NUMBER, "a whole number", name, value));
  }

  /** A whole number, -1 where there is nothing to count yet. */
  static long offset(String name, String value) {
    long offset = Long.parseLong(matching(SIGNED_NUMBER, "a whole number >= -1", name, value));
    if (offset < -1) {
      throw Failure.BAD_REQUEST.because("expected a whole number >= -1, " + got(name, value));
    }
    return offset;
  }

  /** A short opaque word: letters, digits and {@code ._:-}, at most 128 of them. */
  static String label(String name, String value) {
    return matching(LABEL, "at most 128 of A-Z a-z 0-9 . _ : -", name, value);
  }

  private static String matching(Pattern pattern, String wanted, String name, String value) {
    if (value == null || !pattern.matcher(value).matches()) {
      throw Failure.BAD_REQUEST.because("expected " + wanted + ", " + got(name, value));
    }
    return value;
  }

  /** Shows a hostile value without passing on what it does to a terminal or a log. */
  static String got(String name, String value) {
    if (value == null) {
      return "got no " + name;
    }
    String start = value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
    return "got " + name + "=" + start.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
