package dev.sonde.model.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Attributes;
import dev.sonde.model.Batch;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Receipt;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

  private static final Value GONE = Value.of("[redacted]");

  private final Redactor redactor = new Redactor();

  private Value after(String key, Value value) {
    Span span =
        (Span)
            redactor.apply(
                new Span(Origin.UNKNOWN, SpanId.NONE, "s", 1, 2, Attributes.of(key, value)));
    return span.attributes().get(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "db.password",
        "DB_PASSWORD",
        "userPasswd",
        "client_secret",
        "aws.secret_access_key",
        "access_token",
        "refreshToken",
        "X-Auth-Token",
        "authorization",
        "http.request.header.authorization",
        "http.request.header.proxy-authorization",
        "http.request.header.x-api-key",
        "http.response.header.set-cookie",
        "http.request.header.cookie",
        "apikey",
        "api_key",
        "api-key",
        "openai.apiKey",
        "private_key",
        "user.credentials",
        "credential"
      })
  void the_value_of_a_key_that_names_a_secret_goes(String key) {
    assertThat(after(key, Value.of("hunter2"))).isEqualTo(GONE);
    assertThat(after(key, Value.ofTexts(List.of("hunter2")))).isEqualTo(GONE);
    assertThat(after(key, new Value.Map(Attributes.of("x", Value.of("hunter2"))))).isEqualTo(GONE);
    assertThat(after(key, new Value.Bytes(new byte[] {1}))).isEqualTo(GONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gen_ai.usage.input_tokens",
        "gen_ai.usage.cache_read.input_tokens",
        "gen_ai.token.type",
        "llm.token_count",
        "tokenizer",
        "k8s.secret.name",
        "secretary",
        "cookie.name",
        "task.key",
        "key",
        "messaging.kafka.message.key",
        "author",
        "authority",
        "auth.method",
        "compass.word",
        "http.request.header.accept",
        "passenger"
      })
  void the_value_of_any_other_key_stays(String key) {
    assertThat(after(key, Value.of("hunter2"))).isEqualTo(Value.of("hunter2"));
  }

  @Test
  void a_token_that_is_a_number_is_a_count_and_what_is_true_or_empty_tells_nothing() {
    assertThat(after("max_token", Value.of(5))).isEqualTo(Value.of(5));
    assertThat(after("password", Value.of(5))).isEqualTo(GONE);
    assertThat(after("has.password", Value.of(true))).isEqualTo(Value.of(true));
    assertThat(after("password", Value.of(""))).isEqualTo(Value.of(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Bearer abc.def|Bearer [redacted]",
        "bearer abc|bearer [redacted]",
        "Basic dXNlcjpwYXNz|Basic [redacted]",
        "Basic statistics of all|Basic statistics of all",
        "Authorization: Bearer abc.def|Authorization: Bearer [redacted]",
        "Authorization: Bearer abc, Accept: x|Authorization: Bearer [redacted], Accept: x",
        "password=hunter2|password=[redacted]",
        "--password=hunter2 --user=me|--password=[redacted] --user=me",
        "user=me&password=hunter2&x=1|user=me&password=[redacted]&x=1",
        "https://host/?api_key=abc&q=1|https://host/?api_key=[redacted]&q=1",
        "https://me:hunter2@host/path|https://me:[redacted]@host/path",
        "https://host:8080/a@b|https://host:8080/a@b",
        "{\"password\": \"hunter2\", \"user\": \"me\"}|{\"password\": \"[redacted]\", \"user\": \"me\"}",
        "{\"password\":\"hun ter2\"}|{\"password\":\"[redacted]\"}",
        "{\\\"token\\\":\\\"abc\\\"}|{\\\"token\\\":\\\"[redacted]\\\"}",
        "{'secret': 'x y', 'n': 1}|{'secret': '[redacted]', 'n': 1}",
        "input_tokens: 12|input_tokens: 12",
        "token: 12|token: 12",
        "password: |password: ",
        "a=b|a=b",
        "12:30:05|12:30:05"
      })
  void a_text_loses_what_it_names_as_a_secret(String before, String after) {
    assertThat(after("note", Value.of(before))).isEqualTo(Value.of(after));
  }

  @Test
  void secrets_go_wherever_they_are() {
    Attributes deep =
        Attributes.of(
            "config",
            new Value.Array(
                List.of(new Value.Map(Attributes.of("password", Value.of("hunter2"))))));
    Origin origin = new Origin(Attributes.of("api_key", Value.of("hunter2")));
    Attributes secret = Attributes.of("token", Value.of("hunter2"));
    SpanId id = new SpanId(1, 2, 3);
    Attributes exemplars =
        Attributes.of(
            "exemplars",
            new Value.Array(
                List.of(
                    new Value.Map(Attributes.of("filteredAttributes", new Value.Map(secret))))));
    List<WideEvent> records =
        List.of(
            new Span(
                origin,
                id,
                0,
                "s",
                Span.Kind.CLIENT,
                1,
                2,
                Span.Status.ERROR,
                "cannot log in with password=hunter2",
                deep,
                List.of(new Span.Moment(1, "m", secret, Attributes.EMPTY)),
                List.of(new Span.Link(id, secret, Attributes.EMPTY)),
                Attributes.EMPTY),
            new Event(origin, 1, "e", 9, new Value.Map(deep), id, secret, Attributes.EMPTY),
            new Event(origin, 1, "e", 9, Value.of("token=hunter2"), id, deep, Attributes.EMPTY),
            new Sample(origin, 1, "n", "", Sample.Shape.SUM, 1, secret, exemplars));
    List<WideEvent> stored = new ArrayList<>();
    redactor
        .before(batch -> {
          stored.addAll(batch.records());
          return Receipt.stored(batch.size());
        })
        .accept(new Batch(records));
    assertThat(stored).hasSize(4);
    assertThat(stored.toString()).doesNotContain("hunter2").contains("[redacted]");
    assertThat(stored.get(0).origin()).isSameAs(stored.get(1).origin());
  }

  @Test
  void a_record_without_secrets_is_the_same_object() {
    Span span = new Span(Origin.UNKNOWN, SpanId.NONE, "s", 1, 2, Attributes.of("a", Value.of("b")));
    assertThat(redactor.apply(span)).isSameAs(span);
  }

  @Test
  void inputs_and_outputs_are_cut_and_their_true_size_is_kept() {
    String large = "é".repeat(Redactor.PAYLOAD_LIMIT + 1);
    for (String key : new String[] {"task.input.x", "task.output", "gen_ai.input.messages"}) {
      Span span =
          (Span)
              redactor.apply(
                  new Span(
                      Origin.UNKNOWN, SpanId.NONE, "s", 1, 2, Attributes.of(key, Value.of(large))));
      assertThat(span.attributes().text(key)).isEqualTo("é".repeat(Redactor.PAYLOAD_LIMIT));
      assertThat(span.attributes().integer(key + ".size_bytes"))
          .isEqualTo(2L * (Redactor.PAYLOAD_LIMIT + 1));
    }
    assertThat(after("db.query.text", Value.of(large))).isEqualTo(Value.of(large));
  }

  @Test
  void no_text_breaks_it() {
    java.util.Random random = new java.util.Random(11);
    String[] pieces = {
      "password",
      "token",
      "=",
      ":",
      "\"",
      "'",
      "\\",
      " ",
      "Bearer ",
      "Basic ",
      "://",
      "@",
      "x",
      "1",
      "{",
      "}",
      "[",
      "&",
      "é",
      "🙂",
      "\n"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String once = new SecretTexts().clean(text.toString());
      assertThat(once).as("of %s", text).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad row password=hunter2 here",
        "Authorization: Bearer abc",
        "{\"token\": \"x\"}",
        "https://me:pw@host/"
      })
  void what_was_redacted_once_stays_as_it_is(String text) {
    Value once = after("note", Value.of(text));

    assertThat(((Value.Text) once).value()).contains("[redacted]");
    assertThat(after("note", once)).isEqualTo(once);
  }
}
