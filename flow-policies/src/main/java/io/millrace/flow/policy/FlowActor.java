package io.millrace.flow.policy;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.LogStdRange;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.BatchFunction;
import io.millrace.flow.tensor.GaussianLogProb;
import java.util.Arrays;

/**
 * Acts with a policy of a continuous flow for a fixed number of rows at a time, without allocation.
 */
public final class FlowActor implements Actor {
  private final FlowPolicySpec spec;
  private final Acting acting;
  private final int rows;
  private final int size;
  private final int steps;
  private final Transition[] chain;
  private final Transition[][] ode;
  private final ExplorationPlan plan;
  private final VelocityField velocity;
  private final BatchFunction noise;
  private final BatchFunction start;
  private final ValueNetwork value;
  private final LogStdRange learnedStd;
  private final float[] drawn;
  private StartNoise startNoise = StartNoise.STANDARD;

  /**
   * @param acting in which way
   * @param rows rows of every batch
   */
  public FlowActor(FlowPolicy policy, Acting acting, int rows) {
    this.spec = policy.spec();
    this.acting = acting;
    this.rows = rows;
    this.size = spec.actionSize();
    this.steps = acting.flowSteps();
    this.chain = acting.sampler().chain(steps, spec.sampler().lastStep());
    this.ode = odeSteps(steps);
    this.plan =
        new ExplorationPlan(
            acting.exploring() ? spec.exploration() : Exploration.ALL,
            steps,
            stochastic(chain),
            rows);
    FlowModel model = policy.model();
    this.velocity = steps == 0 ? null : acting.guidance().field(policy, rows);
    this.learnedStd = policy.sampler().learnedStd();
    this.noise = learns(chain) ? model.noise().inference(model.parameters(), rows) : null;
    this.start =
        spec.sampler().learnsStart()
            ? model.part(PartSpec.START).inference(model.parameters(), rows)
            : null;
    this.value = new ValueNetwork(policy, rows);
    this.drawn = new float[rows * size];
  }

  @Override
  public FlowSample newSample() {
    return new FlowSample(
        rows,
        spec,
        steps,
        likelihoods(),
        acting.exploring() ? spec.recording().matchingPairs() : 0);
  }

  /** Where the window goes round, the group's number decides its place. */
  @Override
  public void begin(long group) {
    plan.begin(group);
  }

  @Override
  public void startFrom(StartNoise noise) {
    startNoise = noise;
  }

  /** Draws start noise and transition noise; an ODE draws only the start. */
  @Override
  public void act(float[] observations, RandomSource random, FlowSample out) {
    plan.decide(random);
    drawStart(observations, random, out);
    for (int k = 0; k < steps; k++) {
      step(k, observations, random, out);
    }
    float[] path = out.latentPath();
    for (int row = 0; row < rows; row++) {
      for (int d = 0; d < size; d++) {
        float x = path[at(row, steps) + d];
        out.actions()[row * size + d] = spec.actionCenter()[d] + spec.actionScale()[d] * x;
      }
    }
    if (out.matchingPairs().length > 0) {
      judgeOwnActions(observations, random, out);
    }
  }

  @Override
  public float[] values(float[] observations) {
    return value.of(observations);
  }

  private int likelihoods() {
    if (acting.sampler() instanceof Ode) {
      return 0;
    }
    return start != null ? 1 : plan.steps();
  }

  private void drawStart(float[] observations, RandomSource random, FlowSample out) {
    float[] path = out.latentPath();
    boolean mean = start != null && acting.sampler() instanceof Ode;
    for (int row = 0; row < rows; row++) {
      int owner = plan.startOwner(row);
      if (owner != row) {
        System.arraycopy(path, at(owner, 0), path, at(row, 0), size);
      } else if (mean) {
        Arrays.fill(path, at(row, 0), at(row, 0) + size, 0);
      } else {
        startNoise.draw(row, random, path, at(row, 0), size);
      }
    }
    if (start != null) {
      moveStart(observations, out);
    }
  }

  /** From standard normal draws to the policy's own start. */
  private void moveStart(float[] observations, FlowSample out) {
    System.arraycopy(observations, 0, start.input(), 0, start.input().length);
    float[] said = start.run();
    float[] path = out.latentPath();
    for (int row = 0; row < rows; row++) {
      for (int d = 0; d < size; d++) {
        float mean = said[row * 2 * size + d];
        float logStd = learnedStd.logStd(said[row * 2 * size + size + d]);
        float next = (float) (mean + Math.exp(logStd) * path[at(row, 0) + d]);
        path[at(row, 0) + d] = next;
        if (out.likelihoods() > 0) {
          out.means()[row * size + d] = mean;
          out.logProbs()[row * size + d] = GaussianLogProb.of(next, mean, logStd);
        }
      }
    }
    if (out.likelihoods() > 0) {
      out.steps()[0] = -1;
    }
  }

  private void step(int k, float[] observations, RandomSource random, FlowSample out) {
    fillVelocityInput(k, observations, out.latentPath());
    float[] u = velocity.run();
    if (plan.explores(k) && !chain[k].deterministic()) {
      explore(k, u, observations, random, out);
    } else {
      follow(k, u, out.latentPath());
    }
  }

