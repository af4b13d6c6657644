package dev.sonde.engine.activity;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.vocabulary.Keys;
import java.util.List;

/**
 * Who did what: the agent where there is one, else the service. What an agent's spans begin within the
 * agent's own service without naming another agent belongs to it as well, as a call of a model does.
 */
public final class Parties {

  private static final Sql KIN = Sql.of(Parties.class, "kin");
  private static final Sql ASKED = Sql.of(Parties.class, "asked");
  private static final Sql KIN_OF_AGENTS = Sql.of(Parties.class, "kin_of_agents");
  private static final Sql ANY_AGENT = Sql.of(Parties.class, "any_agent");

  /**
   * What makes a family of spans, as SQL.
   *
   * @param all all spans of the source, whatever narrows the question: {@code seq, trace_hi, trace_lo,
   *     span_no, parent_no, party}; the party is null where nothing is known, the parent where there is none
   *     or it is the span itself
   * @param asked the spans that the question is about: all columns of {@code span}, and the same two; it
   *     may read {@code all} under the name {@code kin}
   */
  public record Kin(String all, String asked) {

    /** A view's SQL over both, which it has as {@code kin} and {@code asked}. */
    public Sql in(Sql sql) {
      return sql.with("kin", all).with("asked", asked);
    }
  }

  private static final String JOINED =
      "SELECT s.* EXCLUDE (parent_no), k.parent_no, k.party FROM span s JOIN kin k ON k.seq = s.seq";

  private Parties() {}

  /** SQL for the agent that a record names, null where it names none. */
  public static String agent(Ask ask) {
    String name = ask.attribute(Keys.GEN_AI_AGENT_NAME);
    String id = ask.attribute(Keys.GEN_AI_AGENT_ID);
    return "coalesce(" + name + ", " + id + ")";
  }

  /** SQL for the party that a record names by itself: its agent, else its service. */
  public static String own(Ask ask) {
    return "coalesce(" + agent(ask) + ", service)";
  }

  /** With the party of each span. */
  public static Kin kin(Ask ask) {
    return areAgents(ask) ? new Kin(ofAgents(ask, "o.service"), JOINED) : kinByColumn("service");
  }

  /** With agents alone as parties. */
  public static Kin kinOfAgents(Ask ask) {
    return new Kin(ofAgents(ask, "NULL::VARCHAR"), JOINED);
  }

  /** With a column of {@code span} in the place of the party: no join is needed to find it. */
  public static Kin kinByColumn(String column) {
    String own = ASKED.with("value", column).text();
    return new Kin(KIN.with("value", column).text(), own);
  }

  /**
   * With any other value in the place of the party.
   *
   * @param value SQL over {@code span}
   */
  public static Kin kinBy(String value) {
    return new Kin(KIN.with("value", value).text(), JOINED);
  }

  private static String ofAgents(Ask ask, String otherwise) {
    return KIN_OF_AGENTS.with("agent", agent(ask)).with("otherwise", otherwise).text();
  }

  /** Whether any span names an agent. */
  public static boolean areAgents(Ask ask) {
    List<Long> one = ask.rows(ANY_AGENT.with("agent", agent(ask)), row -> row.integer("one"));
    return !one.isEmpty();
  }

  /** SQL condition that a column is one of these texts. */
  public static String among(String column, List<String> texts) {
    return texts.isEmpty()
        ? "false"
        : column
            + " IN ("
            + String.join(
                ", ", texts.stream().map(text -> "'" + text.replace("'", "''") + "'").toList())
            + ")";
  }
}
