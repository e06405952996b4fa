package io.millrace.flow.pretraining;

import io.millrace.flow.discrete.AllowedTokens;
import io.millrace.flow.discrete.TokenLikelihood;
import io.millrace.flow.discrete.TokenMatching;
import io.millrace.flow.objective.FlowMatching;
import io.millrace.flow.policy.Demonstrations;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;

/** Demonstrations on their way from noise, as a step of pre-training sees them. */
abstract class PretrainingBatch {
  private final FlowPolicySpec spec;
  final float[] action;
  final float[] tau;
  final float[] observation;

  private PretrainingBatch(int rows, FlowPolicySpec spec) {
    this.spec = spec;
    this.action = new float[rows * spec.actionSize()];
    this.tau = new float[rows];
    this.observation = new float[rows * spec.observationSize()];
  }

  /** For a policy's kind of flow. */
  static PretrainingBatch of(int rows, FlowPolicySpec spec, PretrainingMethod method) {
    return method instanceof PretrainingMethod.Velocities velocities
        ? new Points(rows, spec, velocities.dropout())
        : new Tokens(rows, spec);
  }

  /** Draws demonstrations, flow times and noise. */
  void draw(Demonstrations data, RandomSource random) {
    int size = spec.actionSize();
    int observed = spec.observationSize();
    for (int row = 0; row < tau.length; row++) {
      int i = random.nextInt(data.count());
      tau[row] = (float) random.nextDouble();
      System.arraycopy(data.observations(), i * observed, observation, row * observed, observed);
      for (int d = 0; d < size; d++) {
        float a = data.actions()[i * size + d];
        action[row * size + d] = (a - spec.actionCenter()[d]) / spec.actionScale()[d];
      }
    }
  }

  /** 1 x 1, to be minimized. */
  abstract Value loss(Tape tape, FlowModel model);

  private static final class Points extends PretrainingBatch {
    private final float[] noise;
    private final float[] missing;
    private final double dropout;

    Points(int rows, FlowPolicySpec spec, double dropout) {
      super(rows, spec);
      this.noise = new float[rows * spec.actionSize()];
      this.missing = new float[rows];
      this.dropout = dropout;
    }

    @Override
    void draw(Demonstrations data, RandomSource random) {
      random.fillGaussian(noise);
      super.draw(data, random);
      if (dropout > 0) {
        hide(random);
      }
    }

    private void hide(RandomSource random) {
      int observed = observation.length / missing.length;
      for (int row = 0; row < missing.length; row++) {
        boolean hidden = random.nextDouble() < dropout;
        missing[row] = hidden ? 1 : 0;
        if (hidden) {
          Arrays.fill(observation, row * observed, (row + 1) * observed, 0);
        }
      }
    }

    @Override
    Value loss(Tape tape, FlowModel model) {
      return dropout == 0
          ? FlowMatching.loss(tape, model, noise, action, tau, observation)
          : FlowMatching.loss(tape, model, noise, action, tau, observation, missing);
    }
  }

  private static final class Tokens extends PretrainingBatch {
    private final FlowPolicySpec spec;
    private final TokenMatching matching;
    private final TokenLikelihood likelihood;
    private final AllowedTokens allowed;
    private final int[] tokens;
    private final int[] noisy;

    Tokens(int rows, FlowPolicySpec spec) {
      super(rows, spec);
      this.spec = spec;
      this.matching = new TokenMatching(spec.tokens().path());
      this.likelihood = new TokenLikelihood(rows, 1, spec.actionSize(), spec.tokens().tokens());
      this.allowed = new AllowedTokens(spec.choices(), spec.observationSize());
      this.tokens = new int[action.length];
      this.noisy = new int[action.length];
    }

    @Override
    void draw(Demonstrations data, RandomSource random) {
      super.draw(data, random);
      for (int i = 0; i < tokens.length; i++) {
        if (!spec.tokens().contains(action[i])) {
          throw new IllegalArgumentException(
              "expected demonstrations of tokens from 0 to "
                  + (spec.tokens().tokens() - 1)
                  + ", action="
                  + action[i]);
        }
        tokens[i] = (int) action[i];
      }
      refuseForbidden();
      likelihood.allow(allowed.of(observation, tau.length));
      matching.corrupt(tokens, tau, random, noisy);
    }

    private void refuseForbidden() {
      for (int row = 0; spec.choices().restricted() && row < tau.length; row++) {
        int end = (row + 1) * spec.observationSize();
        String problem = spec.choices().maskProblem(observation, end);
        if (problem == null) {
          problem = spec.choices().problem(action, row * spec.actionSize(), observation, end);
        }
        if (problem != null) {
          throw new IllegalArgumentException("of a demonstration: " + problem);
        }
      }
    }

    @Override
    Value loss(Tape tape, FlowModel model) {
      Value logits =
          model.tokenNetwork(spec).logits(tape, model.parameters(), noisy, tau, observation);
      return TokenMatching.loss(tape, likelihood, logits, tokens);
    }
  }
}
