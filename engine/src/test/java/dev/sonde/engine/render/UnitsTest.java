package dev.sonde.engine.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.report.Cell;
import dev.sonde.engine.words.Amounts;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Numbers have three digits, a space and a unit")
class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1.83, 1.83 s",
    "0.412, 412 ms",
    "0.0000384, 38.4 µs",
    "2e-9, 2 ns",
    "432, 7 m 12 s",
    "11100, 3 h 05 m",
    "93600, 1 d 02 h",
    "59.94, 59.9 s",
    "59.96, 1 m 00 s",
    "0.9999, 1.00 s",
    "-0.25, -250 ms"
  })
  void seconds(double seconds, String text) {
    assertThat(Amounts.seconds(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "512, 512 B",
    "1000, 0.977 KiB",
    "1300234567, 1.21 GiB",
    "1024, 1 KiB",
    "-2048, -2 KiB"
  })
  void bytes(double bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"0;0", "14683;14,683", "99999;99,999", "123456;123 k", "1240000;1.24 M"})
  void counts(long count, String text) {
    assertThat(Amounts.count(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.043, 4.3 %", "0.12, 12 %", "1, 100 %", "0.0996, 10 %"})
  void shares(double share, String text) {
    assertThat(Amounts.share(share)).isEqualTo(text);
  }

  @Test
  void a_column_has_one_unit_where_its_values_allow() {
    assertThat(
            Columns.oneUnit(
                List.of(
                    new Cell.Seconds(10.73),
                    new Cell.Seconds(7.96),
                    new Cell.Seconds(0),
                    new Cell.Unknown())))
        .containsExactly("10.73 s", "7.96 s", "0     ", "–");
  }

  @Test
  void values_that_are_far_apart_keep_units_of_their_own() {
    assertThat(Columns.oneUnit(List.of(new Cell.Seconds(3480), new Cell.Seconds(0.00001))))
        .isNull();
    assertThat(Columns.oneUnit(List.of(new Cell.Seconds(0.237), new Cell.Seconds(0.000766))))
        .isNull();
  }
}
