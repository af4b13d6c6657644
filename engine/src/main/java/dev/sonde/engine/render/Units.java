package dev.sonde.engine.render;

import dev.sonde.engine.report.Cell;
import dev.sonde.engine.words.Amounts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a cell says. */
final class Units {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Units() {}

  /** The text of a cell standing alone. */
  static String text(Cell cell, ZoneId zone) {
    return switch (cell) {
      case Cell.Text text -> Terminal.harmless(text.text());
      case Cell.Id id -> Terminal.harmless(id.text());
      case Cell.Seconds seconds -> Amounts.seconds(seconds.seconds());
      case Cell.Bytes bytes -> Amounts.bytes(bytes.bytes());
      case Cell.BytesPerSecond rate -> rate.rate() == 0 ? "0" : Amounts.bytes(rate.rate()) + "/s";
      case Cell.Count count -> Amounts.count(count.count());
      case Cell.Figure figure -> Amounts.number(figure.value()) + figure.suffix();
      case Cell.Share share -> Amounts.share(share.share());
      case Cell.Offset offset -> offset((offset.nanos() - offset.fromNanos()) / 1e9);
      case Cell.Clock clock -> clock(clock.nanos(), zone);
      case Cell.Date date -> DATE.format(instant(date.nanos()).atZone(zone));
      case Cell.Unknown unknown -> Amounts.UNKNOWN;
      case Cell.Blank blank -> "";
    };
  }

  /** A place on a time axis: its sign is always of interest. */
  static String offset(double seconds) {
    return (seconds < 0 ? "" : "+") + (seconds == 0 ? "0 s" : Amounts.seconds(seconds));
  }

  static String clock(long nanos, ZoneId zone) {
    return CLOCK.format(instant(nanos).atZone(zone));
  }

  static String date(long nanos, ZoneId zone) {
    return DATE.format(instant(nanos).atZone(zone))
        + " "
        + (zone.getId().equals("Z") ? "UTC" : zone.getId());
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
