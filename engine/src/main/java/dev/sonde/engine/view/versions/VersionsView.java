package dev.sonde.engine.view.versions;

import dev.sonde.engine.analysis.Versions;
import dev.sonde.engine.question.Ask;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which software took part. */
public final class VersionsView implements View<Parameters.None, VersionsView.VersionsResult> {

  /**
   * @param rows parties that told a version
   * @param conflicts names of which parties of one service told different values
   * @param silent parties that told none
   */
  public record VersionsResult(
      List<Versions.Party> rows, List<Versions.Conflict> conflicts, long silent) {}

  private static final Sql VERSIONS = Sql.of(VersionsView.class, "versions");

  @Override
  public About about() {
    return new About(
        "versions",
        About.Group.START,
        "which software took part, and where it differs",
        """
        What each party (worker, instance, service) said of its software in its resource \
        attributes: service.version, telemetry.sdk.*, process.runtime.* and whatever else ends in \
        .version. A conflict is a name of which parties of the same service told different values.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<VersionsResult> answer(Parameters.None none, Ask ask) {
    List<Versions.Told> told =
        ask.rows(
            VERSIONS,
            row ->
                new Versions.Told(
                    row.text("party"),
                    row.textOrNull("service"),
                    row.textOrNull("name"),
                    row.textOrNull("version")));
    List<Versions.Party> all = Versions.parties(told);
    List<Versions.Party> speaking =
        all.stream().filter(party -> !party.versions().isEmpty()).toList();
    List<Versions.Party> shown = Page.of(speaking, ask.scope());
    return Answered.list(
        new VersionsResult(shown, Versions.conflicts(told), all.size() - speaking.size()),
        shown.size(),
        speaking.size());
  }

  @Override
  public Report report(VersionsResult result, Parameters.None none, Ask ask) {
    List<Block> blocks = new ArrayList<>();
    if (!result.conflicts().isEmpty()) {
      blocks.add(conflicts(result.conflicts()));
    }
    if (result.rows().isEmpty()) {
      blocks.add(
          Block.note(
              "No versions here: they come from resource attributes such as service.version,"
                  + " telemetry.sdk.version and process.runtime.version."));
    } else {
      blocks.add(parties(result.rows()));
    }
    if (result.silent() > 0) {
      blocks.add(Block.doubtful("Parties that told no version: " + result.silent() + "."));
    }
    return new Report(
        "Versions",
        blocks,
        List.of(Next.view("workers"), Next.view("fields"), Next.view("cluster")));
  }

  private static Block conflicts(List<Versions.Conflict> conflicts) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Versions.Conflict conflict : conflicts) {
      rows.add(
          List.of(
              Cell.id(conflict.service()),
              new Cell.Id(conflict.name()),
              new Cell.Text(counted(conflict.values()))));
    }
    return new Block.Table(
        "Differ within a service",
        List.of(Column.of("service"), Column.of("name"), Column.of("values")),
        rows,
        null,
        null);
  }

  private static String counted(Map<String, Long> values) {
    List<String> parts = new ArrayList<>();
    values.forEach((value, parties) -> parts.add(value + " (" + parties + ")"));
    return String.join(", ", parts);
  }

  /** Names as columns: versions are compared down a column. */
  private static Block parties(List<Versions.Party> parties) {
    Set<String> names = new TreeSet<>();
    parties.forEach(party -> names.addAll(party.versions().keySet()));
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of("party"));
    columns.add(Column.of("service"));
    names.forEach(name -> columns.add(Column.extra(name)));
    List<List<Cell>> rows = new ArrayList<>();
    for (Versions.Party party : parties) {
      List<Cell> row = new ArrayList<>();
      row.add(new Cell.Id(party.party()));
      row.add(Cell.id(party.service()));
      Map<String, String> versions = new LinkedHashMap<>(party.versions());
      names.forEach(name -> row.add(Cell.text(versions.get(name))));
      rows.add(row);
    }
    return new Block.Table(null, columns, rows, null, "--limit");
  }
}
