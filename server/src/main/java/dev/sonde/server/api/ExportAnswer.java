package dev.sonde.server.api;

import dev.sonde.engine.export.Exporter;
import dev.sonde.engine.export.Format;
import dev.sonde.engine.export.Table;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.engine.view.Parameters;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code GET /api/export?to=FORMAT}: records in a format of others, from one snapshot. */
final class ExportAnswer {

  static final Set<String> OWN = Set.of("to", "what");

  /** Options of lists; an export has no pages. */
  static final Set<String> OF_LISTS = Set.of("limit", "offset", "sort");

  private static final int BUFFER = 1 << 16;

  private final Served served;

  ExportAnswer(Served served) {
    this.served = served;
  }

  void answer(Request request, Reply reply) throws IOException {
    Asked asked = new Asked(request);
    Format format = Format.named(asked.lastOr("to", ""));
    Table table = Table.named(asked.lastOr("what", "spans"));
    Scope scope = scope(asked);
    Guard guard = Guard.over(reply);
    try (guard;
        Store store = served.one()) {
      Exporter exporter = new Exporter(store, scope);
      if (format == Format.PARQUET) {
        parquet(exporter, table, reply);
      } else {
        LazyOutput lazy = new LazyOutput(reply, type(format), Map.of());
        Writer out =
            new BufferedWriter(new OutputStreamWriter(lazy, StandardCharsets.UTF_8), BUFFER);
        exporter.text(format, table, out);
        out.flush();
        lazy.close();
      }
    } catch (StoreException e) {
      throw guard.gone() ? new UncheckedIOException(new IOException("gone", e)) : e;
    }
  }

  private static Scope scope(Asked asked) {
    Scope scope = Scope.ALL;
    for (Map.Entry<String, List<String>> option :
        asked.options(Parameters.none(), OWN).entrySet()) {
      if (OF_LISTS.contains(option.getKey())) {
        throw new UsageException(option.getKey() + ": an export has no pages");
      }
      for (String value : option.getValue()) {
        scope = scope.with(option.getKey(), value);
      }
    }
    return scope;
  }

  /** Written as a file first, as Parquet has its index at its end. */
  private static void parquet(Exporter exporter, Table table, Reply reply) throws IOException {
    Path folder = Files.createTempDirectory("sonde-export");
    Path file = folder.resolve("rows.parquet");
    try {
      long rows = exporter.parquet(table, file);
      try (OutputStream out =
          reply.begin(
              200,
              "application/vnd.apache.parquet",
              Map.of(
                  "Content-Length",
                  Long.toString(Files.size(file)),
                  "Sonde-Records",
                  Long.toString(rows)))) {
        Files.copy(file, out);
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static String type(Format format) {
    return switch (format) {
      case CHROME -> Api.JSON;
      case CSV -> "text/csv; charset=utf-8";
      case OTLP, JSONL, PARQUET -> "application/x-ndjson; charset=utf-8";
    };
  }
}
