package dev.sonde.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server of Sonde's, asked over HTTP. What goes wrong on the way is a {@link Failure}. */
final class Remote {

  /** A header of every answer of Sonde's. */
  private static final String MARK = "Sonde-Api";

  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** Longer than any view takes that somebody waits for. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int LONGEST_ERROR = 1 << 16;

  private final String given;
  private final URI base;
  private final @Nullable String token;

  /**
   * @param given the address as the user wrote it
   * @param token null where there is none to show
   */
  Remote(String given, @Nullable String token) {
    this.given = given;
    this.token = token;
    try {
      this.base = new URI(given.replaceFirst("/+$", ""));
    } catch (URISyntaxException e) {
      throw new Failure(ExitCode.USAGE, given + ": not an address: " + e.getReason());
    }
    if (base.getHost() == null) {
      throw new Failure(
          ExitCode.USAGE, given + ": no address of a server; http://localhost:8787 is one");
    }
  }

  /** The address as the user wrote it. */
  String given() {
    return given;
  }

  /** An answer of Sonde's that is none of an error, to be closed. */
  static final class Answer implements AutoCloseable {
    private final HttpURLConnection connection;
    private final InputStream body;

    private Answer(HttpURLConnection connection, InputStream body) {
      this.connection = connection;
      this.body = body;
    }

    InputStream body() {
      return body;
    }

    @Nullable String header(String name) {
      return connection.getHeaderField(name);
    }

    /** Also ends what is still being sent; from any thread. */
    @Override
    public void close() {
      connection.disconnect();
    }
  }

  Answer get(String path, List<Map.Entry<String, String>> parameters, Duration patience) {
    HttpURLConnection connection = connection(path, parameters, patience);
    return answer(connection);
  }

  Answer post(
      String path, List<Map.Entry<String, String>> parameters, String json, Duration patience) {
    HttpURLConnection connection = connection(path, parameters, patience);
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    connection.setDoOutput(true);
    // Of a known length it is not sent a second time when an answer does not come.
    connection.setFixedLengthStreamingMode(body.length);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    } catch (IOException e) {
      throw unreachable(e);
    }
    return answer(connection);
  }

  private HttpURLConnection connection(
      String path, List<Map.Entry<String, String>> parameters, Duration patience) {
    StringBuilder address = new StringBuilder(base.toString()).append(path);
    String separator = "?";
    for (Map.Entry<String, String> parameter : parameters) {
      address.append(separator).append(parameter.getKey()).append('=');
      address.append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      separator = "&";
    }
    try {
      URI uri = URI.create(address.toString());
      // A proxy that is set for the process has no way to this machine.
      HttpURLConnection connection =
          (HttpURLConnection)
              (isHere()
                  ? uri.toURL().openConnection(Proxy.NO_PROXY)
                  : uri.toURL().openConnection());
      connection.setConnectTimeout((int) CONNECT.toMillis());
      connection.setReadTimeout((int) patience.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      if (token != null) {
        connection.setRequestProperty("Authorization", "Bearer " + token);
      }
      return connection;
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private boolean isHere() {
    String host = base.getHost();
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private Answer answer(HttpURLConnection connection) {
    try {
      int status = connection.getResponseCode();
      if (connection.getHeaderField(MARK) == null) {
        throw somethingElse(status);
      }
      if (status == 200) {
        return new Answer(connection, connection.getInputStream());
      }
      try (InputStream error = connection.getErrorStream()) {
        throw refused(status, error == null ? InputStream.nullInputStream() : error);
      }
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private static Failure refused(int status, InputStream body) throws IOException {
    Told told = told(body.readNBytes(LONGEST_ERROR));
    String message = told.error() == null ? "the server answered " + status : told.message();
    return switch (status) {
      case 400, 404, 405, 413 -> new Failure(ExitCode.USAGE, message);
      case 401, 403 ->
          new Failure(
              ExitCode.UNREACHABLE,
              message + "\n--token TOKEN or SONDE_TOKEN shows the server one");
      case 503 -> new Failure(ExitCode.UNREACHABLE, message);
      default -> new Failure(ExitCode.UNREADABLE, message);
    };
  }

  private record Told(@Nullable String error, @Nullable String hint) {
    String message() {
      return error + (hint == null ? "" : "\n" + hint);
    }
  }

  /** What an error says that came as JSON. */
  static String error(String json) {
    return told(json.getBytes(StandardCharsets.UTF_8)).message();
  }

  private static Told told(byte[] body) {
    String error = null;
    String hint = null;
    try (JsonParser json = new JsonFactory().createParser(body)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          error = name.equals("error") ? json.getValueAsString() : error;
          hint = name.equals("hint") ? json.getValueAsString() : hint;
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      // What came is no error of ours; the status says what there is to say.
    }
    return new Told(error, hint);
  }

  private NoAnswer unreachable(IOException e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new NoAnswer(
        NoAnswer.Who.NOBODY,
        why,
        "no server can be reached at "
            + given
            + " ("
            + why
            + ")\nstart one with sonde serve, or name a file: sonde observe overview FILE");
  }

  /** The answer broke off. */
  Failure brokenOff(IOException e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new Failure(
        ExitCode.UNREACHABLE, "the answer of " + given + " broke off (" + why + "); ask again");
  }

  private Failure somethingElse(int status) {
    String hint =
        Stranger.hint(given, page())
            .orElse("get a file from it and name that, or start sonde serve");
    return new NoAnswer(
        NoAnswer.Who.STRANGER,
        hint,
        "what answers at " + given + " (status " + status + ") is not Sonde\n" + hint);
  }

  /** What the stranger shows at its root, with its headers: enough to tell who it is. */
  private String page() {
    try {
      HttpURLConnection root = connection("/", List.of(), CONNECT);
      StringBuilder page = new StringBuilder();
      root.getHeaderFields()
          .forEach((name, values) -> page.append(name).append(values).append('\n'));
      InputStream body =
          root.getResponseCode() < 400 ? root.getInputStream() : root.getErrorStream();
      try (InputStream in = body == null ? new ByteArrayInputStream(new byte[0]) : body) {
        page.append(new String(in.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8));
      } finally {
        root.disconnect();
      }
      return page.toString();
    } catch (IOException | Failure e) {
      return "";
    }
  }
}
