package dev.sonde.server.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends the head with the first byte: until then an answer may still become an error. */
final class LazyOutput extends OutputStream {

  private final Reply reply;
  private final String contentType;
  private final Map<String, String> headers;
  private @Nullable OutputStream out;

  LazyOutput(Reply reply, String contentType, Map<String, String> headers) {
    this.reply = reply;
    this.contentType = contentType;
    this.headers = headers;
  }

  private OutputStream out() throws IOException {
    OutputStream begun = out;
    if (begun == null) {
      begun = reply.begin(200, contentType, headers);
      out = begun;
    }
    return begun;
  }

  @Override
  public void write(int b) throws IOException {
    out().write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (length > 0) {
      out().write(bytes, from, length);
    }
  }

  @Override
  public void flush() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    out().close();
  }
}
