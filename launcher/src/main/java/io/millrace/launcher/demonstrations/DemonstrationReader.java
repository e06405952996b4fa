package io.millrace.launcher.demonstrations;

import io.millrace.flow.policy.Demonstrations;
import io.millrace.flow.policy.PretrainingData;
import io.millrace.job.border.DemonstrationGate;
import io.millrace.job.border.GateVerdict;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RejectedRecord;
import io.millrace.launcher.error.UserError;
import io.millrace.schema.Tensor;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Turns a log of demonstrations into the rows that a policy is fitted to: each trajectory once,
 * however often it was published, each step a row. Where a policy decides chunks of actions, each
 * step that enough others follow is a row: what was seen, and that many actions from there on.
 * Reads one log.
 */
final class DemonstrationReader {
  private final String topic;
  private final DemonstrationGate gate;
  private final int chunk;
  private final Consumer<RejectedRecord> refuse;
  private final Set<String> known = new HashSet<>();
  private final List<float[]> observations = new ArrayList<>();
  private final List<float[]> actions = new ArrayList<>();
  private final List<PretrainingData.Offsets> offsets = new ArrayList<>();
  private final TreeMap<String, Long> refused = new TreeMap<>();
  private long samples;
  private long duplicates;

  /**
   * @param topic name of the log
   * @param chunk actions in a row, at least 1
   * @param refuse takes each record that the gate rejects
   */
  DemonstrationReader(
      String topic, DemonstrationGate gate, int chunk, Consumer<RejectedRecord> refuse) {
    this.topic = topic;
    this.gate = gate;
    this.chunk = chunk;
    this.refuse = refuse;
  }

  /**
   * Reads to the end, or until so many trajectories are accepted.
   *
   * @param log partition by partition
   * @throws UserError where there are more numbers than an array holds
   */
  DemonstrationSet read(Iterator<RawRecord> log, long limit) {
    while (known.size() < limit && log.hasNext()) {
      accept(log.next());
    }
    PretrainingData origin =
        new PretrainingData(topic, List.copyOf(offsets), known.size(), samples);
    return new DemonstrationSet(
        new Demonstrations((int) samples, joined(observations), joined(actions)),
        origin,
        duplicates,
        refused);
  }

  private void accept(RawRecord record) {
    passed(record.partition(), record.offset());
    GateVerdict verdict = gate.judge(record.value());
    if (verdict instanceof GateVerdict.Accepted accepted) {
      add(accepted.trajectory(), accepted.steps());
    } else if (verdict instanceof GateVerdict.Rejected rejected) {
      refused.merge(rejected.reason().id(), 1L, Long::sum);
      refuse.accept(new RejectedRecord(record, rejected.reason().id(), rejected.detail()));
    }
  }

  private void passed(int partition, long offset) {
    int last = offsets.size() - 1;
    if (last >= 0 && offsets.get(last).partition() == partition) {
      long from = offsets.get(last).from();
      offsets.set(last, new PretrainingData.Offsets(partition, from, offset + 1));
    } else {
      offsets.add(new PretrainingData.Offsets(partition, offset, offset + 1));
    }
  }

  private void add(Trajectory trajectory, int steps) {
    if (!known.add(trajectory.getTrajectoryId())) {
      duplicates++;
      return;
    }
    int rows = Math.max(0, steps - chunk + 1);
    float[] seen = Tensors.floats(trajectory.getObservations());
    int width = trajectory.getObservations().getShape().get(1);
    observations.add(Arrays.copyOf(seen, rows * width)); // without the last ones
    actions.add(chunks(trajectory.getActions(), rows));
    samples += rows;
  }

  /** [rows][chunk][A]. */
  private float[] chunks(Tensor taken, int rows) {
    float[] actions = Tensors.floats(taken);
    int width = taken.getShape().get(1);
    float[] chunks = new float[rows * chunk * width];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(actions, row * width, chunks, row * chunk * width, chunk * width);
    }
    return chunks;
  }

  private float[] joined(List<float[]> parts) {
    long length = parts.stream().mapToLong(part -> part.length).sum();
    if (length > Integer.MAX_VALUE - 8) {
      throw new UserError(
          "the topic holds more demonstrations than one process can train on; set"
              + " policy.warmStart.limit, topic=%s trajectories=%d samples=%d"
                  .formatted(topic, known.size(), samples));
    }
    float[] all = new float[(int) length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
