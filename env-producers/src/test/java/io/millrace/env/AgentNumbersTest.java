package io.millrace.env;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentNumbersTest extends EnvironmentKit {

  /** Agents whose mask is what they see, behind numbers. */
  private static Environment masked() {
    return new AgentNumbers(MixedActionsTest.desks());
  }

  @Override
  protected Environment create() {
    return new AgentNumbers(ThreeTargetsProvider.three().create());
  }

  @Test
  void spec_numbered_hasOneMoreObservation() {
    EnvironmentSpec spec = create().spec();
    assertThat(spec.observationSpace())
        .isEqualTo(new ActionSpace.Box(new float[] {0, -3}, new float[] {2, 3}));
    assertThat(spec.agents()).isEqualTo(3);
  }

  @Test
  void observations_everyWay_beginWithTheAgentsNumber() {
    Environment plain = ThreeTargetsProvider.three().create();
    Environment numbered = create();
    float[] seen = new float[3];
    float[] told = new float[6];
    plain.reset(4, seen);
    numbered.reset(4, told);
    assertThat(told).containsExactly(0, seen[0], 1, seen[1], 2, seen[2]);
    numbered.observe(told);
    assertThat(told).containsExactly(0, seen[0], 1, seen[1], 2, seen[2]);

    StepResult expected = StepResult.of(plain.spec());
    StepResult out = StepResult.of(numbered.spec());
    float[] action = {0.1f, 0.2f, 0.3f};
    plain.step(action, expected);
    numbered.step(action, out);
    for (int agent = 0; agent < 3; agent++) {
      assertThat(out.observation()[2 * agent]).isEqualTo(agent);
      assertThat(out.observation()[2 * agent + 1]).isEqualTo(expected.observation()[agent]);
      assertThat(out.reward(agent)).isEqualTo(expected.reward(agent));
    }
    assertThat(out.done()).isEqualTo(expected.done());
  }

  /** The order of what is observed: number, what is seen, mask. */
  @Test
  void observations_withAMask_stillEndWithIt() {
    Environment environment = masked();
    float[] told = new float[12];
    environment.reset(1, told);
    environment.setState(new double[] {1, 0, 0, 1, 0, 0, 1, 1, 0, 0});
    environment.observe(told);
    assertThat(told).containsExactly(0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 0);
    assertThat(environment.spec().actionSpace().choices().orElseThrow().maskProblem(told, 6))
        .isNull();
    StepResult out = StepResult.of(environment.spec());
    environment.step(new float[] {0, 0, 0, 1, 0, 0, 1, 0}, out);
    assertThat(out.reward(0)).isEqualTo(1);
    assertThat(out.reward(1)).isEqualTo(10);
  }

  @Test
  void factory_ofNumberedAgents_tellsShapeAndMakesIt() {
    EnvironmentFactory factory = ThreeTargetsProvider.three().withAgentNumbers();
    assertThat(factory.create().spec().observationSize()).isEqualTo(2);
    assertThat(factory.shape().observationSize()).isEqualTo(2);
    assertThat(factory.shape().agents()).isEqualTo(3);
    assertThat(factory.inChunksOf(2).create().spec().actionSize()).isEqualTo(2);
    assertThat(ThreeTargetsProvider.three().shape().agents()).isEqualTo(1);
  }
}
