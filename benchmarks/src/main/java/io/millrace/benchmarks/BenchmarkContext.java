package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Contender;
import io.millrace.benchmarks.measure.Effort;
import io.millrace.benchmarks.measure.Repeated;
import io.millrace.benchmarks.measure.Work;
import io.millrace.benchmarks.peer.PyTorch;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a benchmark may use.
 *
 * @param effort how long to measure
 * @param clock what counts as time for work of a single thread
 * @param pytorch the peer that most questions have
 * @param storeLibraries folder with the jars of the model store's server; null where unknown
 * @param note tells a person something
 */
public record BenchmarkContext(
    Effort effort, Clock clock, PyTorch pytorch, Path storeLibraries, Consumer<String> note) {

  /** Our work in turn with the same work in PyTorch, or alone where PyTorch is missing. */
  public BenchmarkResult againstPyTorch(String id, Unit unit, Work ours) {
    return against(id, unit, ours, pytorch.contender(id).orElse(null));
  }

  /**
   * Our work in turn with a peer's.
   *
   * @param peer null for ours alone
   */
  public BenchmarkResult against(String id, Unit unit, Work ours, Contender peer) {
    return new Comparison(effort, clock).run(id, unit, new Repeated("Millrace", ours), peer);
  }
}
