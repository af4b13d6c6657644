package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the relations of docs/sql.md in an instance to which the store's files are attached. */
final class Relations {

  private static final Sql VIEWS = Sql.of(Relations.class, "views");

  private Relations() {}

  /** Attaches a store's files for reading and makes the views over them. */
  static void attach(Database database, Path directory) {
    database.execute(
        "ATTACH "
            + Database.literal(directory.resolve(StoreFolder.FACTS).toString())
            + " AS store (READ_ONLY)");
  }

  static void make(Database database) {
    raw(database, "raw_span", "spans", Columns.SPANS);
    raw(database, "raw_event", "events", Columns.EVENTS);
    raw(database, "raw_sample", "samples", Columns.SAMPLES);
    Sql views =
        VIEWS.with("attributes", "coalesce(attributes_variant, attributes_json::JSON::VARIANT)");
    for (String key :
        List.of(
            "message.id",
            "message.from",
            "message.to",
            "artifact.id",
            "artifact.producer",
            "artifact.consumer")) {
      views =
          views.with(
              key,
              "coalesce(json_extract_string(attributes_json, '/%1$s'), attributes_variant['%1$s']::VARCHAR)"
                  .formatted(key));
    }
    database.script(views);
  }

  private static <T> void raw(
      Database database, String view, String table, List<Column<T>> columns) {
    String plain =
        columns.stream()
            .map(Column::name)
            .filter(name -> !name.equals("attributes"))
            .collect(Collectors.joining(", "));
    database.execute(
        "CREATE VIEW "
            + view
            + " AS SELECT "
            + plain
            + ", attributes AS attributes_json, NULL::VARIANT AS attributes_variant FROM store."
            + table);
  }
}
