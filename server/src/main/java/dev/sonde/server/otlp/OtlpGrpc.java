package dev.sonde.server.otlp;

import dev.sonde.ingest.otlp.Signal;
import dev.sonde.server.http.Endpoint;
import dev.sonde.server.http.Exchange;
import dev.sonde.server.http.Refusal;
import dev.sonde.server.http.Routes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * OTLP over gRPC. A unary call is one POST of HTTP/2: a message behind a flag and its length, and the
 * status in the trailers of the answer; that is all that is needed of gRPC here.
 */
public final class OtlpGrpc {

  private static final String PACKAGE = "/opentelemetry.proto.collector.";
  private static final int PREFIX = 5;

  private final Collector collector;

  public OtlpGrpc(Collector collector) {
    this.collector = collector;
  }

  public void addTo(Routes routes) {
    routes.on("POST", PACKAGE + "trace.v1.TraceService/Export", endpoint(Signal.TRACES));
    routes.on("POST", PACKAGE + "logs.v1.LogsService/Export", endpoint(Signal.LOGS));
    routes.on("POST", PACKAGE + "metrics.v1.MetricsService/Export", endpoint(Signal.METRICS));
  }

  private Endpoint endpoint(Signal signal) {
    return exchange -> answer(signal, exchange);
  }

  private void answer(Signal signal, Exchange exchange) throws Refusal, IOException {
    if (!exchange.isGrpc()) {
      throw new Refusal(415, "this path speaks gRPC, as application/grpc over HTTP/2");
    }
    exchange.set("grpc-accept-encoding", "identity,gzip,zstd");
    InputStream body = exchange.body();
    byte[] prefix = body.readNBytes(PREFIX);
    if (prefix.length < PREFIX) {
      throw new Refusal(400, "the call has no message");
    }
    long length = ByteBuffer.wrap(prefix, 1, 4).getInt() & 0xffff_ffffL;
    Encoding encoding = encoding(prefix[0], exchange);
    byte[] reply;
    try {
      reply =
          Replies.protobuf(
              collector.collect(
                  new Collector.Request(
                      signal, false, encoding, new Message(body, length), length)));
    } catch (SecondMessage e) {
      throw new Refusal(400, "the call has more than one message, or more than its length says");
    }
    byte[] framed =
        ByteBuffer.allocate(PREFIX + reply.length)
            .put((byte) 0)
            .putInt(reply.length)
            .put(reply)
            .array();
    exchange.send("application/grpc", framed, Map.of("grpc-status", "0"));
  }

  private static Encoding encoding(byte flag, Exchange exchange) throws Refusal {
    if (flag == 0) {
      return Encoding.IDENTITY;
    }
    String said = exchange.header("grpc-encoding");
    Encoding encoding = Encoding.of(said);
    if (flag != 1 || said == null) {
      throw new Refusal(400, "the message's flag is " + flag + " and grpc-encoding is " + said);
    }
    if (encoding == null) {
      throw new Refusal(415, "grpc-encoding is gzip, zstd or identity, not " + said);
    }
    return encoding;
  }

  private static final class SecondMessage extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The one message of a call, which nothing may follow. */
  private static final class Message extends FilterInputStream {

    private long left;

    Message(InputStream body, long length) {
      super(body);
      left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        if (super.read(new byte[1], 0, 1) >= 0) {
          throw new SecondMessage();
        }
        return -1;
      }
      int count = super.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
