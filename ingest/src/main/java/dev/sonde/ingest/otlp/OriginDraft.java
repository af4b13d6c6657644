package dev.sonde.ingest.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.List;

/** What a request says of a producer, resource and scope each in their own part. */
final class OriginDraft {

  /** The part of the resource; one for all scopes below it. */
  static final class Resource {
    Attributes attributes = Attributes.EMPTY;
    long droppedAttributes;
    String schemaUrl = "";
    final List<Value> entityRefs = new ArrayList<>();
  }

  /** The part of the instrumentation scope. */
  static final class Scope {
    String name = "";
    String version = "";
    Attributes attributes = Attributes.EMPTY;
    long droppedAttributes;
    String schemaUrl = "";
  }

  private OriginDraft() {}

  static Origin build(Resource resource, Scope scope) {
    Attributes detail =
        new Details()
            .text("resource.schemaUrl", resource.schemaUrl)
            .number("resource.droppedAttributesCount", resource.droppedAttributes)
            .array("resource.entityRefs", new Value.Array(resource.entityRefs))
            .text("scope.schemaUrl", scope.schemaUrl)
            .text("scope.version", scope.version)
            .map("scope.attributes", scope.attributes)
            .number("scope.droppedAttributesCount", scope.droppedAttributes)
            .build();
    return new Origin(resource.attributes, scope.name, detail);
  }

  static Value entityRef(
      String schemaUrl, String type, List<Value> idKeys, List<Value> descriptionKeys) {
    return new Value.Map(
        new Details()
            .text("schemaUrl", schemaUrl)
            .text("type", type)
            .array("idKeys", new Value.Array(idKeys))
            .array("descriptionKeys", new Value.Array(descriptionKeys))
            .build());
  }
}
