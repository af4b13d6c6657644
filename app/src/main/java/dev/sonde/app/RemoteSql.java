package dev.sonde.app;

import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.sql.SqlQuestion;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a SELECT to a server. */
final class RemoteSql {

  /** What a server may need beside the query's own time. */
  private static final Duration BESIDE = Duration.ofSeconds(30);

  private final Surroundings surroundings;
  private final Remote remote;

  RemoteSql(Surroundings surroundings, Remote remote) {
    this.surroundings = surroundings;
    this.remote = remote;
  }

  /** Writes the answer; true where rows were left out, as far as that is to be said beside it. */
  boolean run(SqlQuestion question, Presentation how) throws IOException {
    List<Map.Entry<String, String>> parameters =
        RemoteAnswers.presentation(surroundings, remote, how);
    // CSV has no place for saying that there is more: one more row than asked for says it.
    long rows = how.csv() && !how.json() ? question.rows() + 1 : question.rows();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sql", question.sql());
    body.put("limit", rows);
    body.put("timeout_s", question.timeout().toMillis() / 1e3);
    try (Remote.Answer answer =
        remote.post(
            "/api/sql", parameters, JsonRenderer.text(body), question.timeout().plus(BESIDE))) {
      Writer out = surroundings.out();
      return switch (how.shape()) {
        case TEXT -> {
          RemoteAnswers.copy(remote, answer, out);
          yield false;
        }
        case JSON -> {
          Tail tail = new Tail(out);
          RemoteAnswers.copy(remote, answer, tail);
          yield tail.end().contains("\"cut\":true}");
        }
        case CSV -> {
          Records records = new Records(out, question.rows() + 1);
          RemoteAnswers.copy(remote, answer, records);
          yield records.cut();
        }
      };
    }
  }

  /** Remembers the end of what passes. */
  private static final class Tail extends FilterWriter {
    private static final int KEPT = 200;
    private final StringBuilder end = new StringBuilder();

    Tail(Writer out) {
      super(out);
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      int kept = Math.min(KEPT, length);
      end.append(text, from + length - kept, kept);
      end.delete(0, Math.max(0, end.length() - KEPT));
      super.write(text, from, length);
    }

    String end() {
      return end.toString();
    }
  }

  /** Lets so many records of CSV pass, whose cells may have line ends in quotes. */
  private static final class Records extends FilterWriter {
    private final long most;
    private long records;
    private boolean quoted;
    private boolean cut;

    Records(Writer out, long most) {
      super(out);
      this.most = most;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      int end = from;
      while (end < from + length && records < most) {
        char c = text[end++];
        quoted ^= c == '"';
        records += c == '\n' && !quoted ? 1 : 0;
      }
      cut |= end < from + length;
      super.write(text, from, end - from);
    }

    boolean cut() {
      return cut;
    }
  }
}
