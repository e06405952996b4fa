package io.millrace.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupQuotaTest {

  private static int takeAll(GroupQuota quota) {
    int taken = 0;
    while (quota.take()) {
      taken++;
    }
    return taken;
  }

  @Test
  void take_beforeTheFirstVersion_refused() {
    assertThat(new GroupQuota(1, 2, 1).take()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // staleness, groups per update, workers, at first, with each version
    "0, 2, 1, 2, 2",
    "1, 2, 1, 4, 2",
    "2, 4, 1, 12, 4",
    "1, 2, 2, 2, 1",
    "1, 3, 2, 3, 2",
    "0, 2, 4, 1, 1",
    "1000000000000, 1, 1, 1000001, 1",
  })
  void take_sharesOfTheQuotaLaw(
      long staleness, int groupsPerUpdate, int workers, int first, int later) {
    GroupQuota quota = new GroupQuota(staleness, groupsPerUpdate, workers);
    quota.advance(5);
    assertThat(takeAll(quota)).isEqualTo(first);
    for (int version = 6; version < 10; version++) {
      quota.advance(version);
      assertThat(takeAll(quota)).isEqualTo(later);
    }
  }

  @Test
  void advance_manyVersionsAtOnce_neverMoreThanTheFirstFill() {
    GroupQuota quota = new GroupQuota(1, 2, 1);
    quota.advance(1);
    takeAll(quota);
    quota.advance(1_000_000_000_000L);
    assertThat(takeAll(quota)).isEqualTo(4);
  }

  @Test
  void advance_sameOrOlderVersion_refillsNothing() {
    GroupQuota quota = new GroupQuota(1, 2, 1);
    quota.advance(3);
    takeAll(quota);
    quota.advance(3);
    quota.advance(2);
    assertThat(quota.take()).isFalse();
    quota.advance(4);
    assertThat(takeAll(quota)).isEqualTo(2);
  }

  /** The theorem of the quota law: consumed in order, nothing is staler than the bound. */
  @ParameterizedTest
  @CsvSource({"0, 1, 1", "0, 4, 1", "1, 2, 1", "2, 4, 2", "4, 4, 4", "1, 2, 2"})
  void take_consumedInOrder_staysWithinTheStalenessAndNeverStarves(
      int staleness, int groupsPerUpdate, int workers) {
    GroupQuota[] quotas = new GroupQuota[workers];
    for (int w = 0; w < workers; w++) {
      quotas[w] = new GroupQuota(staleness, groupsPerUpdate, workers);
    }
    Deque<Long> log = new ArrayDeque<>();
    for (long version = 1; version < 50; version++) {
      for (GroupQuota quota : quotas) {
        quota.advance(version);
        for (int i = takeAll(quota); i > 0; i--) {
          log.add(version);
        }
      }
      assertThat(log.size()).isGreaterThanOrEqualTo(groupsPerUpdate);
      for (int i = 0; i < groupsPerUpdate; i++) {
        assertThat(version - log.remove()).isBetween(0L, (long) staleness);
      }
    }
  }

  @Test
  void stalled_onceForALostGroup_oneMoreAndNothingElse() {
    GroupQuota quota = new GroupQuota(1, 2, 1);
    quota.advance(1);
    takeAll(quota);
    quota.stalled();
    assertThat(takeAll(quota)).isEqualTo(1);
    quota.advance(2);
    assertThat(takeAll(quota)).isEqualTo(2);
  }

  @Test
  void stalled_whenAnotherWorkerIsGone_takesOverItsShareAndGivesItBackWhenCalm() {
    GroupQuota quota = new GroupQuota(0, 4, 4);
    quota.advance(1);
    assertThat(takeAll(quota)).isEqualTo(1);
    // Three workers are gone: an update needs four groups.
    for (int i = 0; i < 3; i++) {
      quota.stalled();
      assertThat(takeAll(quota)).isEqualTo(1);
    }
    quota.advance(2);
    assertThat(takeAll(quota)).isEqualTo(4);
    for (int version = 3; version < 2 + GroupQuota.CALM_VERSIONS; version++) {
      quota.advance(version);
      assertThat(takeAll(quota)).isEqualTo(4);
    }
    quota.advance(2 + GroupQuota.CALM_VERSIONS);
    assertThat(takeAll(quota)).isEqualTo(3);
  }

  @Test
  void stalled_manyTimes_neverMoreThanAWorkerAlone() {
    GroupQuota quota = new GroupQuota(0, 4, 4);
    quota.advance(1);
    for (int i = 0; i < 20; i++) {
      takeAll(quota);
      quota.stalled();
    }
    takeAll(quota);
    quota.advance(2);
    assertThat(takeAll(quota)).isEqualTo(4);
  }

  @Test
  void refund_afterTake_allowsOneMore() {
    GroupQuota quota = new GroupQuota(0, 1, 1);
    quota.advance(1);
    takeAll(quota);
    quota.refund();
    assertThat(takeAll(quota)).isEqualTo(1);
  }

  @Test
  void create_impossibleNumbers_throws() {
    assertThatThrownBy(() -> new GroupQuota(-1, 1, 1)).hasMessageContaining("staleness=-1");
    assertThatThrownBy(() -> new GroupQuota(1, 0, 1)).hasMessageContaining("groupsPerUpdate=0");
    assertThatThrownBy(() -> new GroupQuota(1, 1, 0)).hasMessageContaining("workers=0");
  }

  /** Six groups an update are two plays of three agents: a worker of two has one of them. */
  @Test
  void take_playsOfThreeGroups_countsPlays() {
    GroupQuota alone = new GroupQuota(1, 6, 1, 3);
    alone.advance(1);
    assertThat(takeAll(alone)).isEqualTo(4);
    alone.advance(2);
    assertThat(takeAll(alone)).isEqualTo(2);
    GroupQuota shared = new GroupQuota(1, 6, 2, 3);
    shared.advance(1);
    assertThat(takeAll(shared)).isEqualTo(2);
    shared.advance(2);
    assertThat(takeAll(shared)).isEqualTo(1);
    assertThatThrownBy(() -> new GroupQuota(1, 1, 1, 0)).hasMessageContaining("groupsAtOnce=0");
  }
}
