package io.millrace.env.check;

import static io.millrace.env.check.Subject.STEPS;
import static io.millrace.env.check.Subject.play;

import io.millrace.env.Environment;
import java.util.Arrays;
import java.util.List;

/** What can be kept of an episode and taken up again. */
final class StateRules {
  private static final int[] PREFIXES = {0, 1, 3};

  private StateRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("save-load", "loadState continues to the last bit", StateRules::saveLoad),
        new Rule("foreign-state", "loadState refuses other bytes", StateRules::foreign),
        new Rule("set-state", "setState puts an episode into that state", StateRules::setState));
  }

  private static void saveLoad(Subject subject) {
    for (int prefix : PREFIXES) {
      Environment environment = subject.create();
      float[] seen = Subject.reset(environment, subject.seed());
      boolean ended = false;
      if (prefix > 0) {
        List<Step> before = play(environment, seen, subject.seed(), 1);
        for (int i = 1; i < prefix && !last(before).done(); i++) {
          before = play(environment, last(before).observations(), subject.seed() + i, 1);
        }
        ended = last(before).done();
        seen = last(before).observations();
      }
      if (!ended) {
        saveLoad(subject, environment, seen, prefix);
      }
    }
  }

  private static Step last(List<Step> steps) {
    return steps.get(steps.size() - 1);
  }

  private static void saveLoad(Subject subject, Environment environment, float[] seen, int prefix) {
    byte[] saved = environment.saveState();
    List<Step> once = play(environment, seen, subject.seed(), STEPS);
    environment.loadState(saved);
    alike(prefix, "", once, play(environment, seen, subject.seed(), STEPS));
    Environment other = subject.create();
    other.loadState(saved);
    alike(prefix, "in another instance, ", once, play(other, seen, subject.seed(), STEPS));
  }

  private static void alike(int prefix, String where, List<Step> once, List<Step> again) {
    String difference = Step.difference(once, again);
    if (difference != null) {
      throw new Violation("saved after %d steps, %s%s", prefix, where, difference);
    }
  }

  private static void foreign(Subject subject) {
    Environment environment = subject.create();
    Subject.reset(environment, subject.seed());
    byte[] saved = environment.saveState();
    refuses(environment, Arrays.copyOf(saved, Math.min(3, Math.max(0, saved.length - 1))));
    refuses(environment, new byte[saved.length]);
  }

  private static void refuses(Environment environment, byte[] bytes) {
    try {
      environment.loadState(bytes);
    } catch (IllegalArgumentException e) {
      return;
    }
    throw new Violation(
        "%d foreign bytes were loaded, expected IllegalArgumentException", bytes.length);
  }

  private static void setState(Subject subject) {
    Environment environment = subject.create();
    float[] seen = Subject.reset(environment, subject.seed());
    double[] state = environment.state();
    Environment other = subject.create();
    other.setState(state);
    if (!Arrays.equals(state, other.state())) {
      throw new Violation("state=%s, set %s", text(other.state()), text(state));
    }
    float[] observed = new float[seen.length];
    other.observe(observed);
    if (!Arrays.equals(seen, observed)) {
      throw new Violation("observe=%s, was %s", Arrays.toString(observed), Arrays.toString(seen));
    }
    play(other, seen, subject.seed(), 1);
  }

  /** The first numbers of a state, which may be long. */
  private static String text(double[] state) {
    String numbers = Arrays.toString(Arrays.copyOf(state, Math.min(8, state.length)));
    return state.length > 8 ? numbers + " of " + state.length : numbers;
  }
}
