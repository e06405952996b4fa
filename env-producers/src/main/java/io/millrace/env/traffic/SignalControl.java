package io.millrace.env.traffic;

import java.util.List;

/**
 * Signals that are decided about together: those whose group changes are closed for the clearing
 * time while the others go on, then all are green for the decision time.
 */
final class SignalControl {

  private final TrafficEngine engine;
  private final List<Signal> signals;
  private final long decisionSteps;
  private final long clearingSteps;
  private final long horizonSteps;

  SignalControl(TrafficEngine engine, Timing timing) {
    this.engine = engine;
    this.signals = Signal.of(engine.scenario().network());
    this.decisionSteps = timing.steps(timing.decision());
    this.clearingSteps = timing.steps(timing.clearing());
    this.horizonSteps = timing.steps(timing.horizon());
  }

  /**
   * Times in seconds; each becomes a whole number of steps.
   *
   * @param step of the engine
   * @param horizon of an episode
   * @param decision green time of a decision
   * @param clearing red time before another group
   */
  record Timing(double step, double horizon, double decision, double clearing) {

    long steps(double seconds) {
      return Math.round(seconds / step);
    }
  }

  List<Signal> signals() {
    return signals;
  }

  /** An empty network, every signal in its first group. */
  void clear() {
    engine.clear();
    for (Signal signal : signals) {
      engine.lights().set(signal.junction(), signal.phases()[0]);
    }
  }

  /** The group of a signal, between two decisions. */
  int group(int signal) {
    Signal of = signals.get(signal);
    int phase = engine.lights().phase(of.junction());
    for (int g = 0; g < of.groups(); g++) {
      if (of.phases()[g] == phase) {
        return g;
      }
    }
    return 0;
  }

  boolean over() {
    return engine.steps >= horizonSteps;
  }

  /**
   * Runs one decision, or as much of it as the horizon leaves.
   *
   * @param groups [signals]
   * @param eachStep is told of every step of the engine
   */
  void decide(int[] groups, Runnable eachStep) {
    boolean changes = false;
    for (int s = 0; s < groups.length; s++) {
      if (groups[s] != group(s)) {
        changes = true;
        engine.lights().set(signals.get(s).junction(), TrafficEngine.ALL_RED);
      }
    }
    if (changes) {
      run(clearingSteps, eachStep);
      for (int s = 0; s < groups.length; s++) {
        Signal signal = signals.get(s);
        engine.lights().set(signal.junction(), signal.phases()[groups[s]]);
      }
    }
    run(decisionSteps, eachStep);
  }

  private void run(long steps, Runnable eachStep) {
    for (long k = 0; k < steps && !over(); k++) {
      engine.step();
      eachStep.run();
    }
  }
}
