package io.millrace.job;

import io.millrace.job.credit.CreditSettings;
import io.millrace.job.credit.GroupRules;
import io.millrace.job.kafka.KafkaEnds;
import io.millrace.job.learner.LearnerPlan;
import io.millrace.job.learner.VersionSink;
import io.millrace.job.learner.VersionStore;
import io.millrace.job.reward.JoinRules;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import io.millrace.recipe.RewardStage;
import io.millrace.schema.Topics;
import io.millrace.store.client.ClientSettings;
import io.millrace.store.client.ModelStoreClient;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The jobs on a real broker and store: what {@code flink run} starts, and what the embedded stack
 * builds in its own environment.
 */
public final class TrainingJob {
  private final JobOptions options;
  private final Recipe recipe;
  private final FirstVersion first;
  private final RecipePlugins plugins;
  private final Topics topics;
  private final KafkaEnds kafka;

  /**
   * @param options the program arguments
   * @param recipe the method
   * @param first version 1 of the recipe's policy
   * @throws IllegalArgumentException where the arguments do not fit the recipe
   */
  public TrainingJob(JobOptions options, Recipe recipe, FirstVersion first) {
    checkRetention(options, recipe);
    checkLearnsOnline(recipe);
    this.options = options;
    this.recipe = recipe;
    this.first = first;
    this.plugins = new RecipePlugins(recipe.toYaml(), first.manifest().recipeHash());
    this.topics = new Topics(options.topicPrefix());
    this.kafka =
        new KafkaEnds(
            options.brokers(),
            options.topicPrefix() + recipe.policy().id() + options.groupSuffix() + ".",
            options.bounded());
  }

  /**
   * Reads the recipe and fetches version 1.
   *
   * @throws io.millrace.recipe.RecipeException with all of the recipe's mistakes
   * @throws IllegalStateException where the store does not hold version 1
   */
  public static TrainingJob prepare(JobOptions options) {
    if (!Files.isReadable(options.recipe())) {
      throw new IllegalArgumentException(
          "expected a readable recipe file, --recipe=" + options.recipe());
    }
    Recipe recipe = RecipeReader.read(options.recipe());
    try (ModelStoreClient store = new ModelStoreClient(options.store())) {
      return new TrainingJob(options, recipe, FirstVersion.fetch(store, recipe));
    }
  }

  private static void checkRetention(JobOptions options, Recipe recipe) {
    Duration retention = recipe.reward().retention();
    boolean apart = options.job() == JobKind.REWARD || options.job() == JobKind.CREDIT;
    if (apart && !retention.isZero()) {
      throw new IllegalArgumentException(
          "expected reward and credit in one job (--job all or advantages) for a recipe with"
              + " reward.retention, --job=%s reward.retention=%s"
                  .formatted(options.job().id(), retention));
    }
    if (options.rememberClosed().compareTo(retention) < 0) {
      throw new IllegalArgumentException(
          "expected closed groups to be known for as long as late rewards correct them,"
              + " --remember-closed=%s reward.retention=%s"
                  .formatted(options.rememberClosed(), retention));
    }
  }

  private static void checkLearnsOnline(Recipe recipe) {
    if (!recipe.learnsOnline()) {
      throw new IllegalArgumentException(
          "expected a recipe that learns online; this one ends with version 1, objective.id="
              + recipe.objective().id());
    }
  }

  /** Submits the job to whatever cluster runs this. */
  public static void main(String[] args) throws Exception {
    JobOptions options = JobOptions.parse(args);
    if (options.help()) {
      System.out.print(options.usage());
      return;
    }
    TrainingJob job = prepare(options);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(job.configuration());
    job.build(env);
    env.execute(job.name());
  }

  /** The name of the job in Flink's interfaces. */
  public String name() {
    return "millrace " + options.job().id() + " " + recipe.id();
  }

  /** What the jobs need of Flink, whichever cluster runs them. */
  public Configuration configuration() {
    return JobConfiguration.of(options.checkpointInterval(), options.bufferTimeout());
  }

  /** Adds the operators of the chosen job to the environment. */
  public void build(StreamExecutionEnvironment env) {
    switch (options.job()) {
      case ALL -> {
        buildAdvantages(env);
        buildLearner(env);
      }
      case ADVANTAGES -> buildAdvantages(env);
      case REWARD -> reward().build(env, options.topicPrefix(), kafka.sink(), kafka.noticeSink());
      case CREDIT ->
          credit()
              .build(
                  env,
                  kafka.source(topics.scored(), "credit"),
                  options.eventTime(),
                  kafka.sink(),
                  kafka.noticeSink());
      case LEARNER -> buildLearner(env);
    }
  }

  /** What the learner starts from; also what a replay needs. */
  public LearnerPlan learnerPlan() {
    return new LearnerPlan(first.shape(), first.artifact(), plugins::learner);
  }

  private void buildAdvantages(StreamExecutionEnvironment env) {
    credit().build(env, reward(), kafka.sink(), kafka.noticeSink());
  }

  private RewardJob reward() {
    RewardStage stage = recipe.reward();
    if (!stage.readsEvents()) {
      return new RewardJob(
          first.shape(),
          plugins::reward,
          options.eventTime(),
          kafka.source(topics.trajectories(), "reward"));
    }
    // What came before its trajectory must be known until the trajectory gave up waiting.
    Duration retention =
        stage.retention().compareTo(stage.timeout()) > 0 ? stage.retention() : stage.timeout();
    return new RewardJob(
        first.shape(),
        plugins::reward,
        options.eventTime(),
        kafka.source(topics.trajectories(), "reward"),
        kafka.source(topics.rewardEvents(), "reward-events"),
        new JoinRules(stage.await(), stage.timeout(), retention));
  }

  private CreditJob credit() {
    RewardStage reward = recipe.reward();
    long heldMs = reward.await() > 0 ? reward.timeout().toMillis() : 0;
    GroupRules rules =
        new GroupRules(
            recipe.credit().timeout().toMillis() + heldMs,
            heldMs,
            recipe.credit().minimumMembers());
    CreditSettings settings =
        new CreditSettings(
            rules, options.rememberClosed(), reward.retention(), topics.advantages());
    return new CreditJob(settings, plugins::credit, options.topicPrefix());
  }

  private void buildLearner(StreamExecutionEnvironment env) {
    StoreAddress store = new StoreAddress(options.store().toString(), options.publishTimeout());
    KafkaEnds ends = kafka;
    String policies = topics.policies();
    VersionSink versions = new VersionSink(store::open, () -> ends.announcer(policies));
    new LearnerJob(
            List.of(learnerPlan()),
            options.topicPrefix(),
            kafka.source(topics.advantages(), "learner"))
        .build(env, versions, kafka.noticeSink());
  }

  /**
   * Where the store is, on its way to the sink.
   *
   * @param url base address
   * @param retryFor how long a request is repeated
   */
  record StoreAddress(String url, Duration retryFor) implements Serializable {
    VersionStore open() {
      ClientSettings settings = ClientSettings.defaults().withRetryFor(retryFor);
      return VersionStore.of(new ModelStoreClient(URI.create(url), settings));
    }
  }
}
