package io.millrace.env.check;

import static io.millrace.env.check.Subject.STEPS;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is no action. */
final class ActionRules {
  private ActionRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("bad-actions", "a bad action is refused and changes nothing", ActionRules::bad));
  }

  private static void bad(Subject subject) {
    Environment environment = subject.create();
    float[] seen = Subject.reset(environment, subject.seed());
    for (float[] action : badOnes(environment.spec(), seen)) {
      refuses(environment, action);
    }
    Environment undisturbed = subject.create();
    Subject.reset(undisturbed, subject.seed());
    String difference =
        Step.difference(
            Subject.play(undisturbed, seen, subject.seed(), STEPS),
            Subject.play(environment, seen, subject.seed(), STEPS));
    if (difference != null) {
      throw new Violation("after bad actions were refused, %s", difference);
    }
  }

  private static List<float[]> badOnes(EnvironmentSpec spec, float[] seen) {
    float[] good = RandomActions.draw(spec, seen, new RandomSource(1));
    List<float[]> bad = new ArrayList<>();
    bad.add(Arrays.copyOf(good, good.length + 1));
    bad.add(Arrays.copyOf(good, good.length - 1));
    int last = good.length - 1;
    bad.add(with(good, last, Float.NaN));
    bad.add(with(good, last, Float.POSITIVE_INFINITY));
    bad.add(with(good, 0, Float.NaN)); // a number, where the last is a choice
    spec.actionSpace()
        .choices()
        .ifPresent(
            choices -> {
              bad.add(with(good, last, choices.counts().get(choices.positions() - 1)));
              bad.add(with(good, last, -1));
              bad.add(with(good, last, 0.5f));
            });
    return bad;
  }

  private static float[] with(float[] action, int at, float value) {
    float[] changed = action.clone();
    changed[at] = value;
    return changed;
  }

  private static void refuses(Environment environment, float[] action) {
    try {
      environment.step(action, StepResult.of(environment.spec()));
    } catch (IllegalArgumentException e) {
      return;
    }
    throw new Violation(
        "the action %s was taken, expected IllegalArgumentException", Arrays.toString(action));
  }
}
