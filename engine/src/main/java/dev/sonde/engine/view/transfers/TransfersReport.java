package dev.sonde.engine.view.transfers;

import dev.sonde.engine.analysis.TransferStages;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Transfers as text: figures, stages, then who moved what where. */
final class TransfersReport {

  private static final int PREFIXES = 12;
  private static final int LINKS = 6;
  private static final int IN_FLIGHT = 5;

  private TransfersReport() {}

  static Report of(TransfersResult result, Ask ask) {
    if (result.messages() == 0) {
      return new Report(
          "Transfers",
          List.of(
              Block.note(
                  "Nothing moved here. Transfers come from spans with transfer.key, or from"
                      + " worker.transfer.recv in captures of Frisky.")),
          List.of(Next.view("overview"), Next.view("stats")));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(facts(result));
    busiest(result).ifPresent(stage -> blocks.add(said(stage)));
    blocks.add(stages(result));
    blocks.add(prefixes(result));
    if (!result.sizes().isEmpty()) {
      blocks.add(sizes(result));
    }
    if (!result.links().isEmpty()) {
      blocks.add(links(result, ask));
    }
    if (!result.inFlight().isEmpty()) {
      blocks.add(inFlight(result));
    }
    if (result.logicalBytes() == null) {
      blocks.add(Block.doubtful("No message says its size: bytes and bandwidth are unknown."));
    }
    return new Report("Transfers", blocks, next(result));
  }

  private static Block facts(TransfersResult result) {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("messages", new Cell.Count(result.messages())));
    facts.add(new Block.Fact("keys", Cell.count(result.keys())));
    facts.add(new Block.Fact("logical", Cell.bytes(result.logicalBytes())));
    facts.add(new Block.Fact("wire", Cell.bytes(result.wireBytes())));
    facts.add(new Block.Fact("on the wire", new Cell.Seconds(result.wireS())));
    facts.add(new Block.Fact("per stream", rate(result.bandwidthPerStream())));
    facts.add(new Block.Fact("over the window", rate(result.aggregateBandwidth())));
    if (result.p50Bytes() != null && result.p90Bytes() != null) {
      facts.add(new Block.Fact("size p50", new Cell.Bytes(result.p50Bytes())));
      facts.add(new Block.Fact("p90", new Cell.Bytes(result.p90Bytes())));
    }
    return new Block.Facts(facts);
  }

  private static Cell rate(@org.jspecify.annotations.Nullable Double rate) {
    return rate == null ? new Cell.Unknown() : new Cell.BytesPerSecond(rate);
  }

  private static Optional<TransferStages.Stage> busiest(TransfersResult result) {
    return result.stages().stream()
        .filter(stage -> stage.shareOfCapacity() != null && stage.shareOfCapacity() >= 0.1)
        .max(Comparator.comparingDouble(TransferStages.Stage::totalS));
  }

  private static Block said(TransferStages.Stage stage) {
    double share = stage.shareOfCapacity() == null ? 0 : stage.shareOfCapacity();
    return new Block.Note(
        Block.Tone.STRONG,
        "Messages spent %.0f %% of the workers' time in '%s'%s."
            .formatted(
                100 * share,
                stage.name(),
                stage.name().endsWith("queue") ? ", which is waiting, not moving" : ""));
  }

  private static Block stages(TransfersResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (TransferStages.Stage stage : result.stages()) {
      rows.add(
          List.of(
              new Cell.Id(stage.name()),
              new Cell.Count(stage.count()),
              new Cell.Seconds(stage.totalS()),
              Cell.share(stage.shareOfCapacity())));
    }
    return new Block.Table(
        "Stages, in the order of the pipeline; share of workers × window",
        List.of(Column.of("stage"), Column.of("count"), Column.of("total"), Column.of("share")),
        rows,
        null,
        null);
  }

  private static Block prefixes(TransfersResult result) {
    // A column that knows nothing says so once, below, not in every row.
    boolean consumers = result.prefixes().stream().anyMatch(p -> p.consumerPrefix() != null);
    List<Column> columns = new ArrayList<>(List.of(Column.of("prefix")));
    if (consumers) {
      columns.add(Column.of("for"));
    }
    columns.addAll(
        List.of(
            Column.of("messages"),
            Column.of("logical"),
            Column.extra("wire"),
            Column.of("on the wire")));
    List<List<Cell>> rows = new ArrayList<>();
    for (TransfersResult.Prefix prefix : first(result.prefixes(), PREFIXES)) {
      List<Cell> row = new ArrayList<>(List.of(Cell.id(prefix.prefix())));
      if (consumers) {
        row.add(Cell.id(prefix.consumerPrefix()));
      }
      row.add(
          prefix.messages() instanceof Long whole
              ? new Cell.Count(whole)
              : new Cell.Figure(prefix.messages().doubleValue(), ""));
      row.add(Cell.bytes(prefix.logicalBytes()));
      row.add(Cell.bytes(prefix.wireBytes()));
      row.add(new Cell.Seconds(prefix.wireS()));
      rows.add(row);
    }
    return new Block.Table(
        consumers ? "By what moved, and what needed it" : "By what moved",
        columns,
        rows,
        (long) result.prefixes().size(),
        "--json");
  }

  private static Block sizes(TransfersResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (TransfersResult.Size size : result.sizes()) {
      rows.add(
          List.of(
              new Cell.Bytes(size.fromBytes()),
              new Cell.Bytes(size.toBytes()),
              new Cell.Count(size.messages()),
              new Cell.Bytes(size.bytes())));
    }
    return new Block.Table(
        "By size of the message",
        List.of(Column.of("from"), Column.of("below"), Column.of("messages"), Column.of("bytes")),
        rows,
        null,
        null);
  }

  private static Block links(TransfersResult result, Ask ask) {
    List<List<Cell>> rows = new ArrayList<>();
    for (TransfersResult.Link link : first(result.links(), ask.scope().limitOr(LINKS))) {
      rows.add(
          List.of(
              Cell.id(link.from()),
              Cell.id(link.to()),
              new Cell.Count(link.messages()),
              Cell.bytes(link.bytes())));
    }
    return new Block.Table(
        "Busiest links",
        List.of(Column.of("from"), Column.of("to"), Column.of("messages"), Column.of("bytes")),
        rows,
        (long) result.links().size(),
        "--limit");
  }

  private static Block inFlight(TransfersResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (TransfersResult.InFlight open : first(result.inFlight(), IN_FLIGHT)) {
      rows.add(
          List.of(
              Cell.id(open.key()),
              Cell.id(open.from()),
              Cell.id(open.to()),
              Cell.bytes(open.bytes()),
              new Cell.Seconds(open.ageS()),
              Cell.id(open.task())));
    }
    return new Block.Table(
        "Under way, largest first",
        List.of(
            Column.of("key"),
            Column.of("from"),
            Column.of("to"),
            Column.of("bytes"),
            Column.of("age"),
            Column.extra("for")),
        rows,
        result.inFlightTotal(),
        "--json");
  }

  private static <T> List<T> first(List<T> list, int most) {
    return list.subList(0, Math.min(most, list.size()));
  }

  private static List<Next> next(TransfersResult result) {
    List<Next> next = new ArrayList<>();
    if (!result.inFlight().isEmpty() && result.inFlight().getFirst().task() != null) {
      next.add(Next.view("task", result.inFlight().getFirst().task()));
    }
    next.add(Next.view("timeline").with("by", "name"));
    next.add(Next.view("prefixes"));
    next.add(Next.view("workers").with("sort", "transfer_s:desc"));
    next.add(Next.view("stragglers"));
    return next;
  }
}
