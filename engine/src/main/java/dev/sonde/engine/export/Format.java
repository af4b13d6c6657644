package dev.sonde.engine.export;

import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What records can be exported to. */
public enum Format {
  CHROME(
      "Chrome trace events, for Perfetto and chrome://tracing",
      "open it at https://ui.perfetto.dev (Open trace file; nothing is uploaded)"),
  OTLP(
      "OTLP JSON lines, for OpenTelemetry backends; reads back with the same answers",
      "send it with a collector's otlpjsonfile receiver, or ask it: sonde observe overview %s"),
  JSONL(
      "one flat JSON object a record, for jq and scripts; reads back with the same answers",
      "look at it with jq, or ask it: sonde observe overview %s"),
  CSV("one relation as a table, for spreadsheets", "open it with a spreadsheet"),
  PARQUET(
      "one relation as a typed table, for DuckDB, pandas and Spark",
      "read it: SELECT * FROM '%s' in DuckDB, pandas.read_parquet(\"%s\")");

  private final String purpose;
  private final String open;

  Format(String purpose, String open) {
    this.purpose = purpose;
    this.open = open;
  }

  /** As it is written on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String purpose() {
    return purpose;
  }

  /** What to do with the file. */
  public String open(String file) {
    return open.replace("%s", file);
  }

  /** Whether it takes one relation rather than all records. */
  public boolean isTable() {
    return this == CSV || this == PARQUET;
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Format::word).toList();
  }

  /**
   * The format of a word.
   *
   * @throws UsageException where there is none
   */
  public static Format named(String word) {
    for (Format format : values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    throw new UsageException("--to: " + Suggestion.unknown("format", word, words()));
  }
}
