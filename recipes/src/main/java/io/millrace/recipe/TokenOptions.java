package io.millrace.recipe;

import io.millrace.flow.discrete.Choices;
import io.millrace.flow.discrete.TokenSpec;
import io.millrace.flow.policy.FlowHead;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.util.List;

/** The probability path of a discrete flow, and what its network reads. */
public record TokenOptions(
    @Doc("a vector for each token: similar ones are near each other on the path; empty: all alike")
        @Default("[]")
        List<List<Double>> embeddings,
    @Doc("how fast tokens gather around the target, c")
        @Default("3.0")
        @Range(min = 0, minExclusive = true)
        double rate,
    @Doc("how early they do, alpha") @Default("0.9") @Range(min = 0, minExclusive = true)
        double exponent,
    @Doc("whether the network reads the flow time; the tokens alone where not") @Default("false")
        boolean time) {
  TokenSpec of(FlowHead flow, Choices choices) {
    if (flow == FlowHead.CATEGORICAL) {
      return TokenSpec.of(choices);
    }
    return new TokenSpec(
        choices.most(), embeddings, rate, exponent, time, choices.restricted() ? choices : null);
  }
}
