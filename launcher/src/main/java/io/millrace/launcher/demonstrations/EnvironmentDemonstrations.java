package io.millrace.launcher.demonstrations;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.RandomStreams;
import io.millrace.flow.policy.Demonstrations;
import io.millrace.launcher.error.UserError;
import io.millrace.recipe.EnvironmentShape;
import io.millrace.schema.Trajectory;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.LongStream;

/** What an environment itself knows of acting in it. A function of environment and seed alone. */
public final class EnvironmentDemonstrations {
  private static final String OWNER = "initial-policy";
  private static final String PURPOSE = "demonstrations";

  private final EnvironmentFactory environment;
  private final DemonstrationSource source;

  /**
   * Those of this environment.
   *
   * @throws UserError where it has none
   */
  public EnvironmentDemonstrations(EnvironmentFactory environment) {
    this.environment = environment;
    this.source =
        environment
            .demonstrations()
            .orElseThrow(
                () ->
                    new UserError(
                        "the environment has no demonstrations, environment=" + environment.id()));
  }

  /** So many of them. */
  public Demonstrations draw(long seed, int count) {
    EnvironmentShape shape = environment.shape();
    float[][] observations = new float[count][shape.observationSize()];
    float[][] actions = new float[count][shape.actionSize()];
    source.demonstrate(RandomStreams.of(seed, OWNER, PURPOSE), observations, actions);
    return new Demonstrations(
        count, flat(observations, shape.observationSize()), flat(actions, shape.actionSize()));
  }

  /** The same ones, as records of a topic. */
  public Iterator<Trajectory> records(long seed, int count) {
    EnvironmentShape shape = environment.shape();
    int o = shape.observationSize();
    int a = shape.actionSize();
    Demonstrations drawn = draw(seed, count);
    SampleRecord record =
        new SampleRecord(environment.spec().id(), environment.id() + "-demonstrator");
    // Another number of them, or another environment under the same id, has other ids.
    String origin = "%s/%s/%d".formatted(environment.id(), Arrays.hashCode(drawn.actions()), seed);
    return LongStream.range(0, count)
        .mapToObj(
            n ->
                record.of(
                    SampleRecord.id(origin, n),
                    Arrays.copyOfRange(drawn.observations(), (int) n * o, (int) (n + 1) * o),
                    Arrays.copyOfRange(drawn.actions(), (int) n * a, (int) (n + 1) * a)))
        .iterator();
  }

  private static float[] flat(float[][] rows, int width) {
    float[] flat = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return flat;
  }
}
