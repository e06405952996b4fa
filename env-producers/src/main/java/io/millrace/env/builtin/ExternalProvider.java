package io.millrace.env.builtin;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EnvironmentSpec;

/** Offers {@link External} to recipes. */
public final class ExternalProvider implements EnvironmentProvider<External.Options> {

  @Override
  public String id() {
    return External.ID;
  }

  @Override
  public String summary() {
    return "a simulator in a process of its own, which connects to `millrace gateway`";
  }

  @Override
  public Class<External.Options> options() {
    return External.Options.class;
  }

  @Override
  public EnvironmentSpec spec(External.Options options) {
    return External.spec(options);
  }

  /**
   * Never succeeds.
   *
   * @throws IllegalArgumentException always: nobody here can step it
   */
  @Override
  public Environment create(External.Options options) {
    throw new IllegalArgumentException(
        "expected an environment that can be created in this process; '%s' is external: its simulator connects to `millrace gateway RECIPE`"
            .formatted(options.name()));
  }
}
