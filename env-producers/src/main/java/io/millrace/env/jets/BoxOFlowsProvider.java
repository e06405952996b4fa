package io.millrace.env.jets;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;
import java.util.Optional;

/** Offers {@link BoxOFlows} to recipes. */
public final class BoxOFlowsProvider implements EnvironmentProvider<BoxOFlows.Options> {

  @Override
  public String id() {
    return BoxOFlows.ID;
  }

  @Override
  public String summary() {
    return "blow balls about with nine jets of air";
  }

  @Override
  public Class<BoxOFlows.Options> options() {
    return BoxOFlows.Options.class;
  }

  @Override
  public Environment create(BoxOFlows.Options options) {
    return new SimulatedEnvironment(new BoxOFlows(options));
  }

  /** Of hovering alone. */
  @Override
  public Optional<DemonstrationSource> demonstrations(BoxOFlows.Options options) {
    return options.task() == BoxOFlows.Task.HOVER
        ? Optional.of(new BallKeeper(options))
        : Optional.empty();
  }
}