  /** The flow's own step, over as many grid points as each row's stride says. */
  private void follow(int k, float[] u, float[] path) {
    for (int row = 0; row < rows; row++) {
      int next = plan.next(row, k);
      Transition transition = next == k ? null : ode[k][next];
      for (int d = 0; d < size; d++) {
        float x = path[at(row, k) + d];
        float moved = transition == null ? x : mean(transition, x, u[row * size + d]);
        path[at(row, k + 1) + d] = moved;
      }
    }
  }

  private void explore(
      int k, float[] u, float[] observations, RandomSource random, FlowSample out) {
    Transition transition = chain[k];
    float[] path = out.latentPath();
    float[] raw = transition.learned() ? runNoise(transition.tau(), observations) : null;
    float fixedLogStd = (float) Math.log(transition.std());
    int slot = k - plan.first();
    out.steps()[slot] = k;
    for (int row = 0; row < rows; row++) {
      int owner = plan.noiseOwner(row);
      for (int d = 0; d < size; d++) {
        drawn[row * size + d] = owner == row ? draw(random) : drawn[owner * size + d];
        float mean = mean(transition, path[at(row, k) + d], u[row * size + d]);
        float logStd = raw == null ? fixedLogStd : learnedStd.logStd(raw[row * size + d]);
        float next = (float) (mean + Math.exp(logStd) * drawn[row * size + d]);
        path[at(row, k + 1) + d] = next;
        int to = (row * out.likelihoods() + slot) * size + d;
        out.means()[to] = mean;
        out.logProbs()[to] = GaussianLogProb.of(next, mean, logStd);
      }
    }
  }

  private float mean(Transition transition, float x, float u) {
    float mean = (float) transition.pointWeight() * x + (float) transition.velocityWeight() * u;
    float clip = (float) spec.sampler().meanClip();
    return clip == 0 ? mean : Math.max(-clip, Math.min(clip, mean));
  }

  private float draw(RandomSource random) {
    double clip = spec.sampler().noiseClip();
    double draw = random.nextGaussian();
    return (float) (clip == 0 ? draw : Math.max(-clip, Math.min(clip, draw)));
  }

  /** The policy's flow-matching loss of its own action, for fresh noises and times. */
  private void judgeOwnActions(float[] observations, RandomSource random, FlowSample out) {
    float[] path = out.latentPath();
    float[] pairs = out.matchingPairs();
    int width = size + 2;
    int count = pairs.length / (rows * width);
    float[] input = velocity.input();
    int inputs = spec.flowInputs();
    for (int n = 0; n < count; n++) {
      for (int row = 0; row < rows; row++) {
        int to = (row * count + n) * width;
        float tau = (float) random.nextDouble();
        pairs[to + size] = tau;
        for (int d = 0; d < size; d++) {
          float e = (float) random.nextGaussian();
          pairs[to + d] = e;
          input[row * inputs + d] = (1 - tau) * e + tau * path[at(row, steps) + d];
        }
        spec.head().writeTime(input, row * inputs + size, tau, tau);
        writeObservation(observations, row, input);
      }
      float[] u = velocity.run();
      for (int row = 0; row < rows; row++) {
        int to = (row * count + n) * width;
        double sum = 0; // float32 squares added in float64, as the tape does
        for (int d = 0; d < size; d++) {
          float error = u[row * size + d] - (path[at(row, steps) + d] - pairs[to + d]);
          float square = error * error;
          sum += square;
        }
        pairs[to + size + 1] = (float) sum;
      }
    }
  }

  private void fillVelocityInput(int k, float[] observations, float[] path) {
    float[] input = velocity.input();
    int inputs = spec.flowInputs();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(path, at(row, k), input, row * inputs, size);
      double tauNext = (double) Math.max(k + 1, plan.next(row, k)) / steps;
      spec.head().writeTime(input, row * inputs + size, (double) k / steps, tauNext);
      writeObservation(observations, row, input);
    }
  }

  private void writeObservation(float[] observations, int row, float[] input) {
    int observed = spec.observationSize();
    int inputs = spec.flowInputs();
    System.arraycopy(observations, row * observed, input, (row + 1) * inputs - observed, observed);
  }

  private float[] runNoise(double tau, float[] observations) {
    float[] input = noise.input();
    int observed = spec.observationSize();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(observations, row * observed, input, row * (observed + 1), observed);
      input[row * (observed + 1) + observed] = (float) tau;
    }
    return noise.run();
  }

  private int at(int row, int point) {
    return (row * (steps + 1) + point) * size;
  }

  private static Transition[][] odeSteps(int steps) {
    Transition[][] table = new Transition[steps][steps + 1];
    for (int k = 0; k < steps; k++) {
      for (int next = k + 1; next <= steps; next++) {
        table[k][next] = new Ode().transition((double) k / steps, (double) next / steps);
      }
    }
    return table;
  }

  private static int stochastic(Transition[] chain) {
    int count = 0;
    while (count < chain.length && !chain[count].deterministic()) {
      count++;
    }
    return count;
  }

  private static boolean learns(Transition[] chain) {
    return chain.length > 0 && chain[0].learned();
  }
}
