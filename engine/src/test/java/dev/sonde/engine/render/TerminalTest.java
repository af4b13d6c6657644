package dev.sonde.engine.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Names cannot steer the terminal, and are counted right")
class TerminalTest {

  @Test
  void control_characters_and_escapes_are_made_visible() {
    assertThat(Terminal.harmless("a\u001b[31mred\u0007")).isEqualTo("a�[31mred�");
    assertThat(Terminal.harmless("one\ntwo\r\n")).isEqualTo("one⏎two⏎");
  }

  @Test
  void direction_overrides_do_not_turn_the_line_around() {
    assertThat(Terminal.harmless("abc\u202egpj.exe")).isEqualTo("abc�gpj.exe");
    assertThat(Terminal.harmless("a\u200fb")).isEqualTo("ab");
  }

  @Test
  void wide_and_combining_characters_take_the_columns_that_they_take() {
    assertThat(Terminal.width("日本語")).isEqualTo(6);
    assertThat(Terminal.width("e\u0301")).isEqualTo(1);
    assertThat(Terminal.width("🚀")).isEqualTo(2);
    assertThat(Terminal.width("▁▂█…")).isEqualTo(4);
  }

  @Test
  void identifiers_are_cut_in_the_middle_and_prose_at_the_end() {
    assertThat(Terminal.cutMiddle("('rechunk-merge-6f28ee', 7359)", 15))
        .isEqualTo("('rechu…, 7359)");
    assertThat(Terminal.cutEnd("a long sentence", 8)).isEqualTo("a long …");
    assertThat(Terminal.width(Terminal.cutMiddle("日本語日本語日本語", 7))).isLessThanOrEqualTo(7);
  }
}
