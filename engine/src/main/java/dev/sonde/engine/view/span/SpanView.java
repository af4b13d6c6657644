package dev.sonde.engine.view.span;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.record.EventList;
import dev.sonde.engine.record.EventList.EventRow;
import dev.sonde.engine.record.Ids;
import dev.sonde.engine.record.Records;
import dev.sonde.engine.record.Traces;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.model.SpanId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that is known of one span. */
public final class SpanView implements View<SpanView.Options, SpanResult> {

  /**
   * @param id as it was written
   */
  public record Options(String id) {}

  /**
   * The parts of an id as it was written.
   *
   * @param party worker or service, empty for any
   */
  private record Wanted(@Nullable String trace, String party, String span) {
    static Wanted of(String id) {
      int slash = id.lastIndexOf('/');
      if (slash >= 0) {
        return new Wanted(null, id.substring(0, slash), id.substring(slash + 1));
      }
      int colon = id.lastIndexOf(':');
      return colon >= 0
          ? new Wanted(id.substring(0, colon), "", id.substring(colon + 1))
          : new Wanted(null, "", id);
    }
  }

  private static final Sql FOUND = Sql.of(SpanView.class, "found").with("columns", Records.SPAN);

  /** As many as a message can list. */
  private static final int CANDIDATES = 12;

  @Override
  public About about() {
    return new About(
        "span",
        About.Group.ONE,
        "everything known of one span",
        """
        Times, status, attributes, what happened within it, links, exception, inputs and outputs, \
        log records that name it, and the process that it ran in. ID is 16 hexadecimal digits or a \
        number; where several spans have it, write TRACE:SPAN or WORKER/SPAN, or narrow with --name.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(""))
        .argument(
            "ID", "a span's id, TRACE:SPAN or WORKER/SPAN", (options, value) -> new Options(value));
  }

  @Override
  public Answered<SpanResult> answer(Options options, Ask ask) {
    if (options.id().isEmpty()) {
      throw new UsageException("span needs the ID of a span; spans and trace list them");
    }
    Known known = find(options.id(), ask);
    return Answered.whole(known.result(logs(known, ask)));
  }

  private static Known find(String id, Ask ask) {
    Wanted wanted = Wanted.of(id);
    String within =
        wanted.trace() == null ? "" : " AND " + Traces.find(ask, wanted.trace()).condition();
    Records records = new Records(ask);
    for (long number : Ids.spans(wanted.span())) {
      List<Known> found =
          ask.rows(
              FOUND.with("condition", "span_no = " + number + within),
              Map.of("party", wanted.party(), "most", (long) CANDIDATES),
              row -> Known.of(records.span(row), row));
      if (found.size() == 1) {
        return found.getFirst();
      } else if (!found.isEmpty()) {
        throw new UsageException(ambiguous(id, found));
      }
    }
    throw new UsageException(
        "no span '" + id + "' here; spans lists what there is, with their ids");
  }

  private static String ambiguous(String id, List<Known> found) {
    String listed =
        found.stream()
            .map(known ->
                "  "
                    + (known.traceId() == null ? "no trace" : Ids.brief(known.traceId()))
                    + "  "
                    + known.party()
                    + "/"
                    + (known.spanId() == null ? "" : Ids.brief(known.spanId()))
                    + "  "
                    + known.span().name())
            .collect(Collectors.joining("\n"));
    return "several spans have the id "
        + id
        + (found.size() == CANDIDATES ? ", among them" : "")
        + "; write TRACE:SPAN or WORKER/SPAN, or narrow with --name:\n"
        + listed;
  }

  private static List<EventRow> logs(Known known, Ask ask) {
    SpanId id = known.span().id();
    if (!id.hasSpan()) {
      return List.of();
    }
    String same =
        "trace_hi = %d AND trace_lo = %d AND span_no = %d"
            .formatted(id.traceHigh(), id.traceLow(), id.span());
    // Small numbers repeat in every process.
    return id.traceHigh() != 0
        ? new EventList(ask, same, Map.of()).rows()
        : new EventList(
                ask,
                same + " AND coalesce(worker, service, '') = :party",
                Map.of("party", known.party()))
            .rows();
  }

  @Override
  public Report report(SpanResult result, Options options, Ask ask) {
    return SpanReport.of(result, ask);
  }
}
