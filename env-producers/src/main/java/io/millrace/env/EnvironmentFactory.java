package io.millrace.env;

import io.millrace.recipe.EnvironmentPlugin;
import io.millrace.recipe.EnvironmentShape;
import io.millrace.recipe.Environments;
import io.millrace.recipe.PolicyStage;
import io.millrace.recipe.option.Choice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One environment under fixed options, as a recipe chose it: makes instances, knows the rest. */
public final class EnvironmentFactory {

  private final Bound<?> bound;
  private final int chunk;
  private final boolean numbered;

  private EnvironmentFactory(Bound<?> bound, int chunk, boolean numbered) {
    this.bound = bound;
    this.chunk = chunk;
    this.numbered = numbered;
  }

  /** A provider together with options of its type. */
  private record Bound<O extends Record>(EnvironmentProvider<O> provider, O options) {
    static <O extends Record> Bound<O> of(EnvironmentProvider<O> provider, Record options) {
      if (!provider.options().isInstance(options)) {
        throw new IllegalArgumentException(
            "expected options of another type, environment="
                + provider.id()
                + " expected="
                + provider.options().getName()
                + " got="
                + options.getClass().getName());
      }
      return new Bound<>(provider, provider.options().cast(options));
    }

    Environment create() {
      Environment environment = provider.create(options);
      int agents = provider.agents(options);
      int acting = environment.spec().agents();
      if (acting != agents) {
        environment.close();
        throw new IllegalStateException(
            "expected as many agents as the provider says, environment="
                + provider.id()
                + " provider.agents="
                + agents
                + " spec.agents="
                + acting);
      }
      return TimeLimit.of(environment);
    }

    EnvironmentSpec spec() {
      return provider.spec(options);
    }

    Optional<DemonstrationSource> demonstrations() {
      return provider.demonstrations(options);
    }
  }

  /** The environment of these options. */
  public static EnvironmentFactory of(EnvironmentProvider<?> provider, Record options) {
    return new EnvironmentFactory(Bound.of(provider, options), 1, false);
  }

  /**
   * The environment that a recipe chose, of those that the class loader of this thread offers.
   *
   * @throws IllegalArgumentException if none of that id is there, or it cannot be run
   */
  public static EnvironmentFactory of(Choice choice) {
    EnvironmentPlugin plugin =
        Environments.registry(Thread.currentThread().getContextClassLoader()).get(choice.id());
    if (!(plugin instanceof EnvironmentProvider<?> provider)) {
      throw new IllegalArgumentException(
          "expected an environment that can be run here, environment="
              + choice.id()
              + " plugin="
              + plugin.getClass().getName());
    }
    return of(provider, choice.options());
  }

  /** Id of the plug-in. */
  public String id() {
    return bound.provider().id();
  }

  /** What is known of it before its first step, with its own actions and not in chunks. */
  public EnvironmentSpec spec() {
    return bound.spec();
  }

  /** What a policy must know of it, chunks aside. */
  public EnvironmentShape shape() {
    EnvironmentShape shape = bound.provider().shape(bound.options());
    return numbered ? shape.withAgentNumbers(bound.provider().agents(bound.options())) : shape;
  }

  /** The same environment, whose every step takes a chunk of this many actions. */
  public EnvironmentFactory inChunksOf(int actions) {
    return new EnvironmentFactory(bound, actions, numbered);
  }

  /** The same environment, whose observations begin with their agent's number. */
  public EnvironmentFactory withAgentNumbers() {
    return new EnvironmentFactory(bound, chunk, true);
  }

  /** The same environment, as the policy of a recipe acts in it. */
  public EnvironmentFactory actedInBy(PolicyStage policy) {
    return new EnvironmentFactory(bound, policy.chunk(), policy.separate());
  }

  /** A new instance under its time limit, for policies to act in; the caller closes it. */
  public Environment create() {
    Environment environment = createBare();
    try {
      if (environment.spec().actionSpace() instanceof ActionSpace.Mixed) {
        environment = new MixedActions(environment);
      }
      if (chunk > 1) {
        environment = new ActionChunks(environment, chunk);
      }
      return numbered ? new AgentNumbers(environment) : environment;
    } catch (IllegalArgumentException e) {
      environment.close();
      throw e;
    }
  }

  /** The same with its own actions and not in chunks. */
  public Environment createBare() {
    return bound.create();
  }

  /** How to act in it well enough to start from, where that is known. */
  public Optional<DemonstrationSource> demonstrations() {
    Optional<DemonstrationSource> source = bound.demonstrations();
    return source.isPresent() && spec().actionSpace() instanceof ActionSpace.Mixed mixed
        ? source.map(new ScoredActions(mixed)::demonstrations)
        : source;
  }

  /** Figures of its own about many episodes, by name, for reports. */
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return bound.provider().summarize(episodes);
  }
}
