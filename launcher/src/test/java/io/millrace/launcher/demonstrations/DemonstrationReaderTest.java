package io.millrace.launcher.demonstrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.millrace.flow.policy.PretrainingData;
import io.millrace.flow.policy.PretrainingData.Offsets;
import io.millrace.job.border.DemonstrationGate;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RejectedRecord;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemonstrationReaderTest {
  private static final SampleRecord SAMPLE = new SampleRecord("e", "somebody");

  private final List<RejectedRecord> refused = new ArrayList<>();

  /** A trajectory of three steps: observations 1, 2, 3 and a last one, 4; actions 10, 20, 30. */
  private static Trajectory episode(String id) {
    return Trajectory.newBuilder(SAMPLE.of(id, new float[1], new float[1]))
        .setObservations(Tensors.of(new float[] {1, 2, 3, 4}, 4, 1))
        .setActions(Tensors.of(new float[] {10, 20, 30}, 3, 1))
        .setRewards(Tensors.of(new float[3], 3, 1))
        .build();
  }

  private static Trajectory pair(String id, float observation, float action) {
    return SAMPLE.of(id, new float[] {observation}, new float[] {action});
  }

  private static RawRecord at(int partition, long offset, Trajectory trajectory) {
    return at(partition, offset, RecordCodec.encode(trajectory));
  }

  private static RawRecord at(int partition, long offset, byte[] value) {
    return new RawRecord("demos", partition, offset, 0, null, value);
  }

  private DemonstrationSet read(long limit, RawRecord... log) {
    return read(1, limit, log);
  }

  private DemonstrationSet read(int chunk, long limit, RawRecord... log) {
    return new DemonstrationReader("demos", new DemonstrationGate("e", 1, 1), chunk, refused::add)
        .read(List.of(log).iterator(), limit);
  }

  @Test
  void read_chunksOfTwo_rowsAreStepsThatAnotherFollows() {
    DemonstrationSet set =
        read(2, Long.MAX_VALUE, at(0, 0, pair("a", 7, 70)), at(0, 1, episode("b")));

    assertThat(set.rows().count()).isEqualTo(2);
    assertThat(set.rows().observations()).containsExactly(1, 2);
    assertThat(set.rows().actions()).containsExactly(10, 20, 20, 30);
    assertThat(set.origin().trajectories()).isEqualTo(2);
    assertThat(set.origin().samples()).isEqualTo(2);
  }

  @Test
  void read_episodesAndPairs_everyStepIsARowInTheOrderOfTheLog() {
    DemonstrationSet set =
        read(
            Long.MAX_VALUE,
            at(0, 5, pair("a", 7, 70)),
            at(0, 8, episode("b")),
            at(1, 2, pair("c", 9, 90)));

    assertThat(set.rows().count()).isEqualTo(5);
    assertThat(set.rows().observations()).containsExactly(7, 1, 2, 3, 9);
    assertThat(set.rows().actions()).containsExactly(70, 10, 20, 30, 90);
    assertThat(set.origin())
        .isEqualTo(
            new PretrainingData(
                "demos", List.of(new Offsets(0, 5, 9), new Offsets(1, 2, 3)), 3, 5));
    assertThat(set.refusedRecords()).isZero();
  }

  @Test
  void read_badRecords_areHandedOverWithReasonAndCounted() {
    RawRecord broken = at(0, 1, new byte[] {1, 2, 3});
    RawRecord nan = at(0, 2, pair("n", Float.NaN, 1));
    DemonstrationSet set =
        read(Long.MAX_VALUE, at(0, 0, pair("a", 1, 1)), broken, nan, at(0, 3, pair("b", 2, 2)));

    assertThat(set.rows().count()).isEqualTo(2);
    assertThat(refused).extracting(RejectedRecord::record).containsExactly(broken, nan);
    assertThat(refused.get(1).detail()).contains("field=observations index=0 value=NaN");
    assertThat(set.refused()).containsOnly(entry("not-single-object", 1L), entry("non-finite", 1L));
    assertThat(set.summary()).contains("refused 2 (non-finite 1, not-single-object 1)");
  }

  @Test
  void read_sameIdAgain_countsOnce() {
    DemonstrationSet set =
        read(Long.MAX_VALUE, at(0, 0, pair("a", 1, 1)), at(0, 1, pair("a", 1, 1)));

    assertThat(set.rows().count()).isEqualTo(1);
    assertThat(set.duplicates()).isEqualTo(1);
  }

  @Test
  void read_limit_stopsThereAndSaysSoInTheOffsets() {
    DemonstrationSet set =
        read(
            2,
            at(0, 0, episode("a")),
            at(0, 1, episode("a")),
            at(0, 2, pair("b", 1, 1)),
            at(0, 3, pair("c", 1, 1)));

    assertThat(set.origin())
        .isEqualTo(new PretrainingData("demos", List.of(new Offsets(0, 0, 3)), 2, 4));
  }

  @Test
  void read_emptyLog_isEmpty() {
    DemonstrationSet set = read(Long.MAX_VALUE);

    assertThat(set.rows().count()).isZero();
    assertThat(set.summary())
        .isEqualTo("0 trajectories with 0 samples of demos; refused 0, duplicates 0");
  }
}
