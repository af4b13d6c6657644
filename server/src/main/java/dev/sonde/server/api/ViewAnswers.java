package dev.sonde.server.api;

import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.render.Words;
import dev.sonde.engine.report.Verdict;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.engine.view.Question;
import dev.sonde.engine.view.Shape;
import dev.sonde.engine.view.StreamedView;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.ViewRunner;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code GET /api/views/<name>}: one question, one answer, from one snapshot. */
final class ViewAnswers {

  /** Tells that what the user asked to be checked is not so: the command line's exit code 1. */
  static final String VERDICT = "Sonde-Verdict";

  private static final String LINES = "application/x-ndjson; charset=utf-8";
  private static final String CSV = "text/csv; charset=utf-8";
  private static final int BUFFER = 1 << 16;

  private final Served served;

  ViewAnswers(Served served) {
    this.served = served;
  }

  /** What is sent for a question. */
  record Written(String contentType, String text, Map<String, String> headers) {}

  <P extends Record, R extends Record> void answer(View<P, R> view, Request request, Reply reply)
      throws IOException {
    Asked asked = new Asked(request);
    Question<P, R> question = asked.question(view, Set.of());
    Guard guard = Guard.over(reply);
    try (guard) {
      StreamedView<P, R> streamed = question.streamed(asked.lastOr("as", "json").equals("json"));
      if (streamed != null && !asked.lastOr("as", "json").equals("explain")) {
        stream(streamed, question, asked, reply);
      } else {
        Written written = write(question, asked);
        Api.send(reply, 200, written.contentType(), written.text(), written.headers());
      }
    } catch (StoreException | UsageException e) {
      throw guard.gone() ? new UncheckedIOException(new IOException("gone", e)) : e;
    }
  }

  /** The whole answer in memory, so that no snapshot waits for a slow reader. */
  <P extends Record, R extends Record> Written write(Question<P, R> question, Asked asked) {
    String as = asked.lastOr("as", "json");
    StringWriter text = new StringWriter();
    try (Store store = served.one()) {
      ViewRunner runner = runner(store, asked);
      if (as.equals("explain")) {
        return new Written(Api.TEXT, explained(runner, question), Map.of());
      }
      Shape shape = shape(as);
      ViewRunner.Outcome outcome =
          runner.run(question.view(), question.parameters(), question.scope());
      shape.write(outcome.answer(), asked.style(), text);
      boolean failed = outcome.answer().result() instanceof Verdict verdict && verdict.failed();
      return new Written(
          switch (shape) {
            case JSON -> Api.JSON;
            case CSV -> CSV;
            case TEXT -> Api.TEXT;
          },
          text.toString(),
          failed ? Map.of(VERDICT, "failed") : Map.of());
    }
  }

  private static <P extends Record, R extends Record> String explained(
      ViewRunner runner, Question<P, R> question) {
    StreamedView<P, R> streamed = question.streamed(false);
    List<Statement> statements =
        streamed == null
            ? runner.run(question.view(), question.parameters(), question.scope()).asked()
            : runner.stream(streamed, question.parameters(), question.scope(), Writer.nullWriter());
    return ViewRunner.explained(statements);
  }

  private <P extends Record, R extends Record> void stream(
      StreamedView<P, R> view, Question<P, R> question, Asked asked, Reply reply)
      throws IOException {
    LazyOutput lazy = new LazyOutput(reply, LINES, Map.of());
    try (Store store = served.one()) {
      Writer out = new BufferedWriter(new OutputStreamWriter(lazy, StandardCharsets.UTF_8), BUFFER);
      runner(store, asked).stream(view, question.parameters(), question.scope(), out);
      out.flush();
    }
    lazy.close();
  }

  static ViewRunner runner(Store store, Asked asked) {
    String source = asked.source();
    return new ViewRunner(store, source, true, next -> Words.command(next, List.of(source)));
  }

  static Shape shape(String as) {
    return switch (as) {
      case "json" -> Shape.JSON;
      case "csv" -> Shape.CSV;
      case "text" -> Shape.TEXT;
      default -> throw new UsageException("as=" + as + ": an answer is json, text, csv or explain");
    };
  }
}
