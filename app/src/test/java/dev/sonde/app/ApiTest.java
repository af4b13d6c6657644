package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The API")
class ApiTest {

  private static final String FILE =
      "../testkit/src/main/resources/corpus/simulated/failures/otlp.jsonl.gz";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path folder;

  private static Serving serving;

  @BeforeAll
  static void serve() {
    serving = Serving.of(folder, FILE);
  }

  @AfterAll
  static void close() {
    serving.close();
    CLIENT.close();
  }

  private static HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(serving.address() + path)).build());
  }

  private static HttpResponse<String> sql(String body) {
    return send(
        HttpRequest.newBuilder(URI.create(serving.address() + "/api/sql"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  private static void refused(HttpResponse<String> response, int status, String... said) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).get("error").asText()).contains(said);
    assertThat(response.headers().firstValue("sonde-api")).contains("1");
  }

  @Test
  void views_are_declared_with_their_parameters() {
    JsonNode declared = json(get("/api/views"));
    assertThat(declared.get("views")).hasSize(Views.ALL.size());
    for (JsonNode view : declared.get("views")) {
      switch (view.get("name").asText()) {
        case "timeline" ->
            assertThat(view.at("/parameters/0").toString())
                .contains("\"name\":\"by\"", "component|worker|name|prefix|KEY");
        case "logs", "events", "spans" -> assertThat(view.get("streams").asBoolean()).isTrue();
        default -> assertThat(view.get("streams").asBoolean()).isFalse();
      }
    }
    assertThat(declared.at("/options").toString())
        .contains("\"name\":\"where\"", "\"repeatable\":true");
  }

  @Test
  void an_option_of_the_surface_has_no_name_of_a_view_s() {
    List<String> presentation =
        json(get("/api/views")).get("presentation").findValuesAsText("name");
    for (View<?, ?> view : Views.ALL) {
      presentation.forEach(name -> assertThat(view.parameters().has(name)).isFalse());
    }
  }

  @Test
  void a_question_that_is_wrong_is_told_as_json() {
    refused(get("/api/views/overviw"), 404, "overviw", "overview");
    refused(get("/api/views/overview?colour=red"), 400, "colour");
    refused(get("/api/views/task"), 400, "arg=KEY");
    refused(get("/api/views/overview?arg=x"), 400, "no argument");
    refused(get("/api/views/overview?as=xml"), 400, "xml");
    refused(get("/api/views/overview?as=csv&limit=x"), 400, "limit");
    refused(get("/api/views/overview?as=text&zone=Nowhere/City"), 400, "Nowhere");
    refused(get("/api/views/overview?as=text&width=wide"), 400, "width");
    refused(get("/api/nothing"), 404, "nothing");
    refused(get("/api/export"), 400, "--to");
    refused(get("/api/export?to=csv&limit=1"), 400, "no pages");
    refused(get("/api/stream?view=overviw"), 404, "overview");
    refused(get("/api/stream?view=overview&run=nope"), 400, "nope");
  }

  @Test
  void sql_that_is_wrong_is_told_as_json() {
    refused(sql(""), 400, "body");
    refused(sql("{"), 400, "body");
    refused(sql("[]"), 400, "no object");
    refused(sql("{}"), 400, "sql is missing");
    refused(sql("{\"sql\": \"SELECT 1\", \"rows\": 1}"), 400, "rows");
    refused(sql("{\"sql\": \"SELECT 1\", \"limit\": -1}"), 400, "limit");
    refused(sql("{\"sql\": \"SELECT 1\", \"timeout_s\": 0}"), 400, "timeout_s");
    refused(sql("{\"sql\": \"SELECT 1; SELECT 2\"}"), 400, "one SELECT");
    refused(
        sql("{\"sql\": \"SELECT count(*) FROM range(100000000000)\", \"timeout_s\": 0.2}"),
        400,
        "took longer");
    refused(sql("{\"sql\": \"" + "x".repeat(1 << 20) + "\"}"), 413, "1048576");
    assertThat(json(sql("{\"sql\": \"SELECT 7 AS n\"}")).at("/result/rows/0/0").asInt())
        .isEqualTo(7);
  }

  @Test
  void health_has_books_that_balance() {
    JsonNode health = json(get("/health"));
    assertThat(health.get("status").asText()).isEqualTo("ok");
    JsonNode records = health.get("records");
    long dropped = 0;
    for (JsonNode count : records.get("dropped")) {
      dropped += count.asLong();
    }
    assertThat(records.get("received").asLong())
        .isPositive()
        .isEqualTo(
            records.get("stored").asLong()
                + records.get("duplicate").asLong()
                + records.get("refused").asLong()
                + records.get("rejected").asLong()
                + dropped);
  }

  @Test
  void metrics_are_prometheus_text() {
    String text = get("/metrics").body();
    Pattern line =
        Pattern.compile(
            "# HELP [a-z_]+ .+|# TYPE [a-z_]+ (counter|gauge|summary)"
                + "|[a-z_]+(\\{[a-z_]+=\"(\\\\.|[^\"\\\\])*\"(,[a-z_]+=\"(\\\\.|[^\"\\\\])*\")*})? -?[0-9.E+-]+");
    assertThat(text.lines()).allMatch(each -> line.matcher(each).matches());
    assertThat(text)
        .contains("sonde_tasks{state=\"erred\"}", "sonde_workers{status=", "sonde_spans_total{");
    long spans =
        text.lines()
            .filter(each -> each.startsWith("sonde_spans_total{"))
            .mapToLong(each -> Long.parseLong(each.substring(each.lastIndexOf(' ') + 1)))
            .sum();
    assertThat(spans).isEqualTo(Sonde.truth("failures", "otlp").get("spans").asLong());
  }

  @Test
  void the_page_shows_health_and_leads_to_every_view_without_a_script() {
    HttpResponse<String> page = get("/");
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).doesNotContain("<script", "http://www", "https://");
    for (View<?, ?> view : Views.ALL) {
      assertThat(page.body()).contains("/api/views/" + view.about().name());
    }
    Pattern link = Pattern.compile("href=\"([^\"]+)\"");
    for (String path : link.matcher(page.body()).results().map(m -> m.group(1)).toList()) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void openapi_describes_the_answers_as_they_are() {
    JsonNode api = json(get("/openapi.json"));
    assertThat(api.get("openapi").asText()).isEqualTo("3.1.0");
    Schemas schemas = new Schemas(api);
    schemas.requireReferences(api);
    for (List<String> words : Asked.all("otlp", FILE)) {
      JsonNode path = api.at("/paths").get("/api/views/" + words.getFirst());
      assertThat(path).as(words.getFirst()).isNotNull();
      JsonNode content = path.at("/get/responses/200/content/application~1json/schema");
      if (!content.isMissingNode()) {
        String argument = words.size() > 2 ? "?arg=" + encoded(words.get(2)) : "";
        schemas.check(
            json(get("/api/views/" + words.getFirst() + argument)), content, words.getFirst());
      }
    }
    schemas.check(
        json(get("/health")),
        api.at("/paths/~1health/get/responses/200/content/application~1json/schema"),
        "health");
    schemas.check(
        json(get("/api/views")),
        api.at("/paths/~1api~1views/get/responses/200/content/application~1json/schema"),
        "views");
    schemas.check(
        json(get("/api/views/overviw")), api.at("/components/schemas/Api.Told"), "an error");
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** As much of JSON Schema as is used here. */
  private record Schemas(JsonNode api) {

    void requireReferences(JsonNode node) {
      for (JsonNode reference : node.findValues("$ref")) {
        assertThat(api.at(reference.asText().substring(1)).isMissingNode())
            .as(reference.asText())
            .isFalse();
      }
    }

    void check(JsonNode value, JsonNode schema, String where) {
      if (schema.has("$ref")) {
        check(value, api.at(schema.get("$ref").asText().substring(1)), where);
        return;
      }
      if (schema.has("anyOf")) {
        if (!value.isNull()) {
          check(value, schema.at("/anyOf/0"), where);
        }
        return;
      }
      if (schema.has("const")) {
        assertThat(value).as(where).isEqualTo(schema.get("const"));
      }
      if (schema.has("type")) {
        assertThat(types(schema.get("type"))).as(where + " is " + value).contains(type(value));
      }
      if (schema.has("pattern") && value.isTextual()) {
        assertThat(value.asText()).as(where).matches(schema.get("pattern").asText());
      }
      if (value.isObject() && schema.has("properties")) {
        for (JsonNode required : schema.get("required")) {
          assertThat(value.has(required.asText())).as(where + "." + required).isTrue();
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
          JsonNode property = schema.get("properties").get(field.getKey());
          assertThat(property).as(where + "." + field.getKey()).isNotNull();
          check(field.getValue(), property, where + "." + field.getKey());
        }
      }
      if (value.isArray() && schema.has("items")) {
        value.forEach(element -> check(element, schema.get("items"), where + "[]"));
      }
      if (value.isObject() && schema.has("additionalProperties")) {
        value.forEach(element -> check(element, schema.get("additionalProperties"), where + "{}"));
      }
    }

    private static List<String> types(JsonNode type) {
      return type.isTextual()
          ? List.of(type.asText())
          : java.util.stream.StreamSupport.stream(type.spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.toList());
    }

    private static String type(JsonNode value) {
      return switch (value.getNodeType()) {
        case OBJECT -> "object";
        case ARRAY -> "array";
        case STRING -> "string";
        case BOOLEAN -> "boolean";
        case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
        default -> "null";
      };
    }
  }
}
