package dev.sonde.app.doctor;

import dev.sonde.app.doctor.Finding.Severity;
import dev.sonde.engine.render.Style;
import dev.sonde.engine.render.TextRenderer;
import dev.sonde.engine.report.Cell;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Findings as they are found, and figures as they stand in sentences. */
final class Said {

  private static final Style STYLE = Style.piped(0, ZoneOffset.UTC);

  private final List<Finding> all = new ArrayList<>();

  void problem(String what, @Nullable Number figure, @Nullable String advice) {
    all.add(new Finding(Severity.PROBLEM, what, figure, advice));
  }

  void warn(String what, @Nullable Number figure, @Nullable String advice) {
    all.add(new Finding(Severity.WARN, what, figure, advice));
  }

  void note(String what, @Nullable Number figure, @Nullable String advice) {
    all.add(new Finding(Severity.NOTE, what, figure, advice));
  }

  void ok(String what, @Nullable Number figure) {
    all.add(new Finding(Severity.OK, what, figure, null));
  }

  /** The worst first; among equals in the order in which they were found. */
  List<Finding> sorted() {
    return all.stream().sorted(Comparator.comparing(Finding::severity)).toList();
  }

  static String bytes(long bytes) {
    return TextRenderer.inline(new Cell.Bytes(bytes), STYLE);
  }

  /** In full: figures of books have to add up. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** So many of something, e.g. {@code 1 span} and {@code 1,204 spans}. */
  static String count(long count, String one) {
    return count(count) + " " + one + (count == 1 ? "" : "s");
  }

  static String length(double seconds) {
    return TextRenderer.inline(new Cell.Seconds(seconds), STYLE);
  }

  static String share(double share) {
    return TextRenderer.inline(new Cell.Share(share), STYLE);
  }
}
