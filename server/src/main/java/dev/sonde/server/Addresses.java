package dev.sonde.server;

import org.jspecify.annotations.Nullable;

/** Where a server listens, each as {@code http://host:port}; null where that port is off. */
public record Addresses(
    @Nullable String http, @Nullable String otlpHttp, @Nullable String otlpGrpc) {}
