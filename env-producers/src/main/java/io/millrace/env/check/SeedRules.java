package io.millrace.env.check;

import static io.millrace.env.check.Subject.STEPS;
import static io.millrace.env.check.Subject.play;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a seed decides. */
final class SeedRules {
  private static final int SEEDS = 20;

  private SeedRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("spec", "every instance says the same of itself", SeedRules::spec),
        new Rule("same-seed", "a seed decides every bit of an episode", SeedRules::sameSeed),
        new Rule("forgets", "a reset forgets the episodes before it", SeedRules::forgets),
        new Rule("seeds-differ", "other seeds bring other episodes", SeedRules::seedsDiffer));
  }

  private static void spec(Subject subject) {
    EnvironmentSpec one = subject.create().spec();
    EnvironmentSpec other = subject.create().spec();
    if (!one.equals(other)) {
      throw new Violation("spec of one instance=%s, of another=%s", one, other);
    }
    if (!one.id().matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new Violation("expected a kebab-case id, spec.id=%s", one.id());
    }
  }

  private static void sameSeed(Subject subject) {
    long seed = subject.seed();
    expectAlike(seed, subject.create(), subject.create());
  }

  private static void forgets(Subject subject) {
    Environment used = subject.create();
    play(used, subject.seed() + 1, STEPS);
    expectAlike(subject.seed(), subject.create(), used);
  }

  private static void expectAlike(long seed, Environment one, Environment other) {
    first(seed, Subject.reset(one, seed), Subject.reset(other, seed));
    String difference = Step.difference(play(one, seed, STEPS), play(other, seed, STEPS));
    if (difference != null) {
      throw new Violation("seed %d, %s", seed, difference);
    }
  }

  private static void first(long seed, float[] was, float[] is) {
    for (int i = 0; i < was.length; i++) {
      if (Float.floatToRawIntBits(was[i]) != Float.floatToRawIntBits(is[i])) {
        throw new Violation("seed %d, reset: observation[%d]=%s, was %s", seed, i, is[i], was[i]);
      }
    }
  }

  private static void seedsDiffer(Subject subject) {
    Environment environment = subject.create();
    boolean differ = false;
    float[] start = null;
    List<Step> first = null;
    for (long seed = subject.seed(); seed < subject.seed() + SEEDS && !differ; seed++) {
      float[] seen = Subject.reset(environment, seed);
      List<Step> played = episode(environment, seen, subject.seed());
      differ =
          first != null && (!Arrays.equals(start, seen) || Step.difference(first, played) != null);
      start = seen;
      first = played;
    }
    if (differ == environment.spec().deterministic()) {
      throw new Violation(
          differ
              ? "episodes differ, spec.deterministic=true"
              : "the episodes of %d seeds are the same, spec.deterministic=false",
          SEEDS);
    }
  }

  /** Steps of one episode, with the same draws for every seed. */
  private static List<Step> episode(Environment environment, float[] seen, long draws) {
    List<Step> played = play(environment, seen, draws, 1);
    while (played.size() < STEPS && !played.get(played.size() - 1).done()) {
      Step last = played.get(played.size() - 1);
      played = concat(played, play(environment, last.observations(), draws + played.size(), 1));
    }
    return played;
  }

  private static List<Step> concat(List<Step> some, List<Step> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
