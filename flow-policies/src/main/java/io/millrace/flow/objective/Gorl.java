package io.millrace.flow.objective;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.objective.MatchingPoints.Draws;
import io.millrace.flow.optimizer.CosineFit;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;

/**
 * GoRL: reinforcement learning in a latent space, generation by a flow, on two time scales.
 *
 * <pre>
 * encoder  z ~ N(mean(observation), std(observation)^2)    the start of the flow, D numbers
 * decoder  action = Euler flow from z, given the observation
 *
 * stage 0  velocity = 0, so that action = z: a Gaussian policy
 * update   loss = PPO on (observation, z) + latentPenalty E(mean^2 + std^2);   the decoder rests
 * stage    every refitEvery updates:
 *          decoder  flow matching from N(0, 1) to the actions of the update's rows
 *          encoder  random weights again, z ~ N(0, 1) nearly; the optimizer starts anew
 * </pre>
 *
 * <p>The noises of the refit are standard normal and not the encoder's own z: only so does the
 * decoder, behind a fresh encoder, act as encoder and decoder did before. A ratio belongs to the
 * decoder under which z was drawn, so earlier versions' experience is stale after a refit. The rows
 * are those of the version that acted before the update. The whole optimizer starts anew, not the
 * encoder's moments alone: Adam corrects the bias of young moments by one count of steps for all.
 *
 * <p>Sampler {@code latent-gaussian} with {@code noiseMin noiseMax = 1}, so that a fresh encoder's
 * deviation is 1. The expectation is a mean over rows and dimensions. An optimizer without weight
 * decay, which would wear the decoder out. With a warm start the first decoder is the fitted one.
 *
 * <p>Source: "GoRL: An Algorithm-Agnostic Framework for Online Reinforcement Learning with
 * Generative Policies" (arXiv 2512.02581), and its code. Closed forms and the hand-over: {@code
 * GorlTest}.
 *
 * @param ppo the loss in latent space
 * @param latentPenalty weight of E(mean^2 + std^2)
 * @param refitEvery updates of a stage, at least 1
 * @param fit the decoder's optimization; no steps for a control, which resets the encoder alone
 * @param fitBatch rows of a step of it, drawn with repetition
 */
public record Gorl(Ppo ppo, double latentPenalty, long refitEvery, CosineFit fit, int fitBatch)
    implements Objective {
  public Gorl {
    if (!(latentPenalty >= 0) || refitEvery < 1 || fit.steps() < 0 || fitBatch < 1) {
      throw new IllegalArgumentException(
          ("expected latentPenalty >= 0, refitEvery >= 1, fit.steps >= 0, fitBatch >= 1,"
                  + " latentPenalty=%s refitEvery=%d fit.steps=%d fitBatch=%d")
              .formatted(latentPenalty, refitEvery, fit.steps(), fitBatch));
    }
  }

  @Override
  public String id() {
    return "gorl";
  }

  /** The velocity's last layer becomes 0, so that actions are latents. */
  @Override
  public void prepare(FlowPolicy first) {
    requireDecoder(first.spec());
    Parameters parameters = first.model().parameters();
    for (Mlp velocity : first.model().velocity().heads()) {
      Mlp.Layer last = velocity.layers().get(velocity.layers().size() - 1);
      for (Parameters.Slice slice : new Parameters.Slice[] {last.weight(), last.bias()}) {
        Arrays.fill(parameters.values(), slice.offset(), slice.offset() + slice.length(), 0f);
      }
    }
  }

  @Override
  public Value loss(LossScope scope) {
    requireDecoder(scope.spec());
    return ppo.ratio().secondMoment(latentPenalty).loss(scope);
  }

  @Override
  public boolean between(UpdateScope scope, long update, ActionBatch rows) {
    if (update % refitEvery != 0) {
      return false;
    }
    RandomSource random = scope.random().split("refit-" + update);
    refit(scope.policy(), rows, random, scope.measured());
    for (PartSpec part : scope.policy().spec().parts()) {
      if (part.name().equals(PartSpec.START)) {
        scope.policy().initialize(part, random);
      }
    }
    scope.optimizer().restart();
    return true;
  }

  /** Makes noise flow to these rows' actions; changes no other network than the flow's. */
  private void refit(
      FlowPolicy policy, ActionBatch rows, RandomSource random, Measurements measured) {
    if (fit.steps() == 0) {
      return;
    }
    int[] index = new int[fitBatch];
    fit.run(
        policy.model().parameters(),
        tape -> {
          Arrays.setAll(index, i -> random.nextInt(rows.rows()));
          return matching(tape, policy, MatchingPoints.chosen(rows, index), random);
        },
        (step, loss) -> {
          if (2 * step > fit.steps()) {
            measured.mean("refit-loss", loss);
          }
        });
  }

  private static Value matching(
      Tape tape, FlowPolicy policy, ActionBatch rows, RandomSource random) {
    Draws draws = Draws.of(random, rows.rows(), rows.actionSize());
    return FlowMatching.loss(
        tape, policy.model(), draws.noise(), rows.action, draws.tau(), rows.observation);
  }

  private static void requireDecoder(FlowPolicySpec spec) {
    if (!spec.sampler().learnsStart()
        || spec.flowSteps() == 0
        || spec.head() != FlowHead.VELOCITY) {
      throw new IllegalArgumentException(
          "expected sampler latent-gaussian before a flow of velocities, sampler=%s flowSteps=%d head=%s"
              .formatted(spec.sampler().id(), spec.flowSteps(), spec.head()));
    }
  }
}
