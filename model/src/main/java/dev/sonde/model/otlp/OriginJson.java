package dev.sonde.model.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Origin;
import dev.sonde.model.Value;

/** Resource and scope around the records of one origin. */
final class OriginJson {

  private OriginJson() {}

  /** Everything up to the records; the object of the scope is left open behind a field. */
  static void open(Origin origin, String signal, StringBuilder json) {
    Attributes detail = origin.detail();
    JsonObject entry = new JsonObject(json);
    JsonObject resource = new JsonObject(entry.raw("resource"));
    resource.attributes("attributes", origin.resource());
    detail(detail, "resource.", "droppedAttributesCount", resource);
    detail(detail, "resource.", "entityRefs", resource);
    resource.end();
    JsonObject scopeEntry = new JsonObject(entry.raw("scope" + signal).append('['));
    detail(detail, "scope.", "schemaUrl", scopeEntry);
    JsonObject scope = new JsonObject(scopeEntry.raw("scope"));
    if (!origin.scope().isEmpty()) {
      scope.text("name", origin.scope());
    }
    detail(detail, "scope.", "version", scope);
    if (detail.get("scope.attributes") instanceof Value.Map attributes) {
      scope.attributes("attributes", attributes.entries());
    }
    detail(detail, "scope.", "droppedAttributesCount", scope);
    scope.end();
  }

  /** What follows the scopes, and the end of the resource's entry. */
  static void close(Origin origin, StringBuilder json) {
    Value schemaUrl = origin.detail().get("resource.schemaUrl");
    if (schemaUrl instanceof Value.Text url) {
      AttributesJson.quote(url.value(), json.append(",\"schemaUrl\":"));
    }
    json.append('}');
  }

  private static void detail(Attributes detail, String prefix, String field, JsonObject into) {
    Value value = detail.get(prefix + field);
    if (value != null) {
      into.plain(field, value);
    }
  }
}
