package io.millrace.launcher.film;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.env.ActionSpace;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.TimeLimit;
import io.millrace.launcher.run.Crossing;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class PerformerTest {

  @Test
  void random_maskedChoicesOfTwoAgents_drawsEveryAllowedOneAndNoOther() {
    EnvironmentSpec spec =
        new EnvironmentSpec(
            "masked",
            ActionSpace.Box.of(6, 0, 1),
            ActionSpace.MultiDiscrete.masked(3, 2),
            1,
            false,
            2);
    long seed = ThreadLocalRandom.current().nextLong(1L << 40);
    System.out.println("seed=" + seed);
    Performer random = Performer.random(spec, seed);
    float[] seen = {9, 1, 0, 1, 0, 1, /* the other */ 9, 0, 1, 0, 1, 1};
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      float[] actions = new float[4];
      random.act(seen, actions);
      drawn.add((int) actions[0] + "" + (int) actions[1] + "a");
      drawn.add((int) actions[2] + "" + (int) actions[3] + "b");
    }
    assertThat(drawn).containsExactlyInAnyOrder("01a", "21a", "10b", "11b");
  }

  /** An environment refuses a choice that its mask forbids, so a film of one would not end. */
  @Test
  void random_maskedEnvironmentOfSeveralAgents_playsItToItsEnd() {
    for (int seed = 1; seed <= 20; seed++) {
      try (Environment crossing = TimeLimit.of(new SimulatedEnvironment(new Crossing(3)))) {
        Film film = Film.shoot(crossing, Performer.random(crossing.spec(), seed), "random", seed);
        assertThat(film.steps()).as("seed %d", seed).isEqualTo(crossing.spec().maxEpisodeSteps());
      }
    }
  }

  @Test
  void random_numbersWithAndWithoutBounds_fillThem() {
    ActionSpace.Box box =
        new ActionSpace.Box(
            new float[] {3, Float.NEGATIVE_INFINITY}, new float[] {5, Float.POSITIVE_INFINITY});
    EnvironmentSpec spec = new EnvironmentSpec("box", ActionSpace.Box.of(1, 0, 1), box, 1, false);
    Performer random = Performer.random(spec, 1);
    float least = 9;
    float most = 0;
    for (int i = 0; i < 300; i++) {
      float[] action = new float[2];
      random.act(new float[1], action);
      least = Math.min(least, action[0]);
      most = Math.max(most, action[0]);
      assertThat(action[1]).isBetween(-1f, 1f);
    }
    assertThat(least).isBetween(3f, 3.1f);
    assertThat(most).isBetween(4.9f, 5f);
  }
}
