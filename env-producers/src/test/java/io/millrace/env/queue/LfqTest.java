package io.millrace.env.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.env.picture.Gauge;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LfqTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return TimeLimit.of(environment(Lfq.Sender.MIXED, 10, 10));
  }

  private static Environment environment(Lfq.Sender sender, double duration, int decisions) {
    return new SimulatedEnvironment(new Lfq(new Lfq.Options(sender, 10, 1, duration, decisions)));
  }

  /** One constant limit for a whole flow: what it returns is R by the figures of the flow. */
  @Test
  void step_wholeFlow_returnsItsWorth() {
    Environment queue = environment(Lfq.Sender.RENO, 200, 20);
    StepResult out = new StepResult(60);
    queue.reset(4, new float[60]);
    double sum = 0;
    do {
      queue.step(new float[] {20}, out);
      sum += out.reward();
    } while (!out.done());
    double packetsPerSecond =
        Double.parseDouble(queue.attributes().get("throughput")) * 1e6 / 8 / 1446;
    double meanQueue = Double.parseDouble(queue.attributes().get("queue"));
    assertThat(sum).isCloseTo(AimdFlow.worth(packetsPerSecond, meanQueue, 10), within(0.005));
    AimdFlow flow = AimdFlow.of(queue.state()[0], queue.state()[1], 0.5);
    assertThat(packetsPerSecond / flow.capacity()).isCloseTo(flow.utilization(20), within(0.01));
    assertThat(meanQueue).isCloseTo(flow.meanQueue(20), within(0.3));
  }

  /** B* is worth more than limits around it, in the simulator too. */
  @ParameterizedTest
  @EnumSource(names = {"RENO", "BIC"})
  void step_closedFormOptimum_isWorthMost(Lfq.Sender sender) {
    double[] worth = new double[3];
    int[] off = {-8, 0, 12};
    for (int arm = 0; arm < off.length; arm++) {
      Environment queue = environment(sender, 300, 3);
      StepResult out = new StepResult(60);
      queue.reset(6, new float[60]);
      double[] state = queue.state();
      AimdFlow flow = AimdFlow.of(state[0], state[1], state[2]);
      int limit = Math.max(1, flow.bestBuffer(10, 60) + off[arm]);
      do {
        queue.step(new float[] {limit}, out);
        worth[arm] += out.reward();
      } while (!out.done());
    }
    assertThat(worth[1]).isGreaterThan(worth[0]).isGreaterThan(worth[2]);
  }

  @Test
  void step_limitOutsideItsRange_isRoundedAndClipped() {
    Environment queue = environment(Lfq.Sender.RENO, 5, 10);
    StepResult out = new StepResult(60);
    queue.reset(1, new float[60]);
    float[][] cases = {{-7, 1}, {0.2f, 1}, {12.4f, 12}, {12.6f, 13}, {1e9f, 60}};
    for (float[] each : cases) {
      queue.step(new float[] {each[0]}, out);
      assertThat(queue.state()[4]).isEqualTo(each[1]);
    }
  }

  @Test
  void step_stateOfNoFlow_saysSo() {
    Environment queue = environment(Lfq.Sender.RENO, 5, 10);
    queue.setState(new double[queue.state().length]);
    assertThatThrownBy(() -> queue.step(new float[] {5}, new StepResult(60)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("capacity=0.0");
  }

  @Test
  void attributes_finishedFlow_compareQueuesOnTheSameFlow() {
    Environment queue = environment(Lfq.Sender.RENO, 30, 10);
    StepResult out = new StepResult(60);
    queue.reset(2, new float[60]);
    assertThat(queue.attributes()).isEmpty();
    AimdFlow flow = AimdFlow.of(queue.state()[0], queue.state()[1], 0.5);
    int best = flow.bestBuffer(10, 60);
    do {
      queue.step(new float[] {best}, out);
    } while (!out.done());
    Map<String, String> facts = queue.attributes();
    assertThat(facts.get("limit-error")).isEqualTo("0.0");
    assertThat(number(facts, "queue")).isCloseTo(number(facts, "best-queue"), within(0.7));
    assertThat(number(facts, "fifo1000-queue")).isGreaterThan(number(facts, "fifo100-queue"));
    assertThat(number(facts, "fifo100-queue")).isGreaterThan(2 * number(facts, "best-queue"));
    assertThat(number(facts, "codel-throughput")).isLessThanOrEqualTo(queue.state()[0] + 1e-9);
  }

  private static double number(Map<String, String> facts, String name) {
    return Double.parseDouble(facts.get(name));
  }

  @Test
  void summarize_flows_areMeans() {
    List<EpisodeOutcome> episodes =
        List.of(
            new EpisodeOutcome(1, 10, null, Map.of("queue", "4", "limit-error", "1")),
            new EpisodeOutcome(1, 10, null, Map.of("queue", "8", "limit-error", "3")));
    assertThat(new LfqProvider().summarize(episodes))
        .containsExactlyInAnyOrderEntriesOf(Map.of("queue", 6.0, "limit-error", 2.0));
    Map<String, String> flow = Map.of("throughput", "9", "fifo100-throughput", "10");
    assertThat(new LfqProvider().summarize(List.of(new EpisodeOutcome(1, 10, null, flow))))
        .containsEntry("throughput-kept", 0.9);
  }

  /** y of the picture: 60 units over 63 packets, from 13 on. */
  @Test
  void scene_flow_queueBeginsWhereItIsAndStaysBelowTheLimit() {
    Environment queue = environment(Lfq.Sender.RENO, 10, 10);
    queue.reset(3, new float[60]);
    queue.step(new float[] {30}, new StepResult(60));
    AimdFlow flow = AimdFlow.of(queue.state()[0], queue.state()[1], 0.5);
    double now = Math.max(0, queue.state()[6] - flow.bandwidthDelay());
    Scene scene = queue.scene().orElseThrow();
    Mark.Line limit = (Mark.Line) scene.marks().get(1);
    assertThat(limit.y()[0]).isCloseTo(13 + 60 * 30 / 63.0, within(1e-9));
    Mark.Line curve = (Mark.Line) scene.marks().get(2);
    assertThat(curve.y()[0]).isCloseTo(13 + 60 * now / 63, within(1e-9));
    assertThat(Arrays.stream(curve.y()).max().orElseThrow()).isLessThanOrEqualTo(limit.y()[0]);
    assertThat(scene.gauges().stream().map(Gauge::value))
        .containsExactly(30.0, (double) flow.bestBuffer(10, 60), flow.meanQueue(30));
  }
}
