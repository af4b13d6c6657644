package dev.sonde.app;

import dev.sonde.engine.question.Scope;
import dev.sonde.engine.render.CsvRenderer;
import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.render.TextRenderer;
import dev.sonde.engine.report.Answer;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.StreamedView;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.ViewRunner;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers one question on standard output. */
final class ViewCommand {

  private final Surroundings surroundings;

  ViewCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * @param options of the view and of all views, by name without dashes; a flag's value is empty
   */
  <P extends Record, R extends Record> ExitCode run(
      View<P, R> view, List<String> words, Map<String, List<String>> options, Presentation how) {
    Parameters<P> declared = view.parameters();
    Sources sources = Sources.of(view.about().name(), words, declared.argument());
    Scope scope = Scope.ALL;
    P parameters = declared.defaults();
    for (Map.Entry<String, List<String>> option : options.entrySet()) {
      for (String value : option.getValue()) {
        if (Options.isOwn(declared, option.getKey())) {
          parameters = declared.named(option.getKey()).set().apply(parameters, value);
        } else {
          scope = scope.with(option.getKey(), value);
        }
      }
    }
    Parameters.Parameter<P> argument = declared.argument();
    if (argument != null && sources.argument() != null) {
      parameters = argument.set().apply(parameters, sources.argument());
    }
    List<String> asked = surroundings.sourcesOr(sources.sources());
    try (Store store = surroundings.open(asked, how.format())) {
      ViewRunner runner =
          new ViewRunner(store, String.join(" ", asked), false, next -> Words.command(next, asked));
      if (view instanceof StreamedView<P, R> streamed && streamed.streams(parameters, how.json())) {
        List<Statement> statements = runner.stream(streamed, parameters, scope, surroundings.out());
        if (how.explain()) {
          explain(statements, surroundings.err());
        }
        return ExitCode.ANSWERED;
      }
      ViewRunner.Outcome outcome = runner.run(view, parameters, scope);
      show(outcome.answer(), how);
      if (how.explain()) {
        explain(outcome.asked(), surroundings.err());
      }
      return outcome.answer().result() instanceof dev.sonde.engine.report.Verdict verdict
              && verdict.failed()
          ? ExitCode.CHECK_FAILED
          : ExitCode.ANSWERED;
    }
  }

  private void show(Answer answer, Presentation how) {
    Writer out = surroundings.out();
    try {
      if (how.json()) {
        JsonRenderer.render(answer, out);
      } else if (how.csv()) {
        CsvRenderer.render(answer, rows(answer), out);
      } else {
        out.write(new TextRenderer(surroundings.style(how)).render(answer));
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<? extends Record> rows(Answer answer) {
    @Nullable List<? extends Record> rows = CsvRenderer.rows(answer.result());
    if (rows == null) {
      throw new Failure(
          ExitCode.USAGE, "--csv: " + answer.view() + " is no list; use --json for its figures");
    }
    return rows;
  }

  private static void explain(List<Statement> statements, PrintStream err) {
    for (Statement statement : statements) {
      err.println();
      err.println(statement.sql());
      if (!statement.binds().isEmpty()) {
        err.println("-- with " + statement.binds());
      }
    }
  }
}
