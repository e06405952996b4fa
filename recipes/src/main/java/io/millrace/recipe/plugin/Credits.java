package io.millrace.recipe.plugin;

import io.millrace.flow.credit.Credit;
import io.millrace.flow.credit.GeneralizedAdvantage;
import io.millrace.flow.credit.Granular;
import io.millrace.flow.credit.GroupBaseline;
import io.millrace.flow.credit.GroupRelative;
import io.millrace.flow.credit.LeaveOneOut;
import io.millrace.flow.credit.OwnReturn;
import io.millrace.flow.credit.StepCredit;
import io.millrace.flow.credit.TrajectoryCredit;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** Who in a group did well: the advantage of each step. */
public final class Credits {
  public static final String STAGE = "credit";

  private static final List<StagePlugin<Credit>> BUILT_IN =
      List.of(
          BuiltIn.of(
              "g2rpo",
              G2rpoOptions.class,
              o -> credit(granular(o), o.per(), o.discount()),
              "distances from the means of several grids on which a step was finished, added up"),
          BuiltIn.of(
              "gae",
              GaeOptions.class,
              o -> new GeneralizedAdvantage(o.discount(), o.lambda()),
              "each member against its own values: generalized advantage estimation"),
          BuiltIn.of(
              "group-relative",
              GroupRelativeOptions.class,
              o -> credit(new GroupRelative(o.std(), o.epsilon()), o.per(), o.discount()),
              "distance from the mean of the group, in its standard deviations"),
          BuiltIn.of(
              "returns",
              ReturnsOptions.class,
              o -> credit(new OwnReturn(), o.per(), o.discount()),
              "no comparison: each member's own return"),
          BuiltIn.of(
              "rloo",
              RlooOptions.class,
              o -> credit(new LeaveOneOut(), o.per(), o.discount()),
              "distance from the mean of the other members"));

  private Credits() {}

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Registry<StagePlugin<Credit>> registry(ClassLoader loader) {
    return Registry.load(STAGE, BUILT_IN, CreditPlugin.class, loader);
  }

  private static GroupBaseline granular(G2rpoOptions options) {
    return new Granular(
        new GroupRelative(options.std(), options.epsilon()),
        options.granularities(),
        options.limit());
  }

  private static Credit credit(GroupBaseline baseline, CreditUnit per, double discount) {
    return switch (per) {
      case TRAJECTORY -> new TrajectoryCredit(baseline, discount);
      case STEP -> new StepCredit(baseline, discount);
    };
  }
}
