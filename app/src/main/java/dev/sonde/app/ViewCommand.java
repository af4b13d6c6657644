package dev.sonde.app;

import dev.sonde.engine.render.Words;
import dev.sonde.engine.report.Verdict;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.view.Question;
import dev.sonde.engine.view.StreamedView;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.ViewRunner;
import java.io.IOException;
import java.util.List;
import java.util.Map;

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
      View<P, R> view, List<String> words, Map<String, List<String>> options, Presentation how)
      throws IOException {
    Sources sources = Sources.of(view.about().name(), words, view.parameters().argument());
    // Understood here also where a server answers: a mistake needs no way to it.
    Question<P, R> question = Question.of(view, options, sources.argument());
    List<String> asked = surroundings.sourcesOr(sources.sources());
    String address = Sources.address(asked);
    if (address != null) {
      Joins.refuse(address, question.scope());
    }
    return address == null
        ? local(question, asked, how)
        : new RemoteView(surroundings, address)
            .run(view.about().name(), options, sources.argument(), how);
  }

  private <P extends Record, R extends Record> ExitCode local(
      Question<P, R> question, List<String> asked, Presentation how) throws IOException {
    if (how.follow()) {
      throw new Failure(
          ExitCode.USAGE,
          "--follow is for a live system, and "
              + String.join(" ", asked)
              + " is none: give the address of a server, e.g. http://localhost:8787");
    }
    try (Store store = Joins.with(surroundings.open(asked, how.format()), surroundings)) {
      ViewRunner runner =
          new ViewRunner(store, String.join(" ", asked), false, next -> Words.command(next, asked));
      StreamedView<P, R> streamed = question.streamed(how.json());
      if (streamed != null) {
        var statements =
            runner.stream(streamed, question.parameters(), question.scope(), surroundings.out());
        explain(ViewRunner.explained(statements), how);
        return ExitCode.ANSWERED;
      }
      ViewRunner.Outcome outcome =
          runner.run(question.view(), question.parameters(), question.scope());
      how.shape().write(outcome.answer(), surroundings.style(how), surroundings.out());
      surroundings.out().flush();
      explain(ViewRunner.explained(outcome.asked()), how);
      return outcome.answer().result() instanceof Verdict verdict && verdict.failed()
          ? ExitCode.CHECK_FAILED
          : ExitCode.ANSWERED;
    }
  }

  private void explain(String statements, Presentation how) {
    if (how.explain()) {
      surroundings.err().print(statements);
      surroundings.err().flush();
    }
  }
}
