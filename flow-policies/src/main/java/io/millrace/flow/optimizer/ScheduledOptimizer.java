package io.millrace.flow.optimizer;

/** An optimizer whose learning rate follows a schedule along the steps that its state counts. */
public record ScheduledOptimizer(Optimizer optimizer, Schedule schedule) implements Optimizer {
  @Override
  public String id() {
    return optimizer.id();
  }

  @Override
  public int moments() {
    return optimizer.moments();
  }

  @Override
  public OptimizerState start(int size) {
    return optimizer.start(size);
  }

  @Override
  public void step(float[] parameters, float[] gradients, OptimizerState state, double rateFactor) {
    double factor = rateFactor * schedule.factor(state.steps());
    optimizer.step(parameters, gradients, state, factor);
  }
}
