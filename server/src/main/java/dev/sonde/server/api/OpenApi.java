package dev.sonde.server.api;

import dev.sonde.engine.export.Format;
import dev.sonde.engine.export.Table;
import dev.sonde.engine.question.CommonOption;
import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.report.Answer;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.StreamedView;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /openapi.json}: this API in OpenAPI 3.1, made of the declarations of the views. */
final class OpenApi {

  private final Schemas schemas = new Schemas();

  private OpenApi() {}

  static String text() {
    return JsonRenderer.text(new OpenApi().document()) + "\n";
  }

  private Map<String, Object> document() {
    Map<String, Object> paths = new LinkedHashMap<>();
    paths.put(
        "/health",
        get(
            "how the server is, and the books of what came",
            List.of(),
            json(schemas.of(HealthAnswer.State.class))));
    paths.put(
        "/metrics",
        get(
            "the server and what it knows, for Prometheus",
            List.of(),
            content("text/plain", words())));
    paths.put(
        "/api/views",
        get("what can be asked", List.of(), json(schemas.of(Declarations.All.class))));
    for (View<?, ?> view : Views.ALL) {
      paths.put("/api/views/" + view.about().name(), view(view));
    }
    paths.put("/api/stream", stream());
    paths.put("/api/sql", sql());
    paths.put("/api/export", export());
    schemas.of(Api.Told.class);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        Map.of(
            "title", "Sonde",
            "version", "1",
            "description",
                "Ask a live system, or files, what happened. Parameters are the options of the command line."));
    document.put("paths", paths);
    document.put(
        "components",
        Map.of(
            "schemas",
            schemas.named(),
            "securitySchemes",
            Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
    // Without a token where the server demands none.
    document.put("security", List.of(Map.of(), Map.of("token", List.of())));
    return document;
  }

  private Map<String, Object> view(View<?, ?> view) {
    List<Object> parameters = new ArrayList<>();
    for (Parameters.Parameter<?> each : view.parameters().list()) {
      switch (each.kind()) {
        case OPTION ->
            parameters.add(parameter(each.name(), each.values(), each.describe(), false, false));
        case REPEATED_OPTION ->
            parameters.add(parameter(each.name(), each.values(), each.describe(), true, false));
        case FLAG -> parameters.add(parameter(each.name(), "true", each.describe(), false, false));
        case ARGUMENT, OPTIONAL_ARGUMENT ->
            parameters.add(
                parameter(
                    "arg",
                    each.name(),
                    each.describe(),
                    false,
                    each.kind() == Parameters.Kind.ARGUMENT));
      }
    }
    for (CommonOption each : CommonOption.ALL) {
      if (!view.parameters().has(each.name())) {
        parameters.add(
            parameter(each.name(), each.values(), each.describe(), each.repeatable(), false));
      }
    }
    presentation(parameters);
    Map<String, Object> content = new LinkedHashMap<>();
    boolean streams = view instanceof StreamedView<?, ?>;
    content.put(
        streams ? "application/x-ndjson" : "application/json",
        Map.of("schema", streams ? words() : envelope(view)));
    content.put("text/plain", Map.of("schema", words()));
    content.put("text/csv", Map.of("schema", words()));
    Map<String, Object> path = get(view.about().purpose(), parameters, content);
    return path;
  }

  private void presentation(List<Object> to) {
    for (Parameters.Parameter<?> each : Asked.PRESENTATION) {
      if (!each.name().equals("arg")) {
        to.add(parameter(each.name(), each.values(), each.describe(), false, false));
      }
    }
  }

  /** The envelope of all answers around this view's result. */
  private Map<String, Object> envelope(View<?, ?> view) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("view", Map.of("const", view.about().name()));
    properties.put("source", schemas.of(Answer.Source.class));
    properties.put("scope", schemas.of(Answer.Asked.class));
    properties.put("coverage", coverage());
    properties.put("result", schemas.of(result(view)));
    properties.put("shown", Map.of("type", List.of("integer", "null")));
    properties.put("total", Map.of("type", List.of("integer", "null")));
    properties.put("next", Map.of("type", "array", "items", Map.of("type", "string")));
    return Map.of(
        "type", "object", "properties", properties, "required", List.copyOf(properties.keySet()));
  }

