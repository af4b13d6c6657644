package dev.sonde.model;

import java.util.Objects;

/**
 * The producer that a record came from. Shared by many records: importers make one per resource and
 * scope, and writers rely on identity to store it once.
 *
 * @param resource attributes of the producing process, e.g. {@code service.name}, {@code worker.id}
 * @param scope name of the instrumentation scope, empty where there is none
 * @param detail of resource and scope what OTLP knows beside attributes (schema URLs, scope version and
 *     attributes), under the names of the OTLP JSON encoding with {@code resource.} or {@code scope.}
 *     before them
 */
public record Origin(Attributes resource, String scope, Attributes detail) {

  /** A producer of which nothing is known. */
  public static final Origin UNKNOWN = new Origin(Attributes.EMPTY);

  public Origin {
    Objects.requireNonNull(resource, "resource is null");
    Objects.requireNonNull(scope, "scope is null");
    Objects.requireNonNull(detail, "detail is null");
  }

  public Origin(Attributes resource) {
    this(resource, "", Attributes.EMPTY);
  }
}
