package io.millrace.flow.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class MixturePathTest extends DiscretePathKit {
  @Override
  DiscretePath path() {
    return new MixturePath(new double[] {0.1, 0.2, 0.7}, 2);
  }

  @Test
  void rates_linearMask_areOneOverTheTimeLeft() {
    double[] rates = new double[3];
    assertThat(MixturePath.masked(3).rates(0.75, 2, 1, rates)).isCloseTo(4, within(1e-12));
    assertThat(rates).containsExactly(0, 4, 0);
  }

  @Test
  void law_maskedPathWithThePosterior_isTheDataAtAnyNumberOfSteps() {
    double[] data = {0.1, 0.2, 0.3, 0.4, 0};
    DiscretePath path = MixturePath.masked(5);
    double[] law = new ExactChain(path, 1, 3).law(new PosteriorPolicy(path, data));
    assertThat(law).containsExactly(data, within(1e-7));
  }

  @Test
  void construct_startThatIsNoLaw_saysSo() {
    assertThatThrownBy(() -> new MixturePath(new double[] {0.5, 0.4}, 1))
        .hasMessageContaining("start=[0.5, 0.4]");
    assertThatThrownBy(() -> new MixturePath(new double[] {1}, 0.5))
        .hasMessageContaining("exponent=0.5");
  }
}
