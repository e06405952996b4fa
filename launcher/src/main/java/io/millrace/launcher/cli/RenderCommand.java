package io.millrace.launcher.cli;

import io.millrace.env.ActionSpace;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.sampler.Ode;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.film.Film;
import io.millrace.launcher.film.FilmFile;
import io.millrace.launcher.film.Performer;
import io.millrace.store.client.ModelStoreClient;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Films an episode. */
@Command(
    name = "render",
    description = {
      "Films one episode of an environment: an animated SVG or GIF, or numbered PNG files.",
      "",
      "An environment that says how it looks is drawn; of any other its observations and actions",
      "are shown over time. Below are the rewards. Of a task of one step many episodes are filmed."
    },
    footer = {
      "",
      "Examples:",
      "  millrace env render pendulum",
      "  millrace env render pendulum --policy policy.safetensors --output swing-up.gif",
      "  millrace env render multigoal-2d --policy multigoal-2d --store http://127.0.0.1:8400",
      "  millrace env render cityflow --set grid=3x3 --output jam.gif"
    })
final class RenderCommand implements Callable<Integer> {
  private static final String RANDOM = "random";

  @Spec private CommandSpec spec;

  @Mixin private ChosenEnvironment environment;

  @Option(
      names = "--policy",
      defaultValue = RANDOM,
      paramLabel = "P",
      description = {
        "Who acts: random, a file of \"policies export\", or with --store a policy's id;",
        "else ${DEFAULT-VALUE}."
      })
  private String policy;

  @Option(names = "--store", paramLabel = "URL", description = "The model store of that policy.")
  private String store;

  @Option(names = "--version", paramLabel = "N", description = "Which version; else the newest.")
  private Long version;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of the episode and of what acts; else ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--output",
      defaultValue = "episode.svg",
      paramLabel = "FILE",
      description = "The film, .svg, .gif or .png; else ${DEFAULT-VALUE}.")
  private Path output;

  @Option(
      names = "--frames",
      defaultValue = "" + FilmFile.FRAMES,
      paramLabel = "N",
      description = "At most so many moments of the episode; else ${DEFAULT-VALUE}.")
  private int frames;

  @Option(
      names = "--fps",
      defaultValue = "" + FilmFile.FRAMES_PER_SECOND,
      paramLabel = "N",
      description = "Frames a second; else ${DEFAULT-VALUE}.")
  private double framesPerSecond;

  @Override
  public Integer call() {
    FilmFile file = new FilmFile(output, frames, framesPerSecond);
    file.checkWritable();
    EnvironmentFactory factory = environment.create();
    FlowPolicy acting = policy.equals(RANDOM) ? null : acting();
    Film film;
    try (Environment stage = (acting == null ? factory : actedIn(factory, acting)).create()) {
      film = Film.shoot(stage, performer(acting, stage.spec()), policy, seed);
    }
    List<Path> written = file.write(film);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %s%n",
        written.size() == 1
            ? written.get(0)
            : written.get(0) + " to " + written.get(written.size() - 1),
        film.outcome());
    return ExitCodes.OK;
  }

  private Performer performer(FlowPolicy acting, EnvironmentSpec of) {
    if (acting == null) {
      return Performer.random(of, seed);
    }
    try {
      return Performer.of(acting, Acting.with(new Ode(), acting), of, seed);
    } catch (IllegalArgumentException e) {
      throw new UserError("--policy: " + e.getMessage());
    }
  }

  private static EnvironmentFactory actedIn(EnvironmentFactory factory, FlowPolicy acting) {
    EnvironmentFactory chunked = factory.inChunksOf(chunk(acting, factory.spec().forPolicies()));
    return acting.spec().agents() > 1 ? chunked.withAgentNumbers() : chunked;
  }

  /** How many actions of the environment one of the policy's is. */
  private static int chunk(FlowPolicy acting, EnvironmentSpec of) {
    int size = of.actionSize();
    boolean whole = of.actionSpace() instanceof ActionSpace.Box && acting.spec().actionSize() > 0;
    return whole && acting.spec().actionSize() % size == 0 ? acting.spec().actionSize() / size : 1;
  }

  private FlowPolicy acting() {
    if (store == null) {
      Path file = Path.of(policy);
      if (!Files.isRegularFile(file)) {
        throw new UserError(
            "--policy: expected random, a file, or --store with the id of a policy, got " + policy);
      }
      return EvalCommand.fromFile(file);
    }
    try (ModelStoreClient client = StoreOption.open(store)) {
      return FlowPolicy.fromArtifact(
          client.artifact(VersionOptions.find(client, policy, null, version).sha256()));
    }
  }
}
