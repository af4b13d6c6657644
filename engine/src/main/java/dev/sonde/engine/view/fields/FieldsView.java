package dev.sonde.engine.view.fields;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which attribute keys there are, and with what values. */
public final class FieldsView implements View<FieldsView.Options, FieldsResult> {

  /**
   * @param missing list the records without this key; null lists the keys
   */
  public record Options(@Nullable String missing) {}

  /** Each 32 keys are one scan; whoever has more keys than this has data in the place of keys. */
  private static final int MOST_KEYS = 640;

  private static final Sql RECORDS = Sql.of(FieldsView.class, "records");
  private static final Sql MISSING = Sql.of(FieldsView.class, "missing");

  private record Counted(FieldsResult.Lacking record, long missing) {}

  @Override
  public About about() {
    return new About(
        "fields",
        About.Group.RAW,
        "which attributes the records have, and with what values",
        """
        One row for each attribute key of spans, events, samples and their resources: how many \
        records have it (themselves or through their resource), with values of which type, how many \
        different ones, and the most frequent among the first. Every key can be used with --where \
        and with timeline --by. --missing KEY lists records that lack a key. Above half a million \
        records distinct values are estimated, and the answer says so.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(null))
        .option(
            "missing",
            "KEY",
            "list records that do not have this attribute, instead of the keys",
            (_, value) -> new Options(value));
  }

  @Override
  public Answered<FieldsResult> answer(Options options, Ask ask) {
    long records = ask.one(RECORDS, Map.of(), row -> row.integer("records"));
    if (options.missing() != null) {
      return missing(options.missing(), records, ask);
    }
    Catalogue catalogue = new Catalogue(ask, records);
    List<FieldsResult.Field> all = catalogue.fields(MOST_KEYS);
    List<FieldsResult.Field> shown = catalogue.illustrated(Page.of(all, ask.scope()));
    return Answered.list(
        new FieldsResult(shown, records, records > Catalogue.EXACT, null),
        shown.size(),
        all.size());
  }

  private static Answered<FieldsResult> missing(String key, long records, Ask ask) {
    List<Counted> rows =
        ask.rows(
            MISSING.with("value", Catalogue.value(ask, key)),
            Map.of(
                "most",
                (long) ask.scope().limitOr(Scope.DEFAULT_LIMIT),
                "skip",
                (long) ask.scope().offset()),
            row ->
                new Counted(
                    new FieldsResult.Lacking(
                        row.text("kind"),
                        row.integer("at_ns"),
                        row.textOrNull("name"),
                        row.textOrNull("service"),
                        row.textOrNull("worker"),
                        row.textOrNull("trace_id"),
                        row.textOrNull("span_id")),
                    row.integer("missing")));
    return Answered.list(
        new FieldsResult(List.of(), records, false, rows.stream().map(Counted::record).toList()),
        rows.size(),
        rows.isEmpty() ? 0 : rows.getFirst().missing());
  }

  @Override
  public Report report(FieldsResult result, Options options, Ask ask) {
    if (result.missing() != null && options.missing() != null) {
      return lacking(result.missing(), options.missing(), ask);
    }
    if (result.rows().isEmpty()) {
      return new Report(
          "Fields",
          List.of(Block.note("No record here has an attribute.")),
          List.of(Next.view("check")));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (FieldsResult.Field field : result.rows()) {
      rows.add(
          List.of(
              new Cell.Id(field.key()),
              new Cell.Text(String.join(", ", field.kinds().keySet().stream().sorted().toList())),
              new Cell.Count(field.records()),
              new Cell.Share(field.share()),
              new Cell.Count(field.distinct()),
              new Cell.Text(String.join(", ", field.examples()))));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Table(
            null,
            List.of(
                Column.of("key"),
                Column.of("type"),
                Column.of("records"),
                Column.of("share"),
                Column.of("distinct"),
                Column.of("for example")),
            rows,
            null,
            "--limit"));
    if (result.approximate()) {
      blocks.add(Block.doubtful("Numbers of distinct values are estimates, within a few percent."));
    }
    String first = result.rows().getFirst().key();
    return new Report(
        "Fields",
        blocks,
        List.of(
            Next.view("fields").with("missing", first),
            Next.view("timeline").with("by", first),
            Next.view("stats")));
  }

  private static Report lacking(List<FieldsResult.Lacking> missing, String key, Ask ask) {
    if (missing.isEmpty()) {
      return new Report(
          "Records without " + key,
          List.of(Block.note("Every record has it.")),
          List.of(Next.view("fields")));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (FieldsResult.Lacking record : missing) {
      rows.add(
          List.of(
              new Cell.Offset(record.atNs(), ask.runStartNanos()),
              new Cell.Text(record.kind()),
              Cell.text(record.name()),
              Cell.text(record.service()),
              record.worker() == null ? new Cell.Blank() : new Cell.Id(record.worker()),
              record.spanId() == null ? new Cell.Blank() : new Cell.Text(record.spanId())));
    }
    return new Report(
        "Records without " + key,
        List.of(
            new Block.Table(
                null,
                List.of(
                    Column.of("at"),
                    Column.of("kind"),
                    Column.of("name"),
                    Column.extra("service"),
                    Column.of("worker"),
                    Column.extra("span")),
                rows,
                null,
                "--limit")),
        List.of(Next.view("fields"), Next.view("stats")));
  }
}
