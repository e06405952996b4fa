package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.credit.Granular;
import io.millrace.flow.credit.GroupBaseline;
import io.millrace.flow.credit.GroupRelative;
import io.millrace.flow.credit.LeaveOneOut;
import java.util.List;
import java.util.Locale;

/** {@code credit.group}: advantages within one group, in float64. */
final class CreditGroupOperation implements Operation {
  @Override
  public ObjectNode run(CaseFields plugin, CaseFields inputs) {
    GroupBaseline baseline = baseline(plugin);
    List<CaseFields> members = inputs.objects("members");
    double[] rewards = new double[members.size()];
    for (int i = 0; i < rewards.length; i++) {
      members.get(i).text("id");
      rewards[i] = members.get(i).number("reward");
    }
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("advantages", Outputs.vector(baseline.compare(rewards)));
    return outputs;
  }

  private static GroupBaseline baseline(CaseFields plugin) {
    return switch (plugin.text("id")) {
      case "g2rpo" ->
          new Granular(
              groupRelative(plugin),
              (int) plugin.number("granularities"),
              plugin.number("limit", 5));
      case "group-relative" -> groupRelative(plugin);
      case "rloo" -> new LeaveOneOut();
      default ->
          throw new ConformanceException(
              "no credit \"" + plugin.text("id") + "\"; known: g2rpo, group-relative, rloo");
    };
  }

  private static GroupRelative groupRelative(CaseFields plugin) {
    return new GroupRelative(std(plugin.text("std")), plugin.number("epsilon", 0));
  }

  private static GroupRelative.Std std(String name) {
    try {
      return GroupRelative.Std.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ConformanceException(
          "plugin.std: expected population, sample or none, got " + name);
    }
  }
}
