package dev.sonde.server;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 in the clear for clients that begin with it, as those of gRPC do. The upgrade from HTTP/1.1 is
 * left aside: RFC 9113 has dropped it, and a body that comes with it ended in a protocol error.
 */
final class PriorKnowledge extends HTTP2CServerConnectionFactory {

  /** For batches of some megabytes without waiting for leave in between, in bytes. */
  private static final int STREAM_WINDOW = 2 * 1024 * 1024;

  private static final int SESSION_WINDOW = 8 * 1024 * 1024;

  PriorKnowledge(HttpConfiguration http) {
    super(http);
    setInitialStreamRecvWindow(STREAM_WINDOW);
    setInitialSessionRecvWindow(SESSION_WINDOW);
  }

  @Override
  public @Nullable Connection upgradeConnection(
      Connector connector,
      EndPoint endPoint,
      MetaData.Request request,
      HttpFields.Mutable response) {
    boolean begun = request.getMethod().equals("PRI");
    return begun ? super.upgradeConnection(connector, endPoint, request, response) : null;
  }
}
