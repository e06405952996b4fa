package io.millrace.env.check;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.ThreeTargetsProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A good environment of three agents with one fault. */
final class FaultyEnvironment implements Environment {
  /** What is wrong, and the rule that it breaks. */
  enum Fault {
    OTHER_SPEC("spec"),
    UNSEEDED("same-seed"),
    REMEMBERS("forgets"),
    SEEDLESS("seeds-differ"),
    THROWS("plays"),
    LEAVES_THE_SPACE("inside-space"),
    WRITES_NO_OBSERVATION("inside-space"),
    PAYS_ONE_AGENT_NOT("finite-rewards"),
    BOTH_FLAGS("one-flag"),
    ENDLESS("ends"),
    OBSERVES_OTHERWISE("observe"),
    SUCCESS_UNKNOWN("success"),
    STEPS_BEFORE_RESET("before-reset"),
    STEPS_AFTER_END("after-end"),
    SAVES_TOO_LITTLE("save-load"),
    LOADS_ANYTHING("foreign-state"),
    SETS_ANOTHER_STATE("set-state"),
    TAKES_BAD_ACTIONS("bad-actions"),
    CHANGED_BY_BAD_ACTIONS("bad-actions"),
    CLOSES_ONCE("close");

    final String rule;

    Fault(String rule) {
      this.rule = rule;
    }
  }

  /** Instances that were made and not closed. */
  static final AtomicInteger OPEN = new AtomicInteger();

  private final Environment inner = ThreeTargetsProvider.three().create();
  private final Fault fault;
  private final int instance;
  private final AtomicInteger resets;
  private int episodes;
  private int steps;
  private boolean refused;
  private boolean closed;

  /**
   * @param instance how many were made before
   * @param resets of all instances
   */
  FaultyEnvironment(Fault fault, int instance, AtomicInteger resets) {
    this.fault = fault;
    this.instance = instance;
    this.resets = resets;
    OPEN.incrementAndGet();
  }

  @Override
  public EnvironmentSpec spec() {
    EnvironmentSpec spec = inner.spec();
    return fault == Fault.OTHER_SPEC && instance > 0 ? spec.asDeterministic() : spec;
  }

  @Override
  public void reset(long seed, float[] observation) {
    episodes++;
    steps = 0;
    int all = resets.incrementAndGet();
    inner.reset(
        switch (fault) {
          case UNSEEDED -> all;
          case SEEDLESS -> 1;
          default -> seed;
        },
        observation);
  }

  @Override
  public void step(float[] action, StepResult out) {
    steps++;
    if (fault == Fault.THROWS && steps == 2) {
      throw new IllegalStateException("the gearbox\nbroke");
    }
    try {
      inner.step(takeable(action), out);
    } catch (IllegalArgumentException e) {
      refused = true;
      throw e;
    } catch (IllegalStateException e) {
      boolean mayStep =
          fault == Fault.STEPS_BEFORE_RESET && episodes == 0
              || fault == Fault.STEPS_AFTER_END && episodes > 0
              || fault == Fault.ENDLESS;
      if (!mayStep) {
        throw e;
      }
    }
    spoil(out);
  }

  private float[] takeable(float[] action) {
    return fault == Fault.TAKES_BAD_ACTIONS ? Arrays.copyOf(action, 3) : action;
  }

  private void spoil(StepResult out) {
    switch (fault) {
      case REMEMBERS -> out.setReward(0, out.reward(0) + episodes);
      case LEAVES_THE_SPACE -> out.observation()[2] = 1e9f;
      case WRITES_NO_OBSERVATION -> out.observation()[1] = Float.NaN;
      case PAYS_ONE_AGENT_NOT -> out.setReward(1, Double.NaN);
      case BOTH_FLAGS -> out.setEnd(out.terminated(), out.terminated());
      case ENDLESS -> out.setEnd(false, false);
      case SAVES_TOO_LITTLE -> out.setReward(2, out.reward(2) + steps);
      case CHANGED_BY_BAD_ACTIONS -> out.setReward(0, out.reward(0) + (refused ? 1 : 0));
      default -> {}
    }
  }

  @Override
  public double[] state() {
    return inner.state();
  }

  @Override
  public void setState(double[] state) {
    double[] set = state.clone();
    set[0] += fault == Fault.SETS_ANOTHER_STATE ? 0.5 : 0;
    inner.setState(set);
  }

  @Override
  public void observe(float[] observation) {
    inner.observe(observation);
    if (fault == Fault.OBSERVES_OTHERWISE) {
      observation[0] += 1;
    }
  }

  @Override
  public byte[] saveState() {
    return inner.saveState();
  }

  @Override
  public void loadState(byte[] saved) {
    try {
      inner.loadState(saved);
    } catch (IllegalArgumentException e) {
      if (fault != Fault.LOADS_ANYTHING) {
        throw e;
      }
    }
  }

  @Override
  public Boolean success() {
    return fault == Fault.SUCCESS_UNKNOWN ? null : inner.success();
  }

  @Override
  public Map<String, String> attributes() {
    return inner.attributes();
  }

  @Override
  public void close() {
    if (closed && fault == Fault.CLOSES_ONCE) {
      throw new IllegalStateException("closed before");
    }
    if (!closed) {
      OPEN.decrementAndGet();
    }
    closed = true;
  }
}
