package dev.sonde.engine.record;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.WideEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Everything that a store holds, in pieces by position, so that who takes it all away can go on where a
 * connection broke. Records keep their position for good; what is stored meanwhile comes behind.
 */
public final class Capture {

  /** Positions in a piece: some 30 MB of lines. */
  public static final long PIECE = 50_000;

  private static final Sql LAST = Sql.of(Capture.class, "last_position");

  private final Ask ask;

  public Capture(Ask ask) {
    this.ask = ask;
  }

  /** The last position that is taken now; -1 where nothing is stored. */
  public long last() {
    List<Long> last =
        ask.rows(LAST, Map.of(), row -> row.integerOrNull("seq") == null ? -1 : row.integer("seq"));
    return last.isEmpty() ? -1 : last.getFirst();
  }

  /**
   * Hands over the records of the positions behind {@code after} up to {@code until}, as far as the
   * question is about them: first the spans, then the events, then the samples. Ends when the visitor
   * returns false.
   */
  public void piece(long after, long until, Predicate<WideEvent> visitor) {
    Records records = new Records(ask);
    String these = "WHERE seq > " + after + " AND seq <= " + until;
    records.spans(these, visitor::test);
    records.events(these, visitor::test);
    records.samples("AND seq > " + after + " AND seq <= " + until, visitor::test);
  }
}
