package io.millrace.benchmarks.measure;

/**
 * Work in this JVM, timed in blocks of calls that are long enough for the clock.
 *
 * @param name for reports
 */
public record Repeated(String name, Work work) implements Contender {
  private static final double BLOCK_NANOS = 500_000;
  private static final int FIRST_BLOCKS = 3;

  @Override
  public double measure(double seconds, Clock clock) {
    long deadline = System.nanoTime() + (long) (seconds * 1e9);
    Samples samples = new Samples();
    int calls = 1;
    while (samples.isEmpty() || System.nanoTime() < deadline) {
      long begun = clock.nanos();
      for (int i = 0; i < calls; i++) {
        work.once();
      }
      long took = clock.nanos() - begun;
      if (took < BLOCK_NANOS && samples.size() < FIRST_BLOCKS) {
        calls *= 2;
        samples.clear();
      } else {
        samples.add(took / 1e9 / calls);
      }
    }
    return samples.median();
  }
}
