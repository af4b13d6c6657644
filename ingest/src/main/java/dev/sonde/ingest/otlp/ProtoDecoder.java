package dev.sonde.ingest.otlp;

import static dev.sonde.ingest.otlp.ProtoReader.BYTES;
import static dev.sonde.ingest.otlp.ProtoReader.VARINT;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes requests. A resource, and a scope, is walked twice: first for what it says of itself, wherever
 * that stands, then for its records; so these need not wait. Damage costs the innermost message that it
 * is in.
 */
final class ProtoDecoder {

  /**
   * Field 1000 of a resource's entry: {@code instrumentation_library_spans} and the like, as protocol
   * versions 0.15 to 0.19 wrote them beside or instead of scopes. Before, they had the number 2.
   */
  static final int OLD_SCOPES = (1000 << 3) | BYTES;

  private final ProtoReader in;
  private final Output out;
  private final ProtoValues values;
  private final ProtoSpans spans;
  private final ProtoLogs logs;
  private final ProtoMetrics metrics;
  private boolean damaged;

  ProtoDecoder(ProtoReader in, Output out) {
    this.in = in;
    this.out = out;
    values = new ProtoValues(in, out);
    spans = new ProtoSpans(in, values, out);
    logs = new ProtoLogs(in, values, out);
    metrics = new ProtoMetrics(in, values, out);
  }

  /** Decodes the request that the reader stands in; false where some of it was damaged. */
  boolean request(Signal signal) {
    damaged = false;
    int end = in.limit();
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == ((1 << 3) | BYTES)) {
          int outer = in.enterWhatIsThere();
          walk(signal);
          in.leave(outer);
        } else {
          in.skip(tag);
        }
      }
    } catch (ProtoReader.Damage e) {
      note(e);
      in.recover(end, end);
    }
    return finished();
  }

  /** Decodes the entry of one resource that the reader stands in; false where it was damaged. */
  boolean entry(Signal signal) {
    damaged = false;
    walk(signal);
    return finished();
  }

  private boolean finished() {
    if (in.isShortened() && !damaged) {
      note(new ProtoReader.Damage("the message ends here, before its length is reached", true));
    }
    return !damaged;
  }

  private void walk(Signal signal) {
    int start = in.position();
    int end = in.limit();
    OriginDraft.Resource resource = new OriginDraft.Resource();
    try {
      resourceEntry(resource);
    } catch (ProtoReader.Damage e) {
      // The second walk meets the same place and tells of it.
      in.recover(end, end);
    }
    in.position(start);
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == ((2 << 3) | BYTES) || tag == OLD_SCOPES) {
          int outer = in.enterWhatIsThere();
          scopeEntry(signal, resource);
          in.leave(outer);
        } else {
          in.skip(tag);
        }
      }
    } catch (ProtoReader.Damage e) {
      note(e);
      in.recover(end, end);
    }
  }

  private void resourceEntry(OriginDraft.Resource resource) throws ProtoReader.Damage {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | BYTES -> resource(resource);
        case (3 << 3) | BYTES -> resource.schemaUrl = values.name();
        default -> in.skip(tag);
      }
    }
  }

  private void resource(OriginDraft.Resource resource) throws ProtoReader.Damage {
    int outer = in.enter();
    Attributes.Builder attributes = Attributes.builder();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | BYTES -> values.attribute(attributes);
        case (2 << 3) | VARINT -> resource.droppedAttributes = in.varint();
        case (3 << 3) | BYTES -> resource.entityRefs.add(entityRef());
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    resource.attributes = attributes.build();
  }

  private Value entityRef() throws ProtoReader.Damage {
    int outer = in.enter();
    String schemaUrl = "";
    String type = "";
    List<Value> idKeys = new ArrayList<>();
    List<Value> descriptionKeys = new ArrayList<>();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | BYTES -> schemaUrl = values.name();
        case (2 << 3) | BYTES -> type = values.name();
        case (3 << 3) | BYTES -> idKeys.add(Value.of(values.name()));
        case (4 << 3) | BYTES -> descriptionKeys.add(Value.of(values.name()));
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return OriginDraft.entityRef(schemaUrl, type, idKeys, descriptionKeys);
  }

  private void scopeEntry(Signal signal, OriginDraft.Resource resource) {
    int start = in.position();
    int end = in.limit();
    OriginDraft.Scope scope = new OriginDraft.Scope();
    try {
      scopeItself(scope);
    } catch (ProtoReader.Damage e) {
      // As above: the second walk tells.
      in.recover(end, end);
    }
    in.position(start);
    Origin origin = out.shared(OriginDraft.build(resource, scope));
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == ((2 << 3) | BYTES)) {
          record(signal, origin);
        } else {
          in.skip(tag);
        }
      }
    } catch (ProtoReader.Damage e) {
      note(e);
      in.recover(end, end);
    }
  }

  private void scopeItself(OriginDraft.Scope scope) throws ProtoReader.Damage {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | BYTES -> scope(scope);
        case (3 << 3) | BYTES -> scope.schemaUrl = values.name();
        default -> in.skip(tag);
      }
    }
  }

  private void scope(OriginDraft.Scope scope) throws ProtoReader.Damage {
    int outer = in.enter();
    Attributes.Builder attributes = Attributes.builder();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | BYTES -> scope.name = values.name();
        case (2 << 3) | BYTES -> scope.version = values.name();
        case (3 << 3) | BYTES -> values.attribute(attributes);
        case (4 << 3) | VARINT -> scope.droppedAttributes = in.varint();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    scope.attributes = attributes.build();
  }

  private void record(Signal signal, Origin origin) {
    int before = in.limit();
    int end = before;
    try {
      int outer = in.enter();
      end = in.limit();
      switch (signal) {
        case TRACES -> add(spans.read(origin));
        case LOGS -> add(logs.read(origin));
        case METRICS -> metrics.read(origin, out.batches::add);
      }
      in.leave(outer);
    } catch (ProtoReader.Damage e) {
      damaged = true;
      out.reject(code(e), e.what);
      in.recover(end, before);
    }
  }

  private void add(@Nullable WideEvent record) {
    if (record != null) {
      out.batches.add(record);
    }
  }

  private void note(ProtoReader.Damage damage) {
    damaged = true;
    out.note(code(damage), damage.what);
  }

  private static Problem.Code code(ProtoReader.Damage damage) {
    return damage.truncated ? Problem.Code.TRUNCATED : Problem.Code.MALFORMED;
  }
}
