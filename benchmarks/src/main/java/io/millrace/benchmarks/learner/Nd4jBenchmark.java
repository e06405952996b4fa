package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import io.millrace.benchmarks.measure.Repeated;
import io.millrace.benchmarks.measure.Work;
import java.util.List;

/** Flow-matching updates a second, against ND4J in the same JVM. */
public final class Nd4jBenchmark implements Benchmark {
  private static final String EAGER = "ND4J eager 1.0.0-M2.1";
  private static final String GRAPH = "SameDiff 1.0.0-M2.1";

  @Override
  public String id() {
    return "nd4j";
  }

  @Override
  public String group() {
    return "learner";
  }

  @Override
  public String question() {
    return "How many times faster are updates on our tape than the same in ND4J?";
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    return List.of(
        compare(context, "nd4j", 256, 256, EAGER, new EagerFlowMatchingUpdate(256, 256)),
        compare(context, "nd4j", 64, 64, EAGER, new EagerFlowMatchingUpdate(64, 64)),
        compare(context, "samediff", 64, 64, GRAPH, new SameDiffFlowMatchingUpdate(64, 64)));
  }

  private static BenchmarkResult compare(
      BenchmarkContext context, String prefix, int width, int batch, String peer, Work theirs) {
    return context.against(
        prefix + "-flow-matching-" + width + "x" + width + "-b" + batch,
        Unit.UPDATES_PER_SECOND,
        new FlowMatchingUpdate(width, batch),
        new Repeated(peer, theirs));
  }
}
