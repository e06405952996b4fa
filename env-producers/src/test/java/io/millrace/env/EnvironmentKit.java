package io.millrace.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What every environment must keep. A new environment extends this kit, or the build fails. */
public abstract class EnvironmentKit {

  private static final int STEPS = 100;

  /** A fresh environment, with its time limit, as a recipe would make it. */
  protected abstract Environment create();

  /** Whether nothing about a first state is random. */
  protected boolean startsAlwaysAlike() {
    return false;
  }

  /**
   * Whether steps differ in length, and an episode is truncated after a time, not after a count.
   */
  protected boolean endsByItsOwnClock() {
    return false;
  }

  /** One step: everything that came back, in bits. */
  private record Step(
      List<Integer> observation, long reward, boolean terminated, boolean truncated) {}

  @Test
  void reset_sameSeed_sameBits() {
    long seed = randomSeed();
    assertThat(play(create(), seed, STEPS)).isEqualTo(play(create(), seed, STEPS));
  }

  @Test
  void reset_afterAnotherEpisode_forgetsIt() {
    long seed = randomSeed();
    Environment used = create();
    play(used, seed + 1, STEPS);
    assertThat(play(used, seed, STEPS)).isEqualTo(play(create(), seed, STEPS));
  }

  @Test
  void reset_manySeeds_differ() {
    Environment environment = create();
    float[] observation = new float[environment.spec().jointObservationSize()];
    List<List<Integer>> first = new ArrayList<>();
    for (int seed = 0; seed < 50; seed++) {
      environment.reset(seed, observation);
      first.add(bits(observation));
    }
    if (observation.length > 0 && !startsAlwaysAlike()) {
      assertThat(first.stream().distinct().count()).isGreaterThan(1);
    }
  }

  @Test
  void step_beforeReset_throws() {
    Environment environment = create();
    StepResult out = StepResult.of(environment.spec());
    float[] action = action(environment.spec(), new RandomSource(1));
    assertThatThrownBy(() -> environment.step(action, out))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(environment.spec().id());
  }

