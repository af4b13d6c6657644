package dev.sonde.server;

import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Store;
import dev.sonde.server.api.Api;
import dev.sonde.server.api.Metric;
import dev.sonde.server.http.Front;
import dev.sonde.server.http.Gate;
import dev.sonde.server.http.Routes;
import dev.sonde.server.otlp.Collector;
import dev.sonde.server.otlp.OtlpGrpc;
import dev.sonde.server.otlp.OtlpHttp;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * One process that takes telemetry in and answers questions about it. Every port speaks everything,
 * HTTP/1.1 and HTTP/2 in the clear, so one address is enough; the others are where clients expect them.
 */
public final class SondeServer implements AutoCloseable {

  /** How long what is under way may take when the server ends, in milliseconds. */
  private static final long GRACE_MILLIS = 5_000;

  /** Connections that wait to be taken. */
  private static final int BACKLOG = 512;

  /** Jetty's own threads, which wait for the network; requests run on virtual ones. */
  private static final int NETWORK_THREADS = 8;

  private final Server server;
  private final Api api;
  private final Addresses addresses;

  private SondeServer(Server server, Api api, Addresses addresses) {
    this.server = server;
    this.api = api;
    this.addresses = addresses;
  }

  /**
   * Listens, and returns once it does. The store stays the caller's to close, after the server.
   *
   * @param store a LiveStore makes it a collector; any other is only asked
   * @throws PortInUseException where somebody else has a port
   * @throws IllegalArgumentException where the options cannot be followed
   */
  public static SondeServer start(ServerOptions options, Store store) {
    InetAddress bound = address(options);
    Routes routes = new Routes();
    Api api = store instanceof LiveStore live ? collecting(options, live, routes) : new Api(store);
    api.addTo(routes);
    Gate gate = new Gate(options.bind(), bound, options.token(), options.hosts());
    Server server = new Server(threads());
    server.setHandler(new Front(gate, routes));
    server.setStopTimeout(GRACE_MILLIS);
    server.setStopAtShutdown(false);
    List<ServerSocketChannel> opened = new ArrayList<>();
    Map<String, ServerConnector> connectors = new LinkedHashMap<>();
    try {
      listen(server, bound, "--http", options.httpPort(), connectors, opened);
      listen(server, bound, "--otlp-http", options.otlpHttpPort(), connectors, opened);
      listen(server, bound, "--otlp-grpc", options.otlpGrpcPort(), connectors, opened);
      server.start();
    } catch (Exception e) {
      stop(server);
      close(opened);
      api.close();
      throw e instanceof RuntimeException known
          ? known
          : new IllegalStateException("the server cannot start: " + e.getMessage(), e);
    }
    return new SondeServer(server, api, addresses(options, connectors));
  }

  /** Adds what takes OTLP in; the API then tells of that, too. */
  private static Api collecting(ServerOptions options, LiveStore store, Routes routes) {
    Collector collector = new Collector(store, options.bodyLimit(), options.flightLimit());
    new OtlpHttp(collector).addTo(routes);
    new OtlpGrpc(collector).addTo(routes);
    return new Api(store, () -> metrics(collector.figures()));
  }

  private static List<Metric> metrics(Collector.Figures figures) {
    return List.of(
        Metric.counter("sonde_otlp_requests_total", "Requests of OTLP.", figures.requests()),
        Metric.counter(
            "sonde_otlp_bytes_total",
            "Bytes of their bodies, after decompression.",
            figures.bytes()),
        Metric.gauge(
            "sonde_otlp_in_flight_bytes",
            "Bytes of requests that are not stored yet.",
            figures.inFlightBytes()));
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(NETWORK_THREADS, 2);
    threads.setName("sonde-http");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    return threads;
  }

  private static InetAddress address(ServerOptions options) {
    InetAddress bound;
    try {
      bound = InetAddress.getByName(options.bind());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "--bind " + options.bind() + " is no address of this machine: " + e.getMessage(), e);
    }
    if (!bound.isLoopbackAddress() && options.token() == null) {
      throw new IllegalArgumentException(
          "--bind "
              + options.bind()
              + " can be reached by others: give --token or --token-file, or bind 127.0.0.1");
    }
    return bound;
  }

  private static void listen(
      Server server,
      InetAddress bound,
      String option,
      int port,
      Map<String, ServerConnector> connectors,
      List<ServerSocketChannel> opened)
      throws IOException {
    if (port < 0) {
      return;
    }
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    // No acceptor threads: the selector's own accepts, too.
    ServerConnector connector =
        new ServerConnector(
            server, 0, 1, new HttpConnectionFactory(http), new PriorKnowledge(http));
    connector.open(bound(bound, port, option, opened));
    server.addConnector(connector);
    connectors.put(option, connector);
  }

  private static ServerSocketChannel bound(
      InetAddress address, int port, String option, List<ServerSocketChannel> opened)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    opened.add(channel);
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    try {
      return channel.bind(new InetSocketAddress(address, port), BACKLOG);
    } catch (BindException e) {
      String said = String.valueOf(e.getMessage());
      if (said.contains("in use")) {
        throw new PortInUseException(port, option, PortHolder.of(port));
      }
      throw new IllegalArgumentException(
          "cannot listen on "
              + address.getHostAddress()
              + ", port "
              + port
              + " ("
              + option
              + "): "
              + said,
          e);
    }
  }

  private static Addresses addresses(
      ServerOptions options, Map<String, ServerConnector> connectors) {
    return new Addresses(
        url(options, connectors.get("--http")),
        url(options, connectors.get("--otlp-http")),
        url(options, connectors.get("--otlp-grpc")));
  }

  private static @Nullable String url(ServerOptions options, @Nullable ServerConnector connector) {
    if (connector == null) {
      return null;
    }
    String host = options.bind();
    boolean bare = host.contains(":") && !host.startsWith("[");
    return "http://" + (bare ? "[" + host + "]" : host) + ":" + connector.getLocalPort();
  }

  /** Where it listens. */
  public Addresses addresses() {
    return addresses;
  }

  /** Takes nothing new, lets what is under way end for a few seconds, and frees the ports. */
  @Override
  public void close() {
    api.close();
    stop(server);
  }

  private static void close(List<ServerSocketChannel> opened) {
    for (ServerSocketChannel channel : opened) {
      try {
        channel.close();
      } catch (IOException e) {
        // It was never more than a bound port.
      }
    }
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      // What did not end in time was cut; the ports are free.
    }
  }
}
