package dev.sonde.ingest.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.model.Problem;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requests of any signal out of one JSON parser. */
final class OtlpJsonReader {

  private enum Signal {
    TRACES,
    LOGS,
    METRICS
  }

  private final JsonCursor cursor;
  private final JsonValues values;
  private final JsonSpans spans;
  private final JsonLogs logs;
  private final JsonMetrics metrics;
  private final Output out;
  private final Held held;
  private boolean inRecord;

  /** Whether the present text had a record, and the last field with content that has no meaning. */
  private boolean any;

  private String strange = "";

  OtlpJsonReader(Output out) {
    this.out = out;
    cursor = new JsonCursor(out);
    values = new JsonValues(cursor);
    spans = new JsonSpans(cursor, values, out);
    logs = new JsonLogs(cursor, values, out);
    metrics = new JsonMetrics(cursor, values, out);
    held = new Held(out);
  }

  /** Reads requests, and arrays of requests, until the text ends. */
  void readAll(JsonParser parser) throws IOException {
    cursor.begin(parser);
    inRecord = false;
    any = false;
    strange = "";
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        request();
      } else if (token == JsonToken.START_ARRAY) {
        while (cursor.nextObject("request")) {
          request();
        }
      } else {
        out.note(
            Problem.Code.MALFORMED, "a request should be an object, found " + parser.getText());
      }
    }
    if (!any && !strange.isEmpty()) {
      String message = "a request without records; its field \"" + strange + "\" is not known";
      out.note(Problem.Code.UNSUPPORTED, message);
    }
  }

  /** Whether the text broke off inside a span, log record or metric. */
  boolean isInRecord() {
    return inRecord;
  }

  /** Hands on what was read before the text broke off. */
  void release() {
    held.release();
  }

  private void request() throws IOException {
    boolean known = false;
    boolean other = false;
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "resourceSpans", "resource_spans", "batches" -> resources(name, Signal.TRACES);
        case "resourceLogs", "resource_logs" -> resources(name, Signal.LOGS);
        case "resourceMetrics", "resource_metrics" -> resources(name, Signal.METRICS);
        case "trace" -> {
          // Tempo's answer to a query puts the request one level down.
          if (cursor.isObject(name)) {
            request();
          }
        }
        default -> {
          other = true;
          cursor.skip();
          continue;
        }
      }
      known = true;
    }
    if (other && !known) {
      out.note(
          Problem.Code.UNSUPPORTED,
          "an object without resourceSpans, resourceLogs or resourceMetrics is no request");
    }
  }

  private void resources(String field, Signal signal) throws IOException {
    if (cursor.isArray(field)) {
      while (cursor.nextObject(field)) {
        entry(signal);
      }
    }
  }

  private void entry(Signal signal) throws IOException {
    held.begin();
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "resource" -> resource(name, held.resource());
        case "schemaUrl", "schema_url" -> held.resource().schemaUrl = cursor.text(name);
        case "scopeSpans",
            "scope_spans",
            "instrumentationLibrarySpans",
            "instrumentation_library_spans",
            "scopeLogs",
            "scope_logs",
            "instrumentationLibraryLogs",
            "instrumentation_library_logs",
            "scopeMetrics",
            "scope_metrics",
            "instrumentationLibraryMetrics",
            "instrumentation_library_metrics" -> {
          if (cursor.isArray(name)) {
            while (cursor.nextObject(name)) {
              scopeEntry(signal);
            }
          }
        }
        default -> passOver(name);
      }
    }
    held.release();
  }

  private void resource(String field, OriginDraft.Resource resource) throws IOException {
    if (!cursor.isObject(field)) {
      return;
    }
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "attributes" -> resource.attributes = values.attributes(name);
        case "droppedAttributesCount", "dropped_attributes_count" ->
            resource.droppedAttributes = cursor.integer(name);
        case "entityRefs", "entity_refs" -> {
          if (cursor.isArray(name)) {
            while (cursor.nextObject(name)) {
              resource.entityRefs.add(entityRef());
            }
          }
        }
        default -> cursor.skip();
      }
    }
  }

  private Value entityRef() throws IOException {
    String schemaUrl = "";
    String type = "";
    List<Value> idKeys = new ArrayList<>();
    List<Value> descriptionKeys = new ArrayList<>();
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "schemaUrl", "schema_url" -> schemaUrl = cursor.text(name);
        case "type" -> type = cursor.text(name);
        case "idKeys", "id_keys" -> texts(name, idKeys);
        case "descriptionKeys", "description_keys" -> texts(name, descriptionKeys);
        default -> cursor.skip();
      }
    }
    return OriginDraft.entityRef(schemaUrl, type, idKeys, descriptionKeys);
  }

  private void texts(String field, List<Value> into) throws IOException {
    if (cursor.isArray(field)) {
      while (cursor.nextElement()) {
        into.add(Value.of(cursor.text(field)));
      }
    }
  }

  private void scopeEntry(Signal signal) throws IOException {
    OriginDraft.Scope scope = held.beginScope();
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "scope", "instrumentationLibrary", "instrumentation_library" -> scope(name, scope);
        case "schemaUrl", "schema_url" -> scope.schemaUrl = cursor.text(name);
        case "spans", "logRecords", "log_records", "logs", "metrics" -> {
          if (cursor.isArray(name)) {
            records(name, signal);
          }
        }
        default -> passOver(name);
      }
    }
  }

  private void passOver(String field) throws IOException {
    if (cursor.token().isStructStart()) {
      strange = field;
    }
    cursor.skip();
  }

  private void scope(String field, OriginDraft.Scope scope) throws IOException {
    if (!cursor.isObject(field)) {
      return;
    }
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "name" -> scope.name = cursor.text(name);
        case "version" -> scope.version = cursor.text(name);
        case "attributes" -> scope.attributes = values.attributes(name);
        case "droppedAttributesCount", "dropped_attributes_count" ->
            scope.droppedAttributes = cursor.integer(name);
        default -> cursor.skip();
      }
    }
  }

  private void records(String field, Signal signal) throws IOException {
    while (cursor.nextObject(field)) {
      inRecord = true;
      any = true;
      switch (signal) {
        case TRACES -> hold(spans.read());
        case LOGS -> hold(logs.read());
        case METRICS -> metrics.read(held::add);
      }
      inRecord = false;
    }
  }

  private void hold(@Nullable WideEvent record) {
    if (record != null) {
      held.add(record);
    }
  }
}
