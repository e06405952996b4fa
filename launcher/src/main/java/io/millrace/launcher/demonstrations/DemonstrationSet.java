package io.millrace.launcher.demonstrations;

import io.millrace.flow.policy.Demonstrations;
import io.millrace.flow.policy.PretrainingData;
import io.millrace.launcher.progress.Numbers;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What was read of a topic of demonstrations.
 *
 * @param rows the samples, in the order of the log
 * @param origin where they stood
 * @param duplicates records whose trajectory id had been read before, which are passed over
 * @param refused how many records became dead letters, by reason
 */
public record DemonstrationSet(
    Demonstrations rows, PretrainingData origin, long duplicates, SortedMap<String, Long> refused) {

  /** How many records became dead letters. */
  public long refusedRecords() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /** All counts, in one line for a person. */
  public String summary() {
    String offsets =
        origin.offsets().stream()
            .map(
                o -> "partition %d offsets %d to %d".formatted(o.partition(), o.from(), o.to() - 1))
            .collect(Collectors.joining(", "));
    String reasons =
        refused.isEmpty()
            ? ""
            : refused.entrySet().stream()
                .map(e -> e.getKey() + " " + Numbers.count(e.getValue()))
                .collect(Collectors.joining(", ", " (", ")"));
    return "%s trajectories with %s samples of %s%s; refused %s%s, duplicates %s"
        .formatted(
            Numbers.count(origin.trajectories()),
            Numbers.count(origin.samples()),
            origin.topic(),
            offsets.isEmpty() ? "" : " (" + offsets + ")",
            Numbers.count(refusedRecords()),
            reasons,
            Numbers.count(duplicates));
  }
}
