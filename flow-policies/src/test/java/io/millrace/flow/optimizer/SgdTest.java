package io.millrace.flow.optimizer;

final class SgdTest extends OptimizerKit {
  @Override
  Optimizer optimizer() {
    return new Sgd(0.05);
  }
}
