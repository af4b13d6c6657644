package dev.sonde.engine.view.messages;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Block.Fact;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.messages.MessagesResult.Kind;
import dev.sonde.engine.view.messages.MessagesResult.Link;
import dev.sonde.engine.view.messages.MessagesResult.Party;
import dev.sonde.engine.view.messages.MessagesResult.Waiting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages for people: what did not arrive first, then links, parties and types. */
final class MessagesReport {

  private static final String TITLE = "Messages between parties";

  /** Rows of the smaller tables. */
  private static final int FEW = 8;

  private MessagesReport() {}

  static Report of(MessagesResult result, Ask ask) {
    if (result.messages() == 0) {
      return new Report(
          TITLE,
          List.of(
              Block.note(
                  "No messages here: they are told by events named message.sent and"
                      + " message.received, with message.id, message.from and message.to.")),
          List.of(Next.view("events"), Next.view("fields")));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(facts(result));
    if (result.lost() > 0) {
      blocks.add(new Block.Note(Block.Tone.FAILED, lost(result)));
    }
    blocks.add(links(result));
    blocks.add(parties(result));
    if (result.types().size() > 1) {
      blocks.add(types(result));
    }
    if (!result.unreceived().isEmpty()) {
      blocks.add(unreceived(result, ask));
    }
    doubts(result, blocks);
    return new Report(TITLE, blocks, next(result));
  }

  private static Block facts(MessagesResult result) {
    return new Block.Facts(
        List.of(
            new Fact("messages", new Cell.Count(result.messages())),
            new Fact("lost", new Cell.Count(result.lost())),
            new Fact(
                "in flight",
                result.inFlight() == 0 ? new Cell.Blank() : new Cell.Count(result.inFlight())),
            new Fact("p50", Cell.seconds(result.latencyP50S())),
            new Fact("p99", Cell.seconds(result.latencyP99S())),
            new Fact("longest", Cell.seconds(result.latencyMaxS()))));
  }

  private static String lost(MessagesResult result) {
    return "%,d of %,d messages were sent and never received."
        .formatted(result.lost(), result.messages());
  }

  private static Block links(MessagesResult result) {
    boolean sizes = result.links().stream().anyMatch(link -> link.bytes() != null);
    boolean lost = result.links().stream().anyMatch(link -> link.lost() > 0);
    List<Column> columns = new ArrayList<>();
    columns.addAll(List.of(Column.of("from"), Column.of("to"), Column.of("messages")));
    if (sizes) {
      columns.add(Column.of("size"));
    }
    columns.addAll(List.of(Column.of("latency p50"), Column.of("p99")));
    if (lost) {
      columns.add(Column.of("lost"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (Link link : result.links()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.id(link.from()));
      cells.add(Cell.id(link.to()));
      cells.add(new Cell.Count(link.count()));
      if (sizes) {
        cells.add(Cell.bytes(link.bytes()));
      }
      cells.add(Cell.seconds(link.latencyP50S()));
      cells.add(Cell.seconds(link.latencyP99S()));
      if (lost) {
        cells.add(new Cell.Count(link.lost()));
      }
      rows.add(cells);
    }
    return new Block.Table(null, columns, rows, null, "--limit");
  }

  private static Block parties(MessagesResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Party party : result.parties().subList(0, Math.min(FEW, result.parties().size()))) {
      rows.add(
          List.of(
              new Cell.Id(party.name()),
              new Cell.Count(party.sent()),
              new Cell.Count(party.received())));
    }
    return cut(
        List.of(Column.of("party"), Column.of("sent"), Column.of("received")),
        rows,
        result.parties().size());
  }

  private static Block types(MessagesResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Kind kind : result.types().subList(0, Math.min(FEW, result.types().size()))) {
      rows.add(
          List.of(
              Cell.id(kind.type()),
              new Cell.Count(kind.count()),
              Cell.bytes(kind.bytes()),
              new Cell.Count(kind.lost())));
    }
    return cut(
        List.of(Column.of("type"), Column.of("messages"), Column.of("size"), Column.of("lost")),
        rows,
        result.types().size());
  }

  private static Block unreceived(MessagesResult result, Ask ask) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Waiting message :
        result.unreceived().subList(0, Math.min(FEW, result.unreceived().size()))) {
      rows.add(
          List.of(
              new Cell.Id(message.id()),
              Cell.id(message.from()),
              Cell.id(message.to()),
              blank(message.type()),
              new Cell.Offset(message.sentNs(), ask.runStartNanos())));
    }
    return cut(
        List.of(
            Column.of("not received"),
            Column.of("from"),
            Column.of("to"),
            Column.extra("type"),
            Column.of("sent")),
        rows,
        result.lost() + result.inFlight());
  }

  private static Cell blank(@Nullable String text) {
    return text == null ? new Cell.Blank() : new Cell.Id(text);
  }

  private static Block cut(List<Column> columns, List<List<Cell>> rows, long total) {
    return new Block.Table(null, columns, rows, total > rows.size() ? total : null, "--json");
  }

  private static void doubts(MessagesResult result, List<Block> blocks) {
    doubt(
        result.unpaired(),
        "unpaired: %,d were received, and nobody says that they were sent.",
        blocks);
    doubt(
        result.clockSkew(),
        "clock_skew: %,d were received before they were sent, by the clocks of the two; they count as 0 s.",
        blocks);
    doubt(
        result.withoutId(),
        "%,d events have no message.id: what was sent cannot be told from what was lost.",
        blocks);
    doubt(result.redelivered(), "%,d deliveries are of messages that had come before.", blocks);
    doubt(result.resent(), "%,d sendings repeat one with the same id.", blocks);
  }

  private static void doubt(long count, String text, List<Block> blocks) {
    if (count > 0) {
      blocks.add(Block.doubtful(text.formatted(count)));
    }
  }

  private static List<Next> next(MessagesResult result) {
    List<Next> next = new ArrayList<>();
    if (!result.unreceived().isEmpty()) {
      next.add(Next.view("thing", "message.id=" + result.unreceived().getFirst().id()));
    }
    next.add(
        Next.view("things")
            .with("by", "message.id")
            .with("begin", "name=message.sent")
            .with("end", "name=message.received"));
    next.add(Next.view("events").with("name", "message."));
    next.add(Next.view("critical-path"));
    return next;
  }
}
