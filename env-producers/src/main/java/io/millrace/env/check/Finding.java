package io.millrace.env.check;

/**
 * What a check says of one rule.
 *
 * @param rule kebab-case name of the rule
 * @param verdict whether it is kept
 * @param detail what the rule asks, where it is kept; else the values that differ
 */
public record Finding(String rule, Verdict verdict, String detail) {
  /** Whether a rule is kept. */
  public enum Verdict {
    OK,
    NOT_OK,
    /** Nothing is broken, but a policy may find it hard to learn. */
    WARNING
  }
}
