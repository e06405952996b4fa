package io.millrace.flow.objective;

import io.millrace.flow.discrete.AllowedTokens;
import io.millrace.flow.discrete.TokenLikelihood;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.sampler.Sampler;
import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * What the policy that learns says of the draws that were recorded: a normal distribution for each
 * of the S draws of every decision, or a categorical one for each dimension of it in a discrete
 * flow, which leaves what is normal null.
 *
 * <p>Rows stand draw by draw: row {@code s n + i} is draw s of decision i, so that a sum over a
 * decision's draws adds blocks of n rows.
 *
 * @param input [S n][flowInputs], what the flow network read; null where the start was drawn
 * @param velocity [S n][D], what the flow network said; null likewise; logits [S n][D tokens] of a
 *     discrete flow
 * @param velocityWeight [S n][1], by how much the velocity moves the mean; null likewise
 * @param mean [S n][D]
 * @param logStd [S n][D] or [S n][1]
 * @param logProb [S n][D]
 * @param tokens what a discrete flow's draws are judged by; null for the others
 */
record FlowSteps(
    Value input,
    Value velocity,
    Value velocityWeight,
    Value mean,
    Value logStd,
    Value logProb,
    TokenLikelihood tokens) {

  static FlowSteps of(LossScope scope) {
    if (scope.spec().tokens() != null) {
      return ofTokens(scope);
    }
    return scope.spec().sampler().learnsStart() ? ofStart(scope) : ofChain(scope);
  }

  private static FlowSteps ofTokens(LossScope scope) {
    Tape tape = scope.tape();
    FlowPolicySpec spec = scope.spec();
    ActionBatch batch = scope.batch();
    int n = batch.rows();
    int d = batch.actionSize();
    int observed = batch.observationSize();
    int total = n * batch.likelihoods();
    int[] from = new int[total * d];
    int[] drawn = new int[total * d];
    float[] tau = new float[total];
    float[] observation = new float[total * observed];
    for (int row = 0; row < total; row++) {
      int i = row % n;
      int k = batch.step[i * batch.likelihoods() + row / n];
      int point = spec.drawPoint(k);
      for (int j = 0; j < d; j++) {
        from[row * d + j] = (int) batch.path[batch.pathAt(i, Math.max(0, point - 1)) + j];
        drawn[row * d + j] = (int) batch.path[batch.pathAt(i, point) + j];
      }
      tau[row] = (float) ((double) k / spec.flowSteps());
      System.arraycopy(batch.observation, i * observed, observation, row * observed, observed);
    }
    Value input = scope.model().tokenNetwork(spec).input(tape, from, tau, observation);
    Value logits = scope.velocity(input);
    TokenLikelihood tokens = likelihood(scope);
    Value logProb = tokens.logProb(tape, logits, drawn);
    return new FlowSteps(input, logits, null, null, null, logProb, tokens);
  }

  /** [S n][D]: the exact divergence from the first version of each draw of a discrete flow. */
  Value divergence(LossScope scope) {
    Value reference = scope.referenceVelocity(input);
    return tokens.divergence(scope.tape(), velocity, reference.data());
  }

  /** [S n][D]: the entropy of what each draw of a discrete flow was drawn from. */
  Value tokenEntropy(Tape tape) {
    return tokens.entropy(tape, velocity);
  }

  private static TokenLikelihood likelihood(LossScope scope) {
    ActionBatch batch = scope.batch();
    FlowPolicySpec spec = scope.spec();
    int draws = batch.likelihoods();
    int rows = batch.rows() * draws;
    return new TokenLikelihood(rows, 1, batch.actionSize(), spec.tokens().tokens())
        .allow(
            repeated(
                new AllowedTokens(spec.choices(), batch.observationSize())
                    .of(batch.observation, batch.rows()),
                draws));
  }

  private static boolean[] repeated(boolean[] allowed, int times) {
    if (allowed == null || times == 1) {
      return allowed;
    }
    boolean[] all = new boolean[allowed.length * times];
    for (int s = 0; s < times; s++) {
      System.arraycopy(allowed, 0, all, s * allowed.length, allowed.length);
    }
    return all;
  }

  private static FlowSteps ofStart(LossScope scope) {
    Tape tape = scope.tape();
    ActionBatch batch = scope.batch();
    int d = batch.actionSize();
    Value said = scope.part(PartSpec.START, scope.observation());
    Value mean = tape.columns(said, 0, d);
    Value logStd = logStd(tape, scope.sampler(), tape.columns(said, d, 2 * d));
    float[] next = tape.input(batch.rows(), d).data();
    for (int row = 0; row < batch.rows(); row++) {
      System.arraycopy(batch.path, batch.pathAt(row, 0), next, row * d, d);
    }
    return new FlowSteps(
        null, null, null, mean, logStd, tape.gaussianLogProb(next, mean, logStd), null);
  }

  private static FlowSteps ofChain(LossScope scope) {
    Tape tape = scope.tape();
    FlowPolicySpec spec = scope.spec();
    Sampler sampler = scope.sampler();
    Transition[] chain = scope.chain();
    ActionBatch batch = scope.batch();
    int n = batch.rows();
    int d = batch.actionSize();
    int total = n * batch.likelihoods();
    Value input = tape.input(total, spec.flowInputs());
    Value fromPoint = tape.input(total, d);
    Value velocityWeight = tape.input(total, 1);
    Value fixedLogStd = tape.input(total, 1);
    float[] next = tape.input(total, d).data();
    for (int row = 0; row < total; row++) {
      int i = row % n;
      int k = batch.step[i * batch.likelihoods() + row / n];
      Transition transition = chain[k];
      int at = batch.pathAt(i, k);
      int to = row * spec.flowInputs();
      System.arraycopy(batch.path, at, input.data(), to, d);
      spec.head().writeTime(input.data(), to + d, transition.tau(), transition.tauNext());
      writeObservation(batch, i, input, row);
      System.arraycopy(batch.path, at + d, next, row * d, d);
      float pointWeight = (float) transition.pointWeight();
      for (int j = 0; j < d; j++) {
        fromPoint.data()[row * d + j] = pointWeight * batch.path[at + j];
      }
      velocityWeight.data()[row] = (float) transition.velocityWeight();
      fixedLogStd.data()[row] = (float) Math.log(transition.std());
    }
    Value velocity = scope.velocity(input);
    Value mean = tape.add(fromPoint, tape.multiply(velocityWeight, velocity));
    double clip = spec.sampler().meanClip();
    mean = clip == 0 ? mean : tape.clip(mean, -clip, clip);
    Value logStd = fixedLogStd;
    if (sampler.learnedStd() != null) {
      Value raw =
          scope.model().noise().forward(tape, scope.model().parameters(), noiseInput(scope, input));
      logStd = logStd(tape, sampler, raw);
    }
    return new FlowSteps(
        input,
        velocity,
        velocityWeight,
        mean,
        logStd,
        tape.gaussianLogProb(next, mean, logStd),
        null);
  }

  /** [total][observationSize + 1], {@code concat(observation, tau)} of the same rows. */
  private static Value noiseInput(LossScope scope, Value flowInput) {
    FlowPolicySpec spec = scope.spec();
    int observed = spec.observationSize();
    Value input = scope.tape().input(flowInput.rows(), observed + 1);
    for (int row = 0; row < input.rows(); row++) {
      int from = row * spec.flowInputs();
      int to = row * (observed + 1);
      System.arraycopy(
          flowInput.data(), from + spec.flowInputs() - observed, input.data(), to, observed);
      input.data()[to + observed] = flowInput.data()[from + spec.actionSize()];
    }
    return input;
  }

  private static void writeObservation(ActionBatch batch, int i, Value input, int row) {
    int observed = batch.observationSize();
    System.arraycopy(
        batch.observation,
        i * observed,
        input.data(),
        (row + 1) * input.columns() - observed,
        observed);
  }

  private static Value logStd(Tape tape, Sampler sampler, Value raw) {
    return tape.affine(
        tape.tanh(raw), sampler.learnedStd().halfRange(), sampler.learnedStd().center());
  }

  /** [S n][D]: what was recorded of each draw, in this order. */
  static Value recorded(Tape tape, ActionBatch batch, float[] perDraw) {
    int n = batch.rows();
    int d = batch.actionSize();
    int s = batch.likelihoods();
    Value value = tape.input(s * n, d);
    for (int row = 0; row < s * n; row++) {
      System.arraycopy(perDraw, ((row % n) * s + row / n) * d, value.data(), row * d, d);
    }
    return value;
  }
}
