package io.millrace.env.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.StepResult;
import io.millrace.env.builtin.CartPole;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.EnvironmentPlugin;
import io.millrace.recipe.Environments;
import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Registry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our classic environments beside Gymnasium's own, where Python can import it; the program is named
 * by the system property {@code millrace.python}, else {@code python3}.
 */
class GymnasiumCheckTest {

  private static final int PAIRS = 1000;
  private static final String PYTHON = System.getProperty("millrace.python", "python3");

  /** How to draw states and actions: bounds of each, and how many choices (0: a number). */
  private record Task(String id, String name, double[] bounds, int choices, double maxAction) {}

  private static final List<Task> TASKS =
      List.of(
          new Task("cart-pole", "CartPole-v1", new double[] {2.4, 3, 0.2, 3}, 2, 0),
          new Task("pendulum", "Pendulum-v1", new double[] {10, 8}, 0, 3),
          new Task(
              "mountain-car-continuous",
              "MountainCarContinuous-v0",
              new double[] {0.6, 0.07},
              0,
              1.5),
          new Task("acrobot", "Acrobot-v1", new double[] {3.1, 3.1, 12, 28}, 3, 0));

  private static final Registry<EnvironmentPlugin> REGISTRY =
      Environments.registry(GymnasiumCheckTest.class.getClassLoader());

  /** Those of the list that this module offers. */
  static List<String> offered() {
    return TASKS.stream().map(Task::id).filter(REGISTRY.ids()::contains).toList();
  }

  private static Path assumeGymnasium() {
    Path script = ExternalTools.file("gymnasium-check.py").orElseThrow();
    boolean importable = false;
    try (ChildProcess probe =
        ChildProcess.start("python", List.of(PYTHON, script.toString(), "--version"))) {
      importable = probe.awaitExit(Duration.ofSeconds(60)) == 0;
    } catch (SimulatorException e) {
      // No Python at all: the same answer.
    }
    assumeTrue(
        importable,
        PYTHON
            + " cannot import gymnasium: install it with `python3 -m pip install gymnasium`, or put"
            + " a checkout of it on PYTHONPATH beside Debian's python3-numpy");
    return script;
  }

  @ParameterizedTest
  @MethodSource("offered")
  void step_randomStatesAndActions_asGymnasiumSteps(String id) throws IOException {
    Path script = assumeGymnasium();
    Task task = TASKS.stream().filter(t -> t.id().equals(id)).findFirst().orElseThrow();
    long seed = ThreadLocalRandom.current().nextLong(1L << 40);
    System.out.println("environment=" + id + " seed=" + seed);
    RandomSource random = new RandomSource(seed);
    Environment ours = create(id);
    StepResult out = StepResult.of(ours.spec());
    try (ChildProcess python = ChildProcess.piped("gymnasium", List.of(PYTHON, script.toString()));
        Writer questions = new OutputStreamWriter(python.input(), StandardCharsets.UTF_8);
        BufferedReader answers =
            new BufferedReader(new InputStreamReader(python.output(), StandardCharsets.UTF_8))) {
      for (int pair = 0; pair < PAIRS; pair++) {
        double[] state = state(task, random);
        float action = action(task, random);
        questions.write(question(task, state, action));
        questions.flush();
        ours.setState(state);
        ours.step(new float[] {action}, out);
        compare(numbers(answers.readLine()), out, "pair=" + pair);
      }
    }
  }

  private static Environment create(String id) {
    Class<? extends Record> options = REGISTRY.get(id).options();
    try {
      Record defaults =
          options.getRecordComponents().length == 0
              ? options.getDeclaredConstructor().newInstance()
              : new CartPole.Options(CartPole.Actions.DISCRETE);
      return EnvironmentFactory.of(new Choice(id, defaults)).create();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double[] state(Task task, RandomSource random) {
    double[] state = new double[task.bounds().length];
    for (int i = 0; i < state.length; i++) {
      state[i] = task.bounds()[i] * (2 * random.nextDouble() - 1);
    }
    return state;
  }

  private static float action(Task task, RandomSource random) {
    return task.choices() > 0
        ? random.nextInt(task.choices())
        : (float) (task.maxAction() * (2 * random.nextDouble() - 1));
  }

  private static String question(Task task, double[] state, float action) {
    List<String> words = new ArrayList<>(List.of(task.name()));
    for (double value : state) {
      words.add(Double.toString(value));
    }
    words.add(Float.toString(action));
    return String.join(" ", words) + "\n";
  }

  private static double[] numbers(String line) {
    assertThat(line).as("an answer").isNotNull();
    return List.of(line.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
  }

  private static void compare(double[] theirs, StepResult ours, String where) {
    float[] observation = ours.observation();
    assertThat(theirs).as(where).hasSize(observation.length + 2);
    for (int i = 0; i < observation.length; i++) {
      close(observation[i], theirs[i], where + " observation=" + i);
    }
    close(ours.reward(), theirs[observation.length], where + " reward");
    assertThat(ours.terminated()).as(where).isEqualTo(theirs[observation.length + 1] == 1);
  }

  /** Single precision has no more than 1e-6 of a number above 8. */
  private static void close(double ours, double theirs, String where) {
    assertThat(ours).as(where).isEqualTo(theirs, within(1e-6 * Math.max(1, Math.abs(theirs))));
  }
}
