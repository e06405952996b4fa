package io.millrace.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.discrete.Choices;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A policy with networks of its own for each agent. */
final class SeparatePolicyTest {
  private static final int AGENTS = 2;
  private static final Lineage LINEAGE = new Lineage("p", 1, 1, null, "hash", -1, 0, null);

  private static FlowPolicySpec flow(List<PartSpec> parts, SamplerSpec sampler) {
    return new FlowPolicySpec(
            2,
            1,
            List.of(5),
            "tanh",
            3,
            sampler,
            new float[1],
            new float[] {1},
            FlowHead.VELOCITY,
            1,
            Exploration.ALL,
            Recording.NONE,
            parts)
        .withAgents(AGENTS);
  }

  private static FlowPolicy policy() {
    return FlowPolicy.random(
        flow(
            List.of(PartSpec.encoder(List.of(4, 3), "tanh"), PartSpec.value(List.of(4), "tanh")),
            new SamplerSpec("flow-noise", 0, 0.1, 0.5)),
        new RandomSource(1));
  }

  @Test
  void spec_forAgents_hasOneMoreObservationThatNoNetworkReads() {
    FlowPolicySpec spec = policy().spec();
    assertThat(spec.observationSize()).isEqualTo(3);
    assertThat(spec.seenSize()).isEqualTo(2);
    assertThat(spec.flowInputs()).isEqualTo(1 + 1 + 3);
    assertThat(policy().model().flow().in()).isEqualTo(spec.flowInputs());
    assertThat(policy().model().part(PartSpec.VALUE).in()).isEqualTo(3);
    assertThat(policy().model().noise().in()).isEqualTo(3 + 1);
    assertThat(spec.withAgents(1).observationSize()).isEqualTo(2);
  }

  @Test
  void artifact_readBack_isTheSamePolicyToTheLastByte() {
    byte[] artifact = policy().toArtifact(LINEAGE);
    FlowPolicy back = FlowPolicy.fromArtifact(artifact);
    assertThat(back.spec().agents()).isEqualTo(AGENTS);
    assertThat(back.model().parameters().values())
        .isEqualTo(policy().model().parameters().values());
    assertThat(back.toArtifact(LINEAGE)).isEqualTo(artifact);
    assertThat(back.model().parameters().slices())
        .extracting(slice -> slice.name())
        .contains("velocity.agent0.0.weight", "value.agent1.1.bias", "noise.agent1.0.weight");
  }

  @Test
  void act_agentsThatSeeTheSame_actDifferentlyAndTheirLikelihoodsAreThoseOfTheirNetworks() {
    FlowPolicy policy = policy();
    Actor both = Actor.of(policy, Acting.with(new Ode(), policy), 2);
    FlowSample sample = both.newSample();
    both.startFrom((row, random, path, at, size) -> Arrays.fill(path, at, at + size, 0.3f));
    both.act(new float[] {0, 0.4f, -0.2f, 1, 0.4f, -0.2f}, new RandomSource(2), sample);
    assertThat(sample.actions()[0]).isNotEqualTo(sample.actions()[1]);
    float[] values = both.values(new float[] {0, 0.4f, -0.2f, 1, 0.4f, -0.2f}).clone();
    assertThat(values[0]).isNotEqualTo(values[1]);

    Actor swapped = Actor.of(policy, Acting.with(new Ode(), policy), 2);
    FlowSample other = swapped.newSample();
    swapped.startFrom((row, random, path, at, size) -> Arrays.fill(path, at, at + size, 0.3f));
    swapped.act(new float[] {1, 0.4f, -0.2f, 0, 0.4f, -0.2f}, new RandomSource(2), other);
    assertThat(other.actions()[0]).isEqualTo(sample.actions()[1]);
    assertThat(other.actions()[1]).isEqualTo(sample.actions()[0]);
  }

  @Test
  void value_actedAndOnTheTape_agree() {
    FlowPolicy policy = policy();
    float[] seen = {1, 0.5f, 2, 0, -1, 0.25f, 1, 3, 4};
    float[] acted = Actor.of(policy, Acting.with(new Ode(), policy), 3).values(seen).clone();
    Tape tape = new Tape();
    Value value =
        policy
            .model()
            .part(PartSpec.VALUE)
            .forward(tape, policy.model().parameters(), tape.input(seen, 3, 3));
    assertThat(acted).containsExactly(value.data(), within(1e-6f));
  }

  /** [number, seen.., mask]: the mask stays where it is without numbers, at the end. */
  @Test
  void act_categoricalUnderAMask_readsTheNumberFirstAndTheMaskLast() {
    Choices choices = new Choices(List.of(2, 2), true);
    FlowPolicySpec spec =
        FlowPolicySpec.categorical(5, List.of(4), "tanh", choices, List.of()).withAgents(AGENTS);
    assertThat(spec.observationSize()).isEqualTo(6);
    FlowPolicy policy = FlowPolicy.random(spec, new RandomSource(3));
    Actor actor = Actor.of(policy, Acting.with(new Ode(), policy), 2);
    FlowSample sample = actor.newSample();
    RandomSource random = new RandomSource(4);
    for (int i = 0; i < 20; i++) {
      actor.act(new float[] {1, 9, 1, 0, 0, 1, 0, 9, 0, 1, 1, 0}, random, sample);
      assertThat(sample.actions()).containsExactly(0, 1, 1, 0);
    }
    assertThatThrownBy(
            () -> actor.act(new float[] {2, 9, 1, 0, 0, 1, 0, 9, 0, 1, 1, 0}, random, sample))
        .hasMessageContaining("expected an agent's number of 0 to 1, row=0 value=2.0");
  }

  @Test
  void spec_whatCannotBePerAgent_isRefused() {
    assertThatThrownBy(() -> flow(List.of(PartSpec.nullObservation(2)), SamplerSpec.ODE))
        .hasMessageContaining("expected no null observation of a policy for each agent, agents=2");
    FlowPolicySpec onlyTheMask =
        FlowPolicySpec.categorical(2, List.of(4), "tanh", new Choices(List.of(2), true), List.of());
    assertThat(onlyTheMask.withAgents(2).seenSize()).isEqualTo(2);
  }
}
