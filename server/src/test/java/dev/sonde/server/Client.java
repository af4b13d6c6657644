package dev.sonde.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Posts to a server as a well-behaved client does. */
public final class Client implements AutoCloseable {

  public static final String PROTOBUF = "application/x-protobuf";
  public static final String JSON = "application/json";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;

  public Client(String address) {
    this.address = address;
  }

  /**
   * @param headers names and values by turns
   */
  public HttpResponse<byte[]> post(String path, String type, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!type.isEmpty()) {
      request.header("content-type", type);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  public HttpResponse<byte[]> post(String path, String type, String body, String... headers)
      throws IOException, InterruptedException {
    return post(path, type, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
