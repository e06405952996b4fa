package io.millrace.env.check;

import java.util.function.Consumer;

/**
 * One promise of the contract.
 *
 * @param id kebab-case
 * @param promise what an environment that keeps it does
 * @param check throws {@link Violation} where it does not
 */
record Rule(String id, String promise, Consumer<Subject> check) {

  /** What is found; a simulator that throws where it should not is a finding too. */
  Finding find(Subject subject) {
    try {
      check.accept(subject);
      return new Finding(id, Finding.Verdict.OK, promise);
    } catch (Violation e) {
      return new Finding(id, Finding.Verdict.NOT_OK, e.getMessage());
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      return new Finding(id, Finding.Verdict.NOT_OK, thrown(e));
    } finally {
      subject.closeAll();
    }
  }

  /** An exception and where it came from, in one line. */
  static String thrown(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String text = "threw " + e.toString().replaceAll("\\s+", " ");
    return trace.length == 0 ? text : text + " at " + trace[0];
  }
}
