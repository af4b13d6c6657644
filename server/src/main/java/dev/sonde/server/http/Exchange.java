package dev.sonde.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Reading and writing wait; for one thread. */
public final class Exchange {

  private static final long DRAIN_LIMIT = 8L * 1024 * 1024;

  private final Request request;
  private final Response response;
  private final String path;
  private volatile boolean failed;

  Exchange(Request request, Response response) {
    this.request = request;
    this.response = response;
    String decoded = request.getHttpURI().getDecodedPath();
    this.path = decoded == null ? "/" : decoded;
    // HTTP/2 tells when a client gives up.
    request.addFailureListener(_ -> failed = true);
    // An answer may take longer to be found than a connection may be idle.
    request.addIdleTimeoutListener(_ -> false);
  }

  /** In capitals; HEAD is served as GET, and its content left out. */
  public String method() {
    return request.getMethod();
  }

  /** Decoded, begins with a slash. */
  public String path() {
    return path;
  }

  /** What follows this beginning of the path. */
  public String below(String beginning) {
    return path.substring(beginning.length());
  }

  /** The parameters after the question mark, decoded, in their order; a name may come again. */
  public List<Map.Entry<String, String>> parameters() throws Refusal {
    List<Map.Entry<String, String>> all = new ArrayList<>();
    try {
      for (Fields.Field field : Request.extractQueryParameters(request)) {
        field.getValues().forEach(value -> all.add(Map.entry(field.getName(), value)));
      }
    } catch (RuntimeException e) {
      throw new Refusal(400, "the parameters are not written as a URL's: " + e.getMessage());
    }
    return all;
  }

  /** Null where it was not sent. */
  public @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /** The media type alone, in small letters; empty where none is said. */
  public String contentType() {
    String said = header("content-type");
    if (said == null) {
      return "";
    }
    int end = said.indexOf(';');
    return (end < 0 ? said : said.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Whether this is a call of gRPC, which HTTP/2 alone can carry. */
  public boolean isGrpc() {
    boolean said =
        contentType().equals("application/grpc") || contentType().startsWith("application/grpc+");
    return said && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
  }

  /** What the request says its body has, in bytes as sent; -1 where it does not say. */
  public long contentLength() {
    return request.getLength();
  }

  /** Host and port that the request is for; null where it does not say. */
  public @Nullable String authority() {
    return request.getHttpURI().getAuthority();
  }

  /** The body as it was sent. */
  public InputStream body() {
    return Content.Source.asInputStream(request);
  }

  /** The body as it was sent, where it has at most so many bytes. */
  public byte[] body(int most) throws Refusal, IOException {
    if (contentLength() <= most) {
      byte[] body = body().readNBytes(most + 1);
      if (body.length <= most) {
        return body;
      }
    }
    throw new Refusal(413, "the body has more than " + most + " bytes, which are the most here");
  }

  /** Sets a header of the answer, before anything is sent. */
  public Exchange set(String name, String value) {
    response.getHeaders().put(name, value);
    return this;
  }

  /** Sends the whole answer. */
  public void send(int status, String contentType, byte[] body) throws IOException {
    response.setStatus(status);
    set("content-type", contentType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    write(true, body);
  }

  /** Sends the whole answer as UTF-8. */
  public void send(int status, String contentType, String body) throws IOException {
    send(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Begins an answer of unknown length. What is written goes out on flush at the latest; a write fails
   * with an IOException once the client is gone.
   */
  public OutputStream stream(int status, String contentType) {
    response.setStatus(status);
    set("content-type", contentType);
    return Content.Sink.asOutputStream(response);
  }

  /** Sends content and then trailers, as gRPC wants it. */
  public void send(String contentType, byte[] body, Map<String, String> trailers)
      throws IOException {
    response.setStatus(200);
    set("content-type", contentType);
    List<HttpField> fields = new ArrayList<>();
    trailers.forEach((name, value) -> fields.add(new HttpField(name, value)));
    HttpFields all = HttpFields.from(fields.toArray(HttpField[]::new));
    response.setTrailersSupplier(() -> all);
    // Not in one: that would send a content-length, at which curl stops before the trailers.
    write(false, body);
    write(true, new byte[0]);
  }

  /**
   * Whether the client has gone while its answer is being worked on, as far as can be known without
   * writing. To be asked only behind the end of the request's body. A client of HTTP/1.1 that sends more
   * before it has its answer counts as gone: what it sent was read to find that out.
   */
  public boolean isGone() {
    if (failed) {
      return true;
    }
    Connection connection = request.getConnectionMetaData().getConnection();
    if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
      return false;
    }
    try {
      failed = connection.getEndPoint().fill(BufferUtil.allocate(1)) != 0;
    } catch (IOException e) {
      failed = true;
    }
    return failed;
  }

  /** Whether anything of the answer has left. */
  public boolean isCommitted() {
    return response.isCommitted();
  }

  /** Reads what the client still sends, so that it hears the answer; an endless body is cut off. */
  void drain() throws IOException {
    if (header("expect") == null) {
      try (InputStream rest = body()) {
        rest.skip(DRAIN_LIMIT);
      }
    }
  }

  private void write(boolean last, byte[] body) throws IOException {
    try (Blocker.Callback blocker = Blocker.callback()) {
      response.write(last, ByteBuffer.wrap(body), blocker);
      blocker.block();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
