package dev.sonde.engine.activity;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rate, errors and duration as totals, from which a monitoring system makes its own rates.
 *
 * @param spans open ones included
 * @param seconds of those that ended
 */
public record Red(String name, @Nullable String service, long spans, long errors, double seconds) {

  private static final Sql RED = Sql.of(Red.class, "red");

  /**
   * Per span name and service, the most frequent first.
   *
   * @param most rows
   */
  public static List<Red> of(Ask ask, long most) {
    return ask.rows(
        RED,
        Map.of("most", most),
        row ->
            new Red(
                row.text("name"),
                row.textOrNull("service"),
                row.integer("spans"),
                row.integer("errors"),
                row.seconds("total_ns")));
  }
}
