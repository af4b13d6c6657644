package dev.sonde.server;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens. A port of 0 is any free one, -1 is none.
 *
 * @param bind name or address of the interface; anything but loopback demands a token
 * @param httpPort for the API, and OTLP in every form
 * @param otlpHttpPort where clients expect OTLP over HTTP
 * @param otlpGrpcPort where clients expect OTLP over gRPC
 * @param token what a client has to show as {@code Authorization: Bearer}; null where none is demanded
 * @param hosts further names under which clients reach the server, beside those it knows itself
 * @param bodyLimit of one request, in bytes, after decompression
 * @param flightLimit of all requests that are being read and are not stored yet, in bytes, after
 *     decompression
 */
public record ServerOptions(
    String bind,
    int httpPort,
    int otlpHttpPort,
    int otlpGrpcPort,
    @Nullable String token,
    Set<String> hosts,
    int bodyLimit,
    long flightLimit) {

  /** What OTLP recommends. */
  public static final int BODY_LIMIT = 64 * 1024 * 1024;

  public static final ServerOptions DEFAULTS =
      new ServerOptions("127.0.0.1", 8787, 4318, 4317, null, Set.of(), BODY_LIMIT, 2L * BODY_LIMIT);

  public ServerOptions {
    Objects.requireNonNull(bind, "bind is null");
    hosts = Set.copyOf(hosts);
    port("--http", httpPort);
    port("--otlp-http", otlpHttpPort);
    port("--otlp-grpc", otlpGrpcPort);
    if (token != null && token.isBlank()) {
      throw new IllegalArgumentException("the token is empty: give one, or leave --token out");
    }
    if (bodyLimit < 1 || flightLimit < bodyLimit) {
      throw new IllegalArgumentException(
          "limits of "
              + bodyLimit
              + " bytes a request and "
              + flightLimit
              + " for all make no sense");
    }
  }

  private static void port(String option, int port) {
    if (port < -1 || port > 65535) {
      throw new IllegalArgumentException(
          option + " " + port + ": a port is 1 to 65535, 0 for any free one, -1 for none");
    }
  }

  public ServerOptions withPorts(int http, int otlpHttp, int otlpGrpc) {
    return new ServerOptions(bind, http, otlpHttp, otlpGrpc, token, hosts, bodyLimit, flightLimit);
  }

  public ServerOptions withBind(String address) {
    return new ServerOptions(
        address, httpPort, otlpHttpPort, otlpGrpcPort, token, hosts, bodyLimit, flightLimit);
  }

  public ServerOptions withToken(@Nullable String secret) {
    return new ServerOptions(
        bind, httpPort, otlpHttpPort, otlpGrpcPort, secret, hosts, bodyLimit, flightLimit);
  }

  public ServerOptions withHosts(Set<String> names) {
    return new ServerOptions(
        bind, httpPort, otlpHttpPort, otlpGrpcPort, token, names, bodyLimit, flightLimit);
  }

  public ServerOptions withLimits(int body, long flight) {
    return new ServerOptions(
        bind, httpPort, otlpHttpPort, otlpGrpcPort, token, hosts, body, flight);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "ServerOptions[bind="
        + bind
        + ", http="
        + httpPort
        + ", otlp-http="
        + otlpHttpPort
        + ", otlp-grpc="
        + otlpGrpcPort
        + (token == null ? "" : ", token=…")
        + "]";
  }
}
