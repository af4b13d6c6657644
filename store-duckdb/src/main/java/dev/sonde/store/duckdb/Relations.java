package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the relations of docs/sql.md in an instance to which a store's files are attached. */
final class Relations {

  private static final Sql VIEWS = Sql.of(Relations.class, "views");

  private static final List<String> PAIRED =
      List.of(
          "message.id",
          "message.from",
          "message.to",
          "artifact.id",
          "artifact.producer",
          "artifact.consumer");

  private Relations() {}

  static void make(Database database, Segments segments) {
    raw(database, segments);
    views(database, segments);
  }

  /** Only what unites the segments. */
  static void raw(Database database, Segments segments) {
    raw(database, segments, "raw_span", "spans", Columns.SPANS);
    raw(database, segments, "raw_event", "events", Columns.EVENTS);
    raw(database, segments, "raw_sample", "samples", Columns.SAMPLES);
  }

  /** All spans, wherever they lie, as the live tables have them; for deriving. */
  static void everySpan(Database database, Segments segments) {
    String others =
        Columns.SPANS.stream()
            .map(Column::name)
            .filter(name -> !name.equals("attributes"))
            .collect(Collectors.joining(", "));
    List<String> parts = new ArrayList<>();
    parts.add("SELECT " + others + ", attributes FROM store.spans");
    for (String segment : segments.sealed()) {
      String text =
          segments.plain().contains(segment)
              ? "attributes"
              : segments.exact().contains(segment)
                  ? "CASE WHEN starts_with(attributes_exact, '{') THEN attributes_exact"
                      + " ELSE attributes::JSON::VARCHAR END"
                  : "attributes::JSON::VARCHAR";
      parts.add(
          "SELECT "
              + columns(segments, segment, others)
              + ", "
              + text
              + " AS attributes FROM "
              + segment
              + ".spans");
    }
    database.execute("CREATE OR REPLACE VIEW every_span AS " + String.join(" UNION ALL ", parts));
  }

  private static void views(Database database, Segments segments) {
    Sql views = VIEWS.with("attributes", attributes(segments));
    for (String key : PAIRED) {
      views = views.with(key, segments.dialect().attribute(key));
    }
    database.script(views);
  }

  /** JSON becomes VARIANT only where it is read as such, at a second for a million records. */
  private static String attributes(Segments segments) {
    return segments.sealed().isEmpty() && !segments.growing()
        ? "attributes_json::JSON::VARIANT"
        : segments.live()
            ? "coalesce(attributes_variant, attributes_json::JSON::VARIANT)"
            : "attributes_variant";
  }

  private static <T> void raw(
      Database database, Segments segments, String view, String table, List<Column<T>> columns) {
    String plain =
        columns.stream()
            .map(Column::name)
            .filter(name -> !name.equals("attributes"))
            .collect(Collectors.joining(", "));
    List<String> parts = new ArrayList<>();
    String asText =
        "SELECT "
            + plain
            + ", attributes AS attributes_json, NULL::VARIANT AS attributes_variant,"
            + " NULL::VARCHAR AS attributes_exact FROM ";
    if (segments.live()) {
      parts.add(
          asText
              + "store."
              + table
              + (segments.growing()
                  ? " WHERE seq <= getvariable('" + Segments.WATERMARK + "')"
                  : ""));
    }
    for (String segment : segments.sealed()) {
      if (segments.plain().contains(segment)) {
        parts.add(columns(segments, segment, asText) + segment + "." + table);
        continue;
      }
      parts.add(
          "SELECT "
              + columns(segments, segment, plain)
              + ", NULL::VARCHAR AS attributes_json, attributes AS attributes_variant, "
              + (segments.exact().contains(segment) ? "" : "NULL::VARCHAR AS ")
              + "attributes_exact FROM "
              + segment
              + "."
              + table);
    }
    database.execute("CREATE OR REPLACE VIEW " + view + " AS " + String.join(" UNION ALL ", parts));
  }

  /** As the segment has them. */
  private static String columns(Segments segments, String segment, String columns) {
    return segments.weighted().contains(segment)
        ? columns
        : columns.replace(", " + Columns.WEIGHT, ", 1::DOUBLE AS " + Columns.WEIGHT);
  }
}
