package io.millrace.flow.optimizer;

/** How a learning rate changes along the steps. Schedules are values: two alike are equal. */
public interface Schedule {
  /**
   * What to multiply the learning rate by.
   *
   * @param step steps taken before this one, from 0
   */
  double factor(long step);

  /** Always 1. */
  record Constant() implements Schedule {
    @Override
    public double factor(long step) {
      return 1;
    }
  }

  /**
   * From 1 in a straight line.
   *
   * @param steps on which it arrives, and stays
   * @param last where it arrives
   */
  record Linear(long steps, double last) implements Schedule {
    public Linear {
      Bounds.checkNotNegative("steps", steps);
      Bounds.checkNotNegative("last", last);
    }

    @Override
    public double factor(long step) {
      return step >= steps ? last : 1 + (last - 1) * step / steps;
    }
  }

  /**
   * From 1 along half a cosine.
   *
   * @param steps on which it arrives, and stays
   * @param last where it arrives
   */
  record Cosine(long steps, double last) implements Schedule {
    public Cosine {
      Bounds.checkNotNegative("steps", steps);
      Bounds.checkNotNegative("last", last);
    }

    @Override
    public double factor(long step) {
      double share = 0.5 * (1 + Math.cos(Math.PI * step / steps));
      return step >= steps ? last : last + (1 - last) * share;
    }
  }

  /**
   * From 1 / steps in a straight line up to 1, then another schedule, from its start.
   *
   * @param steps that rise; the last of them takes the whole rate
   */
  record WarmUp(long steps, Schedule then) implements Schedule {
    public WarmUp {
      Bounds.checkNotNegative("steps", steps);
    }

    @Override
    public double factor(long step) {
      return step < steps ? (step + 1.0) / steps : then.factor(step - steps);
    }
  }
}
