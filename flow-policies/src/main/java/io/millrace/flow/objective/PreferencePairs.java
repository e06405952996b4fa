package io.millrace.flow.objective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was better than whom: in each group and at each time step the best decision against the
 * worst, the second best against the second worst, and so on. Decisions of equal credit, which say
 * nothing about each other, make no pair; among equals the earlier row is the better.
 *
 * @param winner rows of the batch
 * @param loser as many
 */
record PreferencePairs(int[] winner, int[] loser) {
  /**
   * The pairs of a batch of whole groups.
   *
   * @param most of a group at a time step
   */
  static PreferencePairs of(ActionBatch batch, int most) {
    Map<List<Integer>, List<Integer>> compared = new LinkedHashMap<>();
    for (int row = 0; row < batch.rows(); row++) {
      compared
          .computeIfAbsent(List.of(batch.group[row], batch.time[row]), key -> new ArrayList<>())
          .add(row);
    }
    List<int[]> pairs = new ArrayList<>();
    for (List<Integer> rows : compared.values()) {
      rows.sort((a, b) -> Float.compare(batch.advantage[b], batch.advantage[a]));
      for (int i = 0; i < Math.min(most, rows.size() / 2); i++) {
        int better = rows.get(i);
        int worse = rows.get(rows.size() - 1 - i);
        if (batch.advantage[better] > batch.advantage[worse]) {
          pairs.add(new int[] {better, worse});
        }
      }
    }
    return new PreferencePairs(
        pairs.stream().mapToInt(pair -> pair[0]).toArray(),
        pairs.stream().mapToInt(pair -> pair[1]).toArray());
  }

  int count() {
    return winner.length;
  }
}
