package io.millrace.env;

/** Offers {@link ThreeTargets} to tests. */
public final class ThreeTargetsProvider implements EnvironmentProvider<ThreeTargets.Options> {
  @Override
  public String id() {
    return ThreeTargets.ID;
  }

  @Override
  public String summary() {
    return "agents that each act the number they see";
  }

  @Override
  public Class<ThreeTargets.Options> options() {
    return ThreeTargets.Options.class;
  }

  @Override
  public int agents(Record options) {
    return options().cast(options).agents();
  }

  @Override
  public Environment create(ThreeTargets.Options options) {
    return new SimulatedEnvironment(new ThreeTargets(options.agents()));
  }

  /** Three agents. */
  public static EnvironmentFactory three() {
    return EnvironmentFactory.of(new ThreeTargetsProvider(), new ThreeTargets.Options(3));
  }
}
