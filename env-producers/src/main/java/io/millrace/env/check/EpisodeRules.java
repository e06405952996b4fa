package io.millrace.env.check;

import io.millrace.env.Environment;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;
import java.util.Arrays;
import java.util.List;

/** How an episode goes from its reset to its end. */
final class EpisodeRules {
  private EpisodeRules() {}

  static List<Rule> all() {
    return List.of(
        seen("plays", "random episodes throw nothing"),
        seen("inside-space", "observations are finite and inside the declared space"),
        seen("mask", "masks are 0 and 1 and allow a choice"),
        seen("finite-rewards", "every agent gets a finite reward, that of float32 too"),
        seen("one-flag", "no step both terminates and truncates"),
        seen("ends", "episodes end, at the time limit at the latest"),
        seen("observe", "observe gives what the step gave"),
        seen("success", "success is known at the end where the spec says so"),
        new Rule("before-reset", "a step before the first reset throws", EpisodeRules::beforeReset),
        new Rule("after-end", "a step after the end throws", EpisodeRules::afterEnd),
        new Rule("close", "it closes at any time, and twice", EpisodeRules::close));
  }

  private static Rule seen(String id, String promise) {
    return new Rule(id, promise, subject -> subject.survey().expect(id));
  }

  private static void beforeReset(Subject subject) {
    Environment environment = subject.create();
    refuses(environment, "before the first reset");
  }

  private static void afterEnd(Subject subject) {
    Environment environment = subject.create();
    RandomSource random = new RandomSource(subject.seed());
    float[] seen = Subject.reset(environment, subject.seed());
    StepResult out = StepResult.of(environment.spec());
    int steps = 0;
    do {
      if (steps++ == Survey.ENDLESS) {
        throw new Violation("no end after %d steps", Survey.ENDLESS);
      }
      environment.step(RandomActions.draw(environment.spec(), seen, random), out);
      seen = out.observation().clone();
    } while (!out.done());
    refuses(environment, "after the end at step " + steps);
    Subject.reset(environment, subject.seed());
  }

  /** What an environment leaves open, such as a process, is for its own tests to say. */
  private static void close(Subject subject) {
    Environment unused = subject.create();
    Environment running = subject.create();
    Subject.play(running, subject.seed(), 1);
    for (Environment environment : List.of(unused, running)) {
      environment.close();
      environment.close();
    }
  }

  /** Whether a step now throws what the contract says. */
  static void refuses(Environment environment, String when) {
    float[] seen = new float[environment.spec().jointObservationSize()];
    Arrays.fill(seen, 1);
    float[] actions = RandomActions.draw(environment.spec(), seen, new RandomSource(1));
    try {
      environment.step(actions, StepResult.of(environment.spec()));
    } catch (IllegalStateException e) {
      return;
    }
    throw new Violation("a step %s was made, expected IllegalStateException", when);
  }
}
