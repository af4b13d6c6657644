package dev.sonde.engine.export;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.store.Store;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;

/** Writes what a question is about. */
public final class Exporter {

  private final Store store;
  private final Ask ask;

  /**
   * @param scope what of it; without a run's name, all runs
   */
  public Exporter(Store store, Scope scope) {
    this.store = store;
    this.ask = new Ask(store, scope, false);
  }

  /**
   * Writes text; how many records or rows it was.
   *
   * @param table which relation, for formats that take one
   * @throws IllegalArgumentException for a format that is no text
   */
  public long text(Format format, Table table, Writer out) {
    return switch (format) {
      case CHROME -> new ChromeTrace(ask, out).write();
      case OTLP -> OtlpLines.write(ask, out);
      case JSONL -> FlatLines.write(ask, out);
      case CSV -> CsvTable.write(table, ask, out);
      case PARQUET -> throw new IllegalArgumentException("parquet is written as a file");
    };
  }

  /** Writes a relation as a Parquet file; how many rows it was. */
  public long parquet(Table table, Path file) {
    return store.parquet(ask.statement(table.sql(), Map.of()), file);
  }
}