  @Test
  void step_afterTheEnd_throws() {
    Environment environment = create();
    StepResult out = StepResult.of(environment.spec());
    RandomSource random = new RandomSource(2);
    environment.reset(2, new float[environment.spec().jointObservationSize()]);
    int steps = 0;
    do {
      environment.step(action(environment.spec(), random), out);
      steps++;
    } while (!out.done());
    assertThat(steps).isLessThanOrEqualTo(environment.spec().maxEpisodeSteps());
    assertThatThrownBy(() -> environment.step(action(environment.spec(), random), out))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void step_manyEpisodes_finiteInsideItsSpacesAndNeverBothFlags() {
    long seed = randomSeed();
    RandomSource random = new RandomSource(seed);
    Environment environment = create();
    EnvironmentSpec spec = environment.spec();
    StepResult out = StepResult.of(spec);
    float[] first = new float[spec.jointObservationSize()];
    for (int episode = 0; episode < 50; episode++) {
      environment.reset(seed + episode, first);
      assertThat(inside(spec, first)).isTrue();
      int steps = 0;
      do {
        environment.step(action(spec, random), out);
        steps++;
        assertThat(inside(spec, out.observation())).isTrue();
        assertThat(out.reward()).isFinite();
        assertThat(out.terminated() && out.truncated()).isFalse();
        if (!endsByItsOwnClock()) {
          assertThat(out.truncated())
              .isEqualTo(steps == spec.maxEpisodeSteps() && !out.terminated());
        }
        float[] observed = new float[spec.jointObservationSize()];
        environment.observe(observed);
        assertThat(observed).isEqualTo(out.observation());
      } while (!out.done());
      assertThat(environment.success() != null).isEqualTo(spec.successKnown());
    }
  }

  @Test
  void loadState_afterHundredSteps_continuesBitIdentically() {
    long seed = randomSeed();
    Environment environment = create();
    play(environment, seed, 3);
    byte[] saved = environment.saveState();
    List<Step> once = continueWith(environment, seed, STEPS);
    environment.loadState(saved);
    assertThat(continueWith(environment, seed, STEPS)).isEqualTo(once);
    Environment other = create();
    other.loadState(saved);
    assertThat(continueWith(other, seed, STEPS)).isEqualTo(once);
  }

  @Test
  void loadState_foreignBytes_throws() {
    Environment environment = create();
    byte[] saved = environment.saveState();
    assertThatThrownBy(() -> environment.loadState(Arrays.copyOf(saved, 3)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> environment.loadState(new byte[saved.length]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void setState_ofAnotherEpisode_givesThatState() {
    Environment environment = create();
    environment.reset(5, new float[environment.spec().jointObservationSize()]);
    double[] state = environment.state();
    Environment other = create();
    other.setState(state);
    assertThat(other.state()).isEqualTo(state);
    StepResult mine = StepResult.of(environment.spec());
    StepResult theirs = StepResult.of(environment.spec());
    float[] action = action(environment.spec(), new RandomSource(3));
    environment.step(action, mine);
    other.step(action, theirs);
    assertThat(theirs.reward()).isEqualTo(mine.reward());
  }

  @Test
  void step_badAction_throws() {
    Environment environment = create();
    EnvironmentSpec spec = environment.spec();
    StepResult out = StepResult.of(spec);
    environment.reset(1, new float[spec.jointObservationSize()]);
    float[] notFinite = new float[spec.jointActionSize()];
    notFinite[0] = Float.NaN;
    assertThatThrownBy(() -> environment.step(notFinite, out))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> environment.step(new float[spec.jointActionSize() + 1], out))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Random actions; an episode that ends is followed by the next. */
  private static List<Step> play(Environment environment, long seed, int steps) {
    environment.reset(seed, new float[environment.spec().jointObservationSize()]);
    return continueWith(environment, seed, steps);
  }

  private static List<Step> continueWith(Environment environment, long seed, int steps) {
    RandomSource random = new RandomSource(seed);
    StepResult out = StepResult.of(environment.spec());
    float[] observation = new float[environment.spec().jointObservationSize()];
    List<Step> played = new ArrayList<>();
    boolean first = true;
    for (int i = 0; i < steps; i++) {
      try {
        environment.step(action(environment.spec(), random), out);
      } catch (IllegalStateException e) {
        // Only the first call may find an episode that had ended before.
        assertThat(first).isTrue();
        environment.reset(seed + i, observation);
        environment.step(action(environment.spec(), random), out);
      }
      first = false;
      played.add(
          new Step(
              bits(out.observation()),
              Double.doubleToRawLongBits(out.reward()),
              out.terminated(),
              out.truncated()));
      if (out.done()) {
        environment.reset(seed + i, observation);
      }
    }
    return played;
  }

  private static List<Integer> bits(float[] values) {
    List<Integer> bits = new ArrayList<>(values.length);
    for (float value : values) {
      bits.add(Float.floatToRawIntBits(value));
    }
    return bits;
  }

  private static float[] action(EnvironmentSpec spec, RandomSource random) {
    float[] action = new float[spec.jointActionSize()];
    for (int d = 0; d < action.length; d++) {
      if (spec.actionSpace() instanceof ActionSpace.Discrete choices) {
        action[d] = random.nextInt(choices.n());
      } else if (spec.actionSpace() instanceof ActionSpace.MultiDiscrete several) {
        action[d] = random.nextInt(several.of().counts().get(d % spec.actionSize()));
      } else {
        action[d] = (float) random.nextGaussian();
      }
    }
    return action;
  }

  /** Whether the observation of every agent is inside. */
  private static boolean inside(EnvironmentSpec spec, float[] observations) {
    int size = spec.observationSize();
    for (int agent = 0; agent < spec.agents(); agent++) {
      float[] own = Arrays.copyOfRange(observations, agent * size, (agent + 1) * size);
      if (!spec.observationSpace().contains(own)) {
        return false;
      }
    }
    return observations.length == spec.jointObservationSize();
  }

  private static long randomSeed() {
    long seed = ThreadLocalRandom.current().nextLong(1L << 40);
    System.out.println("seed=" + seed);
    return seed;
  }
}
