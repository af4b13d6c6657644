package dev.sonde.app;

import dev.sonde.engine.render.Words;
import dev.sonde.engine.report.Verdict;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.view.Question;
import dev.sonde.engine.view.SidedView;
import dev.sonde.engine.view.Sides;
import dev.sonde.engine.view.ViewRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Answers a question about two sides, of which each source is read by itself. */
final class SidesCommand {

  private final Surroundings surroundings;
  private final Presentation how;

  SidesCommand(Surroundings surroundings, Presentation how) {
    this.surroundings = surroundings;
    this.how = how;
  }

  <P extends Record, R extends Record, S> ExitCode run(
      SidedView<P, R, S> view,
      Map<String, List<String>> options,
      List<String> before,
      List<String> after)
      throws IOException {
    Question<P, R> question = Question.of(view, options, null);
    Sides<P, R, S> sides = new Sides<>(view, question.parameters(), question.scope());
    for (String source : before) {
      add(source, sides::before);
    }
    for (String source : after) {
      add(source, sides::after);
    }
    List<String> last = List.of(after.getLast());
    ViewRunner.Outcome outcome = sides.outcome(next -> Words.command(next, last));
    how.shape().write(outcome.answer(), surroundings.style(how), surroundings.out());
    surroundings.out().flush();
    if (how.explain()) {
      surroundings.err().print(ViewRunner.explained(outcome.asked()));
      surroundings.err().flush();
    }
    return outcome.answer().result() instanceof Verdict verdict && verdict.failed()
        ? ExitCode.CHECK_FAILED
        : ExitCode.ANSWERED;
  }

  private void add(String source, BiConsumer<Store, String> side) throws IOException {
    List<String> asked = surroundings.sourcesOr(List.of(source));
    String address = Sources.address(asked);
    if (address == null) {
      try (Store store = Joins.with(surroundings.open(asked, how.format()), surroundings)) {
        side.accept(store, source);
      }
      return;
    }
    // What a live system knows now is taken whole: it goes on while the other side is read.
    Path folder = Files.createTempDirectory("sonde-compare");
    try {
      Path capture = folder.resolve("capture.jsonl");
      new RemoteCapture(surroundings.remote(address, how.token()), List.of(), capture)
          .take(surroundings.err());
      try (Store store =
          Joins.with(surroundings.open(List.of(capture.toString()), how.format()), surroundings)) {
        side.accept(store, source);
      }
    } finally {
      FileCache.delete(folder);
    }
  }
}
