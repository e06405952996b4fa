package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.env.EnvironmentFactory;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.PretrainingData;
import io.millrace.flow.policy.PretrainingData.Offsets;
import io.millrace.launcher.demonstrations.DemonstrationSet;
import io.millrace.launcher.demonstrations.DemonstrationTopic;
import io.millrace.launcher.demonstrations.EnvironmentDemonstrations;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.kafka.BoundedLog;
import io.millrace.launcher.kafka.EmbeddedBroker;
import io.millrace.launcher.kafka.RawProducer;
import io.millrace.launcher.kafka.TopicSetup;
import io.millrace.launcher.progress.Progress;
import io.millrace.recipe.Recipe;
import io.millrace.schema.DeadLetter;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Topics;
import io.millrace.schema.Trajectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Demonstrations through a real broker: published, read back, learned from. */
class DemonstrationsIT {
  private static final Topics TOPICS = Topics.standard();
  private static final int SAMPLES = 200;

  private final Recipe recipe = TinyRecipe.with("policy.warmStart.source=topic");
  private EmbeddedBroker broker;

  @BeforeEach
  void start(@TempDir Path folder) {
    broker = EmbeddedBroker.start(folder);
    new TopicSetup(TOPICS, 2).create(broker.address());
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private DemonstrationTopic topic(Recipe of) {
    return DemonstrationTopic.of(of, broker.address(), TOPICS);
  }

  private InitialPolicy initial(Recipe of) {
    return InitialPolicy.of(of, () -> topic(of), Progress.silent());
  }

  private static List<Trajectory> samples(Recipe of) {
    List<Trajectory> samples = new ArrayList<>();
    new EnvironmentDemonstrations(EnvironmentFactory.of(of.environment()))
        .records(of.seed(), SAMPLES)
        .forEachRemaining(samples::add);
    return samples;
  }

  private List<DeadLetter> deadLetters() {
    List<DeadLetter> letters = new ArrayList<>();
    try (BoundedLog log = BoundedLog.open(broker.address(), TOPICS.deadLetters())) {
      log.forEachRemaining(raw -> letters.add((DeadLetter) RecordCodec.decode(raw.value())));
    }
    return letters;
  }

  @Test
  void init_badRecordsAmongDemonstrations_setsThemAsideAndMakesTheSameVersionAgain()
      throws Exception {
    List<Trajectory> good = samples(recipe);
    Trajectory like = good.get(0);
    topic(recipe).publish(good.subList(0, 80).iterator());
    try (RawProducer bad = RawProducer.connect(broker.address())) {
      bad.send(TOPICS.demonstrations(), like, Poison.EMPTY.make(like, 1));
      bad.send(TOPICS.demonstrations(), like, Poison.WRONG_TENSOR_SHAPE.make(like, 2));
      topic(recipe).publish(good.subList(80, SAMPLES).iterator());
      bad.send(
          TOPICS.demonstrations(),
          like,
          RecordCodec.encode(Trajectory.newBuilder(like).setEnvironment("pendulum").build()));
    }

    InitialPolicy first = initial(recipe);

    assertThat(deadLetters())
        .extracting(DeadLetter::getTopic, DeadLetter::getOffset, DeadLetter::getReason)
        .containsExactly(
            tuple(TOPICS.demonstrations(), 80L, "empty"),
            tuple(TOPICS.demonstrations(), 81L, "tensor-shape"),
            tuple(TOPICS.demonstrations(), 202L, "unknown-environment"));
    assertThat(first.manifest().version()).isEqualTo(1);
    assertThat(FlowPolicy.lineageOf(first.firstVersion().artifact()).pretraining())
        .isEqualTo(
            new PretrainingData(
                TOPICS.demonstrations(), List.of(new Offsets(0, 0, 203)), SAMPLES, SAMPLES));
    assertThat(initial(recipe).manifest().sha256()).isEqualTo(first.manifest().sha256());
    // The way through Kafka changes nothing: the weights are those of the source itself.
    Recipe direct =
        TinyRecipe.with(
            "policy.warmStart.source=demonstrations", "policy.warmStart.samples=" + SAMPLES);
    assertThat(weights(first)).containsExactly(weights(InitialPolicy.of(direct)));
  }

  @Test
  void init_publishedTwice_countsEachOnce() {
    topic(recipe).publish(samples(recipe).iterator());
    float[] once = weights(initial(recipe));
    topic(recipe).publish(samples(recipe).iterator());

    DemonstrationSet set =
        topic(recipe).look(DemonstrationTopic.gate(EnvironmentFactory.of(recipe.environment())));

    assertThat(set.duplicates()).isEqualTo(SAMPLES);
    assertThat(set.rows().count()).isEqualTo(SAMPLES);
    assertThat(weights(initial(recipe))).containsExactly(once);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void init_limitOnATopicOfItsOwn_usesSoMany() {
    Recipe limited =
        TinyRecipe.with(
            "policy.warmStart.source=topic",
            "policy.warmStart.topic=mine",
            "policy.warmStart.limit=50");
    topic(limited).publish(samples(limited).iterator());

    assertThat(FlowPolicy.lineageOf(initial(limited).firstVersion().artifact()).pretraining())
        .isEqualTo(new PretrainingData("mine", List.of(new Offsets(0, 0, 50)), 50, 50));
  }

  @Test
  void init_emptyOrMissingTopic_saysWhatIsMissing() {
    assertThatThrownBy(() -> initial(recipe))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("expected demonstrations of gmm1d-mode")
        .hasMessageContaining(TOPICS.demonstrations());
    Recipe missing =
        TinyRecipe.with("policy.warmStart.source=topic", "policy.warmStart.topic=nowhere");
    assertThat(topic(missing).isEmpty()).isTrue();
    assertThatThrownBy(() -> initial(missing)).hasMessageContaining("0 samples of nowhere");
  }

  private static float[] weights(InitialPolicy initial) {
    return initial.policy().model().parameters().values().clone();
  }
}