  /** As {@code JsonRenderer} writes it, which is not in the order of the record. */
  private Map<String, Object> coverage() {
    Map<String, Object> reference = schemas.of(Answer.Covered.class);
    schemas
        .named()
        .put(
            "Problem",
            Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                    "code", Map.of("type", "string"),
                    "count", Map.of("type", "integer"),
                    "where", Map.of("type", "string"),
                    "message", Map.of("type", "string")),
                "required",
                List.of("code", "count", "where", "message")));
    return reference;
  }

  private static Class<?> result(View<?, ?> view) {
    for (Type type : view.getClass().getGenericInterfaces()) {
      if (type instanceof ParameterizedType many
          && many.getActualTypeArguments()[1] instanceof Class<?> result) {
        return result;
      }
    }
    throw new IllegalStateException(view.getClass() + " does not say what its result is");
  }

  private Map<String, Object> stream() {
    List<Object> parameters = new ArrayList<>();
    parameters.add(
        parameter("view", "NAME", "whose answers to send; without one, /health", false, false));
    presentation(parameters);
    return get(
        "server-sent events: the answer whenever there is something new, at most four a second;"
            + " takes the parameters of the view beside its own",
        parameters,
        content("text/event-stream", words()));
  }

  private Map<String, Object> export() {
    List<Object> parameters = new ArrayList<>();
    parameters.add(
        parameter("to", String.join("|", Format.words()), "the format to write", false, true));
    parameters.add(
        parameter(
            "what",
            String.join("|", Table.words()),
            "the relation, for csv and parquet",
            false,
            false));
    return get(
        "records in a format of others", parameters, content("application/octet-stream", Map.of()));
  }

  private Map<String, Object> sql() {
    List<Object> parameters = new ArrayList<>();
    presentation(parameters);
    Map<String, Object> post = new LinkedHashMap<>();
    post.put("summary", "one SELECT over the relations");
    post.put("parameters", parameters);
    post.put(
        "requestBody",
        Map.of(
            "required",
            true,
            "content",
            json(
                Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of(
                        "sql", Map.of("type", "string"),
                        "limit", Map.of("type", "integer", "minimum", 0),
                        "timeout_s", Map.of("type", "number")),
                    "required",
                    List.of("sql")))));
    post.put("responses", responses(json(Map.of("type", "object"))));
    return Map.of("post", post);
  }

  private Map<String, Object> get(
      String summary, List<Object> parameters, Map<String, Object> content) {
    Map<String, Object> get = new LinkedHashMap<>();
    get.put("summary", summary);
    get.put("parameters", parameters);
    get.put("responses", responses(content));
    return Map.of("get", get);
  }

  private Map<String, Object> responses(Map<String, Object> content) {
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put("200", Map.of("description", "the answer", "content", content));
    Map<String, String> errors = new LinkedHashMap<>();
    errors.put("400", "the question cannot be understood");
    errors.put("404", "there is no such thing");
    errors.put("503", "not now");
    Map<String, Object> told = json(schemas.of(Api.Told.class));
    errors.forEach(
        (status, why) -> responses.put(status, Map.of("description", why, "content", told)));
    return responses;
  }

  private static Map<String, Object> json(Map<String, Object> schema) {
    return content("application/json", schema);
  }

  private static Map<String, Object> content(String type, Map<String, Object> schema) {
    return Map.of(type, Map.of("schema", schema));
  }

  private static Map<String, Object> words() {
    return Map.of("type", "string");
  }

  private static Map<String, Object> parameter(
      String name, String values, String describe, boolean repeatable, boolean required) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", "query");
    parameter.put("required", required);
    parameter.put("description", values.isEmpty() ? describe : values + ": " + describe);
    parameter.put(
        "schema",
        repeatable ? Map.of("type", "array", "items", Map.of("type", "string")) : words());
    return parameter;
  }
}
