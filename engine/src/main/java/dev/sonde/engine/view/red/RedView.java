package dev.sonde.engine.view.red;

import dev.sonde.engine.analysis.Bins;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rate, errors and duration per party, kind of task or any key. */
public final class RedView implements View<RedView.Options, RedResult> {

  /**
   * @param by what makes a row: party, agent, service, prefix, name, worker, or an attribute's key
   * @param bins how finely time is cut
   */
  public record Options(String by, int bins) {}

  private static final int MOST_BINS = 1_000;
  private static final int BINS = 24;

  private static final Sql FIGURES = Sql.of(RedView.class, "figures");

  /** Rows that can be sorted: those with the most requests. */
  private static final long MOST_ROWS = 2_000;

  @Override
  public About about() {
    return new About(
        "red",
        About.Group.BREADTH,
        "how much was asked of each agent or service, how often it failed, how long it took",
        """
        One row a party (the agent where there is one, else the service), most requests first. A \
        request is a span that enters the party: a root, or one whose parent belongs to another; what \
        the party does inside is not counted again. With --by prefix it is an attempt of a task, with \
        --by worker likewise where there are attempts; with any other key, a span whose parent has \
        another value of it. Rate is requests over the window; errors are those of the requests \
        themselves; percentiles are exact, of whole durations of requests that begin in the window. \
        The series put a request where it begins. Where traces were sampled, counts are estimates.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options("party", BINS))
        .option(
            "by",
            "party|agent|service|prefix|name|worker|KEY",
            "what makes a row; default party: the agent, else the service",
            (options, value) -> new Options(value, options.bins()))
        .option(
            "bins",
            "N",
            "how finely time is cut; default " + BINS,
            (options, value) -> new Options(options.by(), Parameters.bins(value, MOST_BINS)));
  }

  @Override
  public Answered<RedResult> answer(Options options, Ask ask) {
    Bins bins = Bins.over(ask.window().startNanos(), ask.window().endNanos(), options.bins());
    Read read = new Read(bins, ask.window().seconds());
    ask.rows(
        Requests.by(options.by(), ask).in(FIGURES),
        Map.of("width", bins.widthNanos(), "last_bin", bins.count() - 1L, "most", MOST_ROWS),
        read::take);
    List<RedResult.Row> shown = Page.of(read.rows(), ask.scope());
    return Answered.list(
        new RedResult(
            options.by(),
            bins.widthSeconds(),
            shown,
            read.estimated() ? Optional.of(true) : Optional.empty()),
        shown.size(),
        read.names());
  }

  @Override
  public Report report(RedResult result, Options options, Ask ask) {
    return RedReport.of(result, ask);
  }
}
