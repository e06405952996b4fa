package io.millrace.store.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a key. */
class GrammarTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "0", "gmm1d-flow-grpo", "a.b", "a_b", "con-1", "com10", "console", "a--b"})
  void key_ofTheGrammar_isTaken(String key) {
    assertThat(Grammar.key("policy", key)).isEqualTo(key);
  }

  @Test
  void key_ofSixtyThreeCharacters_isTheLongest() {
    assertThat(Grammar.key("policy", "a".repeat(63))).hasSize(63);
    assertThatThrownBy(() -> Grammar.key("policy", "a".repeat(64)))
        .isInstanceOf(StoreFailureException.class);
  }

  @ParameterizedTest
  @MethodSource("io.millrace.store.server.HostileKeys#all")
  void key_hostile_isRefusedWithPrintableMessage(String key) {
    assertThatThrownBy(() -> Grammar.key("policy", key))
        .isInstanceOf(StoreFailureException.class)
        .hasMessageMatching("[\\x20-\\x7e]{1,400}")
        .extracting(e -> ((StoreFailureException) e).failure())
        .isEqualTo(Failure.BAD_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1e3", "0x1", "1.0", " 1", "1234567890123456789", "٣"})
  void number_thatIsNotPlain_isRefused(String number) {
    assertThatThrownBy(() -> Grammar.number("epoch", number))
        .isInstanceOf(StoreFailureException.class);
  }
}
