package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.measure.Work;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The work of {@link FlowMatchingUpdate} as a graph of ND4J's SameDiff, on one thread. */
public final class SameDiffFlowMatchingUpdate implements Work {
  private final SameDiff graph = SameDiff.create();
  private final INDArray noise;
  private final INDArray action;
  private final INDArray tau;
  private final INDArray context;

  /**
   * @param width of both hidden layers
   * @param batch rows
   */
  public SameDiffFlowMatchingUpdate(int width, int batch) {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    noise = Nd4j.create(Shapes.gaussian(batch * Shapes.ACTION, 2), batch, Shapes.ACTION);
    action = Nd4j.create(Shapes.gaussian(batch * Shapes.ACTION, 3), batch, Shapes.ACTION);
    tau = Nd4j.create(Shapes.uniform(batch, 4), batch, 1);
    INDArray observation =
        Nd4j.create(Shapes.gaussian(batch * Shapes.OBSERVATION, 5), batch, Shapes.OBSERVATION);
    context = Nd4j.hstack(tau, observation);
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, batch, Shapes.INPUT);
    SDVariable target = graph.placeHolder("target", DataType.FLOAT, batch, Shapes.ACTION);
    SDVariable first = graph.nn().swish(layer("first", x, Shapes.INPUT, width));
    SDVariable second = graph.nn().swish(layer("second", first, width, width));
    SDVariable velocity = layer("velocity", second, width, Shapes.ACTION);
    graph.math().square(velocity.sub(target)).mean("loss");
    graph.setLossVariables("loss");
    graph.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Adam(1e-3, 0.9, 0.999, 1e-8))
            .dataSetFeatureMapping("x")
            .dataSetLabelMapping("target")
            .build());
  }

  private SDVariable layer(String name, SDVariable x, int in, int out) {
    INDArray initial = Nd4j.create(Shapes.gaussian(in * out, 6), in, out).divi(Math.sqrt(in));
    SDVariable weight = graph.var(name + ".weight", initial);
    SDVariable bias = graph.var(name + ".bias", Nd4j.zeros(DataType.FLOAT, 1, out));
    return x.mmul(weight).add(bias);
  }

  @Override
  public void once() {
    INDArray target = action.sub(noise);
    INDArray x = Nd4j.hstack(target.mulColumnVector(tau).addi(noise), context);
    Objects.requireNonNull(graph.fit(new DataSet(x, target)));
  }
}
