package dev.sonde.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP/1.1 as bytes over a socket, for what well-behaved clients refuse to send. */
public final class RawHttp {

  /** A whole answer; never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, String head, byte[] body) {

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** Null where it is not there. */
    public String header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse(null);
    }
  }

  private RawHttp() {}

  /**
   * @param address as the server prints it
   * @param head request line and headers, one a line; {@code Connection: close} is added
   */
  public static Answer ask(String address, String head, byte... body) throws IOException {
    URI uri = URI.create(address);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      socket.setSoTimeout(30_000);
      String lines = head.strip().replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n";
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(lines.getBytes(StandardCharsets.ISO_8859_1));
      request.writeBytes(body);
      socket.getOutputStream().write(request.toByteArray());
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    }
  }

  private static Answer read(InputStream in) throws IOException {
    byte[] all = in.readAllBytes();
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no HTTP answer: " + text);
    }
    int status = Integer.parseInt(text.substring(9, 12));
    return new Answer(
        status, text.substring(0, end), java.util.Arrays.copyOfRange(all, end + 4, all.length));
  }
}
