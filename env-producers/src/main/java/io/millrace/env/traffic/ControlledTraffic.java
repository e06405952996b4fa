package io.millrace.env.traffic;

/** An episode of a scenario under a rule, to compare with. */
public final class ControlledTraffic {

  private ControlledTraffic() {}

  /**
   * How an episode went.
   *
   * @param averageTravelTime {@link TrafficEngine#averageTravelTime()}, s
   * @param meanWaiting {@link TrafficEngine#meanWaiting()}
   * @param throughput vehicles that left, per hour
   * @param decisions how many were made
   */
  public record Figures(
      double averageTravelTime, double meanWaiting, double throughput, int decisions) {

    static Figures of(TrafficEngine traffic, int decisions) {
      double hours = traffic.time() / 3600;
      return new Figures(
          traffic.averageTravelTime(),
          traffic.meanWaiting(),
          hours == 0 ? 0 : traffic.finished() / hours,
          decisions);
    }
  }

  /**
   * Plays an episode from the empty network; every signal obeys the rule.
   *
   * @param options whose horizon and times to use
   */
  public static Figures play(
      Scenario scenario, SignalController controller, CityFlow.Options options) {
    TrafficEngine traffic = new TrafficEngine(scenario, options.step());
    SignalControl control = new SignalControl(traffic, options.timing());
    control.clear();
    int[] groups = new int[control.signals().size()];
    int decisions = 0;
    while (!control.over()) {
      for (int s = 0; s < groups.length; s++) {
        groups[s] = controller.choose(traffic, control.signals().get(s));
      }
      control.decide(groups, () -> {});
      decisions++;
    }
    return Figures.of(traffic, decisions);
  }
}
