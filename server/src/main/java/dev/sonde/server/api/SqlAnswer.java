package dev.sonde.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.sql.SqlAnswers;
import dev.sonde.engine.sql.SqlQuestion;
import dev.sonde.engine.store.Store;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/sql}: a SELECT of a user's, in the store's sandbox, a few at once. */
final class SqlAnswer {

  private static final JsonFactory JSON = new JsonFactory();

  /** No query that a person writes is longer. */
  private static final int LONGEST_BODY = 1 << 20;

  private static final Duration LONGEST = Duration.ofHours(1);

  /** Each takes memory of its own, and a core. */
  private static final int AT_ONCE = 2;

  private static final int WAIT_SECONDS = 10;
  private static final int BUFFER = 1 << 16;

  private final Served served;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  SqlAnswer(Served served) {
    this.served = served;
  }

  void answer(Request request, Reply reply) throws IOException {
    SqlQuestion question = question(request);
    Asked asked = new Asked(request);
    String as = asked.lastOr("as", "json");
    Guard guard = Guard.over(reply);
    try (guard) {
      if (!places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new RefusedException(
            503, AT_ONCE + " other queries are running", "ask again when one of them is done");
      }
      try (Store store = served.one()) {
        SqlAnswers answers = new SqlAnswers(store, asked.source(), true, question);
        switch (ViewAnswers.shape(as)) {
          case TEXT -> Api.send(reply, 200, Api.TEXT, answers.text(asked.style()));
          case CSV -> write(reply, "text/csv; charset=utf-8", answers::csv);
          case JSON -> write(reply, Api.JSON, answers::json);
        }
      } finally {
        places.release();
      }
    } catch (UsageException e) {
      throw guard.gone() ? new UncheckedIOException(new IOException("gone", e)) : e;
    } catch (InterruptedException e) {
      throw new IOException("gone while it waited", e);
    }
  }

  private interface Body {
    void write(Writer out);
  }

  private static void write(Reply reply, String contentType, Body body) throws IOException {
    LazyOutput lazy = new LazyOutput(reply, contentType, Map.of());
    Writer out = new BufferedWriter(new OutputStreamWriter(lazy, StandardCharsets.UTF_8), BUFFER);
    body.write(out);
    out.flush();
    lazy.close();
  }

  private static SqlQuestion question(Request request) throws IOException {
    byte[] body = request.body().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      throw new RefusedException(413, "a query has at most " + LONGEST_BODY + " bytes", null);
    }
    @Nullable String sql = null;
    long limit = SqlQuestion.DEFAULT_ROWS;
    Duration timeout = SqlQuestion.DEFAULT_TIMEOUT;
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("it is no object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "sql" -> sql = json.getValueAsString();
          case "limit" -> limit = limit(json);
          case "timeout_s" -> timeout = timeout(json);
          default -> throw malformed("'" + name + "' is not known");
        }
      }
    } catch (JsonProcessingException e) {
      throw malformed(e.getOriginalMessage());
    }
    if (sql == null) {
      throw malformed("sql is missing");
    }
    return new SqlQuestion(sql, limit, timeout);
  }

  private static long limit(JsonParser json) throws IOException {
    long limit = json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : -1;
    if (limit < 0) {
      throw new UsageException("limit " + json.getText() + ": not a whole number of 0 or more");
    }
    return limit;
  }

  private static Duration timeout(JsonParser json) throws IOException {
    double seconds = json.currentToken().isNumeric() ? json.getDoubleValue() : Double.NaN;
    if (!(seconds >= 0.001 && seconds <= LONGEST.toSeconds())) {
      throw new UsageException(
          "timeout_s " + json.getText() + ": seconds from 0.001 to " + LONGEST.toSeconds());
    }
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static RefusedException malformed(String why) {
    return new RefusedException(
        400,
        "the body cannot be read: " + why,
        "{\"sql\": \"SELECT count(*) FROM span\", \"limit\": 100, \"timeout_s\": 30}");
  }
}
