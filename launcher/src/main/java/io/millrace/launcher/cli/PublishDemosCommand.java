package io.millrace.launcher.cli;

import io.millrace.env.EnvironmentFactory;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.launcher.demonstrations.DemonstrationFile;
import io.millrace.launcher.demonstrations.DemonstrationTopic;
import io.millrace.launcher.demonstrations.EnvironmentDemonstrations;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.progress.Numbers;
import io.millrace.recipe.EnvironmentShape;
import io.millrace.rollout.Demonstrator;
import io.millrace.schema.Trajectory;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts demonstrations into a topic. */
@Command(
    name = "publish",
    description = {
      "Publishes demonstrations: those that the environment knows, episodes of a policy of a",
      "store, or rows of a file. Publishing the same ones again is harmless: a trajectory counts",
      "once, by its id."
    },
    footer = {
      "",
      "Examples:",
      "  millrace demos publish --environment multigoal-2d --samples 4096 --brokers kafka:9092",
      "  millrace demos publish --environment pendulum --policy pendulum --version 41 \\",
      "      --episodes 50 --store http://store:8400 --brokers kafka:9092",
      "  millrace demos publish --environment pendulum --file rows.csv --brokers kafka:9092",
      "",
      "A row of a .csv file is the observation's numbers, then the action's; of any other file",
      "{\"observation\": [...], \"action\": [...]} on a line."
    })
final class PublishDemosCommand implements Callable<Integer> {
  private static final int SAMPLES = 4096;
  private static final int EPISODES = 100;

  @Spec private CommandSpec spec;
  @Mixin private EnvironmentOption environment;
  @Mixin private DemosCommand.TopicOption topic;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "How many the environment is asked for; else " + SAMPLES + ".")
  private Integer samples;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      description = "How many the policy plays; else " + EPISODES + ".")
  private Integer episodes;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of what is drawn; else ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--policy", paramLabel = "ID", description = "A policy that shows how.")
  private String policy;

  @Option(names = "--store", paramLabel = "URL", description = "The model store that holds it.")
  private String store;

  @Option(names = "--epoch", paramLabel = "N", description = "Which of its lives; else the newest.")
  private Long epoch;

  @Option(names = "--version", paramLabel = "N", description = "Which version; else the newest.")
  private Long version;

  @Option(names = "--file", paramLabel = "FILE", description = "Rows of observation and action.")
  private Path file;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  /** The answer for a script. */
  record Answer(String topic, long trajectories, long samples) {}

  @Override
  public Integer call() {
    checkOptions();
    EnvironmentFactory of = environment.create();
    DemonstrationTopic to = topic.topic();
    Answer answer;
    try (Demonstrator demonstrator = policy == null ? null : demonstrator(of)) {
      answer = publish(records(of, demonstrator), to);
    }
    spec.commandLine().getOut().println(json ? Json.of(answer) : text(answer));
    return ExitCodes.OK;
  }

  private static Answer publish(Iterator<Trajectory> records, DemonstrationTopic to) {
    AtomicLong trajectories = new AtomicLong();
    AtomicLong steps = new AtomicLong();
    to.publish(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return records.hasNext();
          }

          @Override
          public Trajectory next() {
            Trajectory next = records.next();
            trajectories.incrementAndGet();
            steps.addAndGet(next.getActions().getShape().get(0));
            return next;
          }
        });
    return new Answer(to.name(), trajectories.get(), steps.get());
  }

  private static String text(Answer answer) {
    return "published %s trajectories with %s samples to %s"
        .formatted(
            Numbers.count(answer.trajectories()), Numbers.count(answer.samples()), answer.topic());
  }

  private void checkOptions() {
    check(policy == null || file == null, "expected --policy or --file, not both");
    check(policy == null || store != null, "--policy: expected --store, where the policy is");
    check(
        policy != null || (store == null && epoch == null && version == null && episodes == null),
        "--store, --epoch, --version and --episodes: expected only with --policy");
    check(
        samples == null || (policy == null && file == null),
        "--samples: expected only for the environment's own demonstrations");
    check(samples == null || samples > 0, "--samples: expected at least 1, got " + samples);
    check(episodes == null || episodes > 0, "--episodes: expected at least 1, got " + episodes);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new UserError(message);
    }
  }

  /**
   * @param demonstrator null where no policy shows how
   */
  private Iterator<Trajectory> records(EnvironmentFactory of, Demonstrator demonstrator) {
    if (file != null) {
      EnvironmentShape shape = of.shape();
      return new DemonstrationFile(file, shape.observationSize(), shape.actionSize())
          .records(of.spec().id());
    }
    if (demonstrator != null) {
      return LongStream.range(0, episodes == null ? EPISODES : episodes)
          .boxed()
          .flatMap(n -> demonstrator.play(n).stream())
          .iterator();
    }
    return new EnvironmentDemonstrations(of).records(seed, samples == null ? SAMPLES : samples);
  }

  private Demonstrator demonstrator(EnvironmentFactory of) {
    byte[] artifact;
    try (ModelStoreClient client = StoreOption.open(store)) {
      PolicyManifest manifest = VersionOptions.find(client, policy, epoch, version);
      artifact = client.artifact(manifest.sha256());
    }
    try {
      return new Demonstrator(
          of,
          FlowPolicy.fromArtifact(artifact),
          FlowPolicy.lineageOf(artifact),
          seed,
          InstantSource.system());
    } catch (IllegalArgumentException e) {
      throw new UserError("--policy: " + e.getMessage());
    }
  }
}
