package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.credit.Credit;
import io.millrace.flow.credit.GeneralizedAdvantage;
import java.util.List;

/** {@code credit.returns}: what each step of one episode is credited, against values. */
final class CreditReturns implements Operation {
  @Override
  public ObjectNode run(CaseFields plugin, CaseFields inputs) {
    String id = plugin.text("id");
    if (!id.equals("gae")) {
      throw new ConformanceException("no credit \"" + id + "\"; known: gae");
    }
    Credit credit = new GeneralizedAdvantage(plugin.number("discount"), plugin.number("lambda"));
    double[] values = inputs.vector("values");
    Credit.Member episode =
        new Credit.Member(inputs.vector("rewards"), values, inputs.flag("terminated"));
    double[] advantages = credit.advantages("case", List.of(episode))[0];
    double[] returns = new double[advantages.length];
    for (int t = 0; t < returns.length; t++) {
      returns[t] = advantages[t] + values[t];
    }
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("advantages", Outputs.vector(advantages));
    outputs.set("returns", Outputs.vector(returns));
    return outputs;
  }
}
