package dev.sonde.engine.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.render.CsvRenderer;
import dev.sonde.engine.render.GridRenderer;
import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.render.Style;
import dev.sonde.engine.report.Answer;
import dev.sonde.engine.report.Json;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sandbox;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.view.ViewRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to questions in SQL. JSON and CSV are written as rows come; nothing is written before the first. */
public final class SqlAnswers {

  /** More rows than this are counted, but not kept for text. */
  private static final int KEPT = 10_000;

  private static final List<String> NUMBERS =
      List.of("INT", "DOUBLE", "FLOAT", "REAL", "DECIMAL", "BIGNUM");

  private final Store store;
  private final String location;
  private final boolean live;
  private final SqlQuestion question;

  /**
   * @param location of the source, as the user gave it
   * @param live whether a server answers
   */
  public SqlAnswers(Store store, String location, boolean live, SqlQuestion question) {
    this.store = store;
    this.location = location;
    this.live = live;
    this.question = question;
  }

  /** No figures of its own: the rows are the result. */
  private record Nothing() {}

  /** In the envelope of all answers; true where rows were left out. */
  public boolean json(Writer out) {
    try {
      JsonGenerator json = JsonRenderer.generator(out);
      Sandbox.Outcome outcome = question.run(store, new JsonVisitor(json));
      json.writeEndArray();
      json.writeBooleanField("cut", outcome.cut());
      json.writeEndObject();
      JsonRenderer.end(json, outcome.rows(), outcome.cut() ? null : outcome.rows(), List.of());
      out.write('\n');
      return outcome.cut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A head line and one line a row; true where rows were left out. */
  public boolean csv(Writer out) {
    return question
        .run(
            store,
            new Sandbox.Visitor() {
              @Override
              public void columns(List<String> names, List<String> types) {
                line(names);
              }

              @Override
              public void row(Row row) {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < row.columns().size(); i++) {
                  Object value = row.value(i);
                  cells.add(value == null ? "" : plain(value));
                }
                line(cells);
              }

              private void line(List<String> cells) {
                try {
                  CsvRenderer.line(out, cells);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            })
        .cut();
  }

  /** As a table for people, of as many rows and columns as there is room for. */
  public String text(Style style) {
    List<GridRenderer.Column> columns = new ArrayList<>();
    List<List<@Nullable String>> rows = new ArrayList<>();
    Sandbox.Outcome outcome =
        question.run(
            store,
            new Sandbox.Visitor() {
              @Override
              public void columns(List<String> names, List<String> types) {
                for (int i = 0; i < names.size(); i++) {
                  columns.add(new GridRenderer.Column(names.get(i), isNumber(types.get(i))));
                }
              }

              @Override
              public void row(Row row) {
                if (rows.size() < KEPT) {
                  rows.add(cells(row));
                }
              }
            });
    return new GridRenderer(style).render(columns, rows, outcome.rows(), outcome.cut());
  }

  private static List<@Nullable String> cells(Row row) {
    List<@Nullable String> cells = new ArrayList<>();
    for (int i = 0; i < row.columns().size(); i++) {
      Object value = row.value(i);
      cells.add(value == null ? null : value instanceof Double d ? figure(d) : plain(value));
    }
    return cells;
  }

  private static boolean isNumber(String type) {
    return !type.contains("[") && NUMBERS.stream().anyMatch(type::contains);
  }

  /** Nine digits are enough to read; JSON and CSV have all of them. */
  private static String figure(double value) {
    double size = Math.abs(value);
    return value == 0 || (size >= 1e-6 && size < 1e15)
        ? new BigDecimal(value).round(new MathContext(9)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  /** Lists and maps as JSON, all else as the engine's driver writes it. */
  private static String plain(Object value) {
    return value instanceof List || value instanceof Map
        ? JsonRenderer.text(value)
        : value.toString();
  }

  private final class JsonVisitor implements Sandbox.Visitor {

    private final JsonGenerator json;
    private List<String> names = List.of();
    private List<String> types = List.of();

    JsonVisitor(JsonGenerator json) {
      this.json = json;
    }

    @Override
    public void columns(List<String> columns, List<String> columnTypes) {
      names = columns;
      types = columnTypes;
      try {
        JsonRenderer.begin(json, head());
        json.writeStartObject();
        json.writeArrayFieldStart("columns");
        for (int i = 0; i < columns.size(); i++) {
          json.writeStartObject();
          json.writeStringField("name", columns.get(i));
          json.writeStringField("type", columnTypes.get(i));
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void row(Row row) {
      try {
        json.writeStartArray();
        for (int i = 0; i < names.size(); i++) {
          JsonRenderer.value(json, sent(row.value(i), i));
        }
        json.writeEndArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** As everywhere in answers: nanoseconds since the epoch are texts, JSON stays JSON. */
    private @Nullable Object sent(@Nullable Object value, int column) {
      boolean whole = value instanceof Long || value instanceof BigInteger;
      if (whole && names.get(column).endsWith("_ns")) {
        return String.valueOf(value);
      }
      return value != null && types.get(column).equals("JSON") ? new Json(value.toString()) : value;
    }

    private Answer head() {
      Ask ask = new Ask(store, Scope.ALL, false);
      return new Answer(
          "sql",
          new Answer.Source(location, store.coverage().format(), live),
          new Answer.Asked(ask.run(), ask.runs(), List.of()),
          ViewRunner.covered(store.coverage()),
          new Nothing(),
          null,
          null,
          new Report("sql", List.of(), List.of()),
          List.of());
    }
  }
}
