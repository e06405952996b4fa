package io.millrace.flow.policy;

import io.millrace.flow.tensor.Gemm;

/** What the last bit of a weight depends on beside the log: two of these agree, or bits may not. */
public final class NumericEnvironment {
  private static final String CORE_VARIABLE = "OPENBLAS_CORETYPE";

  private NumericEnvironment() {}

  /** Matrix products, BLAS core type, thread count, architecture and Java runtime. */
  public static String describe() {
    return String.join(
        "; ",
        "products=" + Gemm.kernel(),
        "blas-core=" + System.getenv().getOrDefault(CORE_VARIABLE, "detected"),
        "threads=1",
        System.getProperty("os.arch"),
        "java " + System.getProperty("java.vm.version"));
  }
}
