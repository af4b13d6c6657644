package dev.sonde.model.vocabulary;

import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * What the conventions read out of one span: the hot columns of a store. Everything absent is null.
 *
 * @param worker id of the worker that it ran on; null for scheduler, client and plain services
 * @param dataKey what moved or was spilled
 * @param dataKeys how many keys moved together
 * @param bytes that moved or were spilled, before compression
 * @param error the first words that say why it failed: exception type and message, or the status's
 */
public record SpanFacts(
    Role role,
    Component component,
    @Nullable String run,
    @Nullable String service,
    @Nullable String worker,
    @Nullable String taskKey,
    @Nullable String taskPrefix,
    @Nullable String phase,
    @Nullable Long attempt,
    @Nullable Long submittedNanos,
    @Nullable Long readyNanos,
    @Nullable Long assignedNanos,
    @Nullable Long resultBytes,
    @Nullable String cache,
    @Nullable String dataKey,
    @Nullable Long dataKeys,
    @Nullable Long bytes,
    @Nullable Long wireBytes,
    @Nullable String from,
    @Nullable String to,
    @Nullable String error) {

  /** Reads a span by docs/conventions.md, in the order of its table; the first row that fits. */
  public static SpanFacts of(Span span) {
    Attributes own = span.attributes();
    Attributes resource = span.origin().resource();
    SpanNames.Entry named = SpanNames.of(span.name());
    String taskKey = own.text(Keys.TASK_KEY);
    Role role = role(span, own, named, taskKey);
    boolean attempt = role == Role.ATTEMPT;
    boolean moves = role == Role.TRANSFER;
    boolean spills = role == Role.SPILL;
    String prefix = taskKey == null ? null : own.text(Keys.TASK_PREFIX);
    String to = moves ? own.text(Keys.TRANSFER_TO) : null;
    String worker = RecordFacts.firstText(own, resource, Keys.WORKER_ID);
    return new SpanFacts(
        role,
        component(own, named, role),
        RecordFacts.firstText(own, resource, Keys.RUN_ID),
        RecordFacts.firstText(resource, own, Keys.SERVICE_NAME),
        worker != null ? worker : to,
        taskKey,
        taskKey != null && prefix == null ? TaskKeys.prefix(taskKey) : prefix,
        role == Role.PHASE ? own.text(Keys.TASK_PHASE) : null,
        attempt ? own.integer(Keys.TASK_ATTEMPT) : null,
        attempt ? own.integer(Keys.TASK_SUBMITTED) : null,
        attempt ? own.integer(Keys.TASK_READY) : null,
        attempt ? own.integer(Keys.TASK_ASSIGNED) : null,
        attempt ? own.integer(Keys.TASK_RESULT_BYTES) : null,
        attempt ? own.text(Keys.TASK_CACHE) : null,
        moves ? own.text(Keys.TRANSFER_KEY) : spills ? own.text(Keys.SPILL_KEY) : null,
        moves ? dataKeys(own) : null,
        moves ? own.integer(Keys.TRANSFER_BYTES) : spills ? own.integer(Keys.SPILL_BYTES) : null,
        moves ? own.integer(Keys.TRANSFER_WIRE_BYTES) : null,
        moves ? own.text(Keys.TRANSFER_FROM) : null,
        to,
        error(span));
  }

  private static Role role(
      Span span, Attributes own, SpanNames.Entry named, @Nullable String taskKey) {
    if (own.has(Keys.TRANSFER_KEY)) {
      return Role.TRANSFER;
    } else if (own.has(Keys.SPILL_KEY)) {
      return Role.SPILL;
    } else if (taskKey != null && own.has(Keys.TASK_PHASE)) {
      return Role.PHASE;
    } else if ("scheduler".equals(own.text(Keys.SONDE_COMPONENT)) && named.role() != Role.METRICS) {
      return Role.SCHEDULER;
    } else if (named.role() != Role.SPAN && named.role() != Role.ATTEMPT) {
      return named.role();
    } else if (own.has(Keys.RUN_PHASE)) {
      return Role.CLIENT;
    } else if (taskKey != null) {
      return Role.ATTEMPT;
    } else if (own.has(Keys.GEN_AI_OPERATION)) {
      return Role.AGENT;
    } else if (span.parent() == 0 && own.has(Keys.RUN_ID) && own.has(Keys.RUN_NAME)) {
      return Role.RUN;
    }
    return Role.SPAN;
  }

  private static Component component(Attributes own, SpanNames.Entry named, Role role) {
    String said = own.text(Keys.SONDE_COMPONENT);
    Component declared = said == null ? null : declared(said);
    if (declared != null) {
      return declared;
    }
    if (!named.pattern().equals("*")) {
      return named.component();
    }
    return switch (role) {
      case ATTEMPT, AGENT -> Component.COMPUTE;
      case TRANSFER, STAGE -> Component.NETWORK;
      case SPILL -> Component.DISK;
      case SCHEDULER -> Component.SCHEDULER;
      case RUN, IDLE, METRICS -> Component.NONE;
      case PHASE -> phaseComponent(own.text(Keys.TASK_PHASE));
      case CLIENT, SPAN -> Component.OTHER;
    };
  }

  /** The meaning of {@code sonde.component}; null for a word that is not one of its own. */
  private static @Nullable Component declared(String word) {
    return switch (word) {
      case "compute", "lock", "serialize" -> Component.COMPUTE;
      case "network" -> Component.NETWORK;
      case "disk" -> Component.DISK;
      case "scheduler" -> Component.SCHEDULER;
      case "waiting" -> Component.WAITING;
      case "client", "other" -> Component.OTHER;
      default -> null;
    };
  }

  private static Component phaseComponent(@Nullable String phase) {
    return phase != null
            && (phase.equals("lock") || phase.equals("serialize") || phase.equals("deserialize"))
        ? Component.COMPUTE
        : Component.OTHER;
  }

  private static @Nullable Long dataKeys(Attributes own) {
    Long said = own.integer(Keys.TRANSFER_KEY_COUNT);
    if (said != null) {
      return said;
    }
    int named = own.texts(Keys.TRANSFER_KEYS).size();
    if (named > 0) {
      return (long) named;
    }
    return own.has(Keys.TRANSFER_KEY) ? Long.valueOf(1) : null;
  }

  private static @Nullable String error(Span span) {
    if (span.status() != Span.Status.ERROR) {
      return null;
    }
    Attributes thrown = span.attributes();
    for (Span.Moment moment : span.moments()) {
      if (moment.name().equals("exception")) {
        thrown = moment.attributes();
      }
    }
    String type = thrown.text(Keys.EXCEPTION_TYPE);
    String message = thrown.text(Keys.EXCEPTION_MESSAGE);
    if (type != null || message != null) {
      return type == null ? message : message == null ? type : type + ": " + message;
    }
    if (!span.statusMessage().isEmpty()) {
      return span.statusMessage();
    }
    Value kind = span.attributes().get(Keys.ERROR_TYPE);
    return kind instanceof Value.Text text ? text.value() : null;
  }
}
