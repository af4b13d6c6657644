package dev.sonde.engine.analysis.calls;

import org.jspecify.annotations.Nullable;

/**
 * What one side told of a message or an artifact.
 *
 * @param kind message or artifact
 * @param gave true where it was sent or produced, false where it was received or consumed
 * @param id of the message or artifact
 * @param from who gave it, as the record says; null where it does not
 * @param to who took it, likewise
 * @param agent the agent that the record names, else null
 * @param service of the record
 * @param place the span in which it was told, {@code null} or none where there is none
 * @param type of the message or artifact
 */
public record Told(
    CallKind kind,
    boolean gave,
    String run,
    String id,
    @Nullable String from,
    @Nullable String to,
    @Nullable String agent,
    @Nullable String service,
    Family.Place place,
    long atNanos,
    @Nullable String type) {}
