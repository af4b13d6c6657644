package dev.sonde.server;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/** HTTP/2 frame by frame, as a client that sends whatever it is told. */
public final class Http2 implements AutoCloseable {

  private static final long SECONDS = 30;

  private final HTTP2Client client = new HTTP2Client();
  private final Session session;
  private final URI address;

  /** A whole answer; never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, HttpFields headers, byte[] body, HttpFields trailers) {

    /** From the trailers, or from the headers of an answer that has nothing else. */
    public String grpc(String name) {
      String said = trailers.get(name);
      return said == null ? headers.get(name) : said;
    }
  }

  public Http2(String url) throws Exception {
    address = URI.create(url);
    client.start();
    session =
        client
            .connect(
                new InetSocketAddress(address.getHost(), address.getPort()),
                new Session.Listener() {})
            .get(SECONDS, TimeUnit.SECONDS);
  }

  /**
   * @param headers names and values by turns
   */
  public Answer ask(String method, String path, String... headers) throws Exception {
    return ask(method, path, new byte[0], headers);
  }

  /** A call of gRPC with these bytes as its body, whatever they are. */
  public Answer call(String path, byte[] body, String... headers) throws Exception {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 4);
    all[headers.length] = "content-type";
    all[headers.length + 1] = "application/grpc";
    all[headers.length + 2] = "te";
    all[headers.length + 3] = "trailers";
    return ask("POST", path, body, all);
  }

  /** A message behind its flag and its length. */
  public static byte[] framed(int flag, byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) flag)
        .putInt(message.length)
        .put(message)
        .array();
  }

  public Answer ask(String method, String path, byte[] body, String... headers) throws Exception {
    HttpFields.Mutable fields = HttpFields.build();
    String authority = address.getAuthority();
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equals(":authority")) {
        authority = headers[i + 1];
      } else {
        fields.add(headers[i], headers[i + 1]);
      }
    }
    MetaData.Request request =
        new MetaData.Request(
            method,
            HttpURI.from("http://" + authority + path),
            HttpVersion.HTTP_2,
            fields,
            body.length);
    Collecting collecting = new Collecting();
    Stream stream =
        session
            .newStream(new HeadersFrame(request, null, body.length == 0), collecting)
            .get(SECONDS, TimeUnit.SECONDS);
    if (body.length > 0) {
      stream.data(
          new DataFrame(stream.getId(), ByteBuffer.wrap(body), true),
          Callback.from(() -> {}, failure -> {}));
    }
    return collecting.answer.get(SECONDS, TimeUnit.SECONDS);
  }

  private static final class Collecting implements Stream.Listener {

    final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private MetaData.Response head;

    @Override
    public void onHeaders(Stream stream, HeadersFrame frame) {
      if (frame.getMetaData() instanceof MetaData.Response response) {
        head = response;
        if (frame.isEndStream()) {
          end(HttpFields.EMPTY);
        }
        stream.demand();
      } else {
        end(frame.getMetaData().getHttpFields());
      }
    }

    @Override
    public void onDataAvailable(Stream stream) {
      for (Stream.Data data = stream.readData(); data != null; data = stream.readData()) {
        ByteBuffer bytes = data.frame().getByteBuffer();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        body.writeBytes(copy);
        boolean last = data.frame().isEndStream();
        data.release();
        if (last) {
          end(HttpFields.EMPTY);
          return;
        }
      }
      stream.demand();
    }

    @Override
    public void onReset(Stream stream, ResetFrame frame, Callback callback) {
      answer.completeExceptionally(new IllegalStateException("reset " + frame.getError()));
      callback.succeeded();
    }

    private void end(HttpFields trailers) {
      answer.complete(
          new Answer(head.getStatus(), head.getHttpFields(), body.toByteArray(), trailers));
    }
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the client does not end", e);
    }
  }
}
