package io.millrace.env.queue;

import io.millrace.env.picture.Axes;
import io.millrace.env.picture.Gauge;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the queue of a flow as it goes on from a state under the present limit, round trip by round
 * trip, between that limit and the best one.
 */
final class QueuePicture {
  private static final double TEXT = 3.6;
  private static final double SECONDS = 1;
  private static final Axes AXES =
      new Axes(12, 13, 144, 60, 0, SECONDS, 0, 1.05 * Lfq.MAX_LIMIT, TEXT);
  private static final List<Mark> BACKDROP =
      List.copyOf(
          AXES.drawn(
              "seconds from now, if the limit stays",
              new double[] {0, 0.5, 1},
              "packets",
              new double[] {0, 20, 40, 60}));

  private QueuePicture() {}

  /**
   * A moment of a flow.
   *
   * @param state [AimdRounds.SIZE]; a copy, which is used up
   */
  static Scene of(AimdFlow flow, double[] state, double limit, int best) {
    return new Scene(
            0,
            0,
            160,
            82,
            List.of(
                AXES.level(Ink.GREEN, 0.8, best),
                AXES.level(Ink.ORANGE, 0.8, limit),
                queue(flow, state, limit),
                label(Ink.GREEN, AXES.left() + 1, best, "best " + best, Mark.Anchor.START),
                label(
                    Ink.ORANGE,
                    AXES.left() + AXES.width(),
                    limit,
                    "limit " + (int) limit,
                    Mark.Anchor.END),
                title(flow)))
        .withBackdrop(BACKDROP)
        .withGauges(
            new Gauge("packets", "limit", Ink.ORANGE, limit),
            new Gauge("packets", "best limit", Ink.GREEN, best),
            new Gauge("packets", "mean queue", Ink.BLUE, flow.meanQueue(limit)));
  }

  private static Mark label(Ink ink, double x, double packets, String text, Mark.Anchor anchor) {
    return new Mark.Text(ink, x, AXES.y(packets) + 0.3 * TEXT, TEXT, text, anchor);
  }

  private static Mark title(AimdFlow flow) {
    String text =
        String.format(
            Locale.ROOT,
            "%.1f Mbit/s, round trip %.1f ms: %.0f packets on the way",
            AimdFlow.megabits(flow.capacity()),
            1000 * flow.roundTrip(),
            flow.bandwidthDelay());
    double right = AXES.left() + AXES.width();
    return new Mark.Text(Ink.DARK, right, 82 - 1.5 * TEXT, TEXT, text, Mark.Anchor.END);
  }

  private static Mark queue(AimdFlow flow, double[] state, double limit) {
    AimdRounds rounds = new AimdRounds(0);
    double begin = rounds.time(state);
    List<double[]> corners = new ArrayList<>();
    while (rounds.time(state) < begin + SECONDS) {
      double queue = rounds.queue(state, flow);
      corners.add(new double[] {rounds.time(state) - begin, queue});
      rounds.round(state, flow, limit);
      corners.add(new double[] {Math.min(SECONDS, rounds.time(state) - begin), queue});
    }
    double[] x = corners.stream().mapToDouble(corner -> corner[0]).toArray();
    double[] y = corners.stream().mapToDouble(corner -> corner[1]).toArray();
    return AXES.curve(Ink.BLUE, 0.7, x, y);
  }
}
