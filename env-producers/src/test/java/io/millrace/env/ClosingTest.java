package io.millrace.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who makes an environment ends it: what wraps one, and what owns many, pass that on. */
class ClosingTest {

  /** A world that holds something outside, which can be broken. */
  private record Held(ActionSpace actions, AtomicInteger closed, boolean broken)
      implements Dynamics {
    @Override
    public EnvironmentSpec spec() {
      return new EnvironmentSpec("held", ActionSpace.Box.of(1, 0, 1), actions, 8, false);
    }

    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public void reset(RandomSource random, double[] state) {
      state[0] = 0;
    }

    @Override
    public void step(double[] state, float[] action, RandomSource random, StepResult out) {
      out.set(0, false, false);
    }

    @Override
    public void observe(double[] state, float[] observation) {
      observation[0] = 0;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
      if (broken) {
        throw new IllegalStateException("it will not end");
      }
    }
  }

  private final AtomicInteger closed = new AtomicInteger();

  private Environment held(boolean broken) {
    return new SimulatedEnvironment(new Held(ActionSpace.Box.unbounded(1), closed, broken));
  }

  @Test
  void close_everyWrapper_closesWhatItWraps() {
    List<UnaryOperator<Environment>> wrappers =
        List.of(
            TimeLimit::of,
            inner -> new ActionChunks(inner, 2),
            inner ->
                new ThresholdAction(
                    new SimulatedEnvironment(
                        new Held(new ActionSpace.Discrete(2), closed, false))));
    for (UnaryOperator<Environment> wrapper : wrappers) {
      closed.set(0);
      Environment wrapped = wrapper.apply(held(false));
      wrapped.close();
      assertThat(closed).as(wrapped.getClass().getSimpleName()).hasValue(1);
      assertThatThrownBy(() -> wrapped.reset(1, new float[1]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("expected an open environment, environment=held");
    }
  }

  @Test
  void close_vector_closesAlsoThoseBehindOneThatFails() {
    VectorEnvironment vector =
        new VectorEnvironment(List.of(held(true), held(false), held(true)), AutoReset.NONE);
    assertThatThrownBy(vector::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("environment=held")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
    assertThat(closed).hasValue(3);
  }

  @Test
  void of_thirdCannotBeMade_closesTheFirstTwo() {
    AtomicInteger made = new AtomicInteger();
    assertThatThrownBy(
            () ->
                VectorEnvironment.of(
                    () -> {
                      if (made.incrementAndGet() == 3) {
                        throw new IllegalStateException("no more of them");
                      }
                      return held(false);
                    },
                    4,
                    AutoReset.NONE))
        .hasMessage("no more of them");
    assertThat(closed).hasValue(2);
  }

  /** Offers {@link Held}; may say a number of agents that is not true. */
  private final class Provider implements EnvironmentProvider<Options> {
    @Override
    public String id() {
      return "held";
    }

    @Override
    public String summary() {
      return "holds something";
    }

    @Override
    public Class<Options> options() {
      return Options.class;
    }

    @Override
    public int agents(Record options) {
      return ((Options) options).agents();
    }

    @Override
    public Environment create(Options options) {
      return new SimulatedEnvironment(
          new Held(
              options.choices() ? new ActionSpace.Discrete(2) : ActionSpace.Box.unbounded(1),
              closed,
              false));
    }
  }

  /** Options of it. */
  public record Options(
      @Doc("agents that it is said to have") @Default("1") int agents,
      @Doc("whether actions are choices") @Default("false") boolean choices) {}

  private EnvironmentFactory factory(int agents, boolean choices) {
    return EnvironmentFactory.of(new Provider(), new Options(agents, choices));
  }

  @Test
  void spec_ofAProviderThatMustMakeOneToKnow_closesIt() {
    assertThat(factory(1, false).spec().id()).isEqualTo("held");
    assertThat(closed).hasValue(1);
  }

  @Test
  void create_refused_closesWhatWasMade() {
    assertThatThrownBy(factory(2, false)::create).hasMessageContaining("provider.agents=2");
    assertThat(closed).hasValue(1);
    assertThatThrownBy(factory(1, true).inChunksOf(3)::create)
        .hasMessageContaining("real-valued actions");
    assertThat(closed).hasValue(2);
  }
}
