package dev.sonde.app;

import dev.sonde.engine.render.Style;
import dev.sonde.engine.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command needs of the process that it runs in: streams, settings, and the way to sources. */
final class Surroundings {

  private static final String DEFAULT_URL = "http://localhost:8787";
  private static final int CONNECT_MILLIS = 1000;

  private final AppSettings settings;
  private final InputStream in;
  private final Writer out;
  private final PrintStream err;
  private final Loader loader;

  Surroundings(AppSettings settings, Writer out, PrintStream err) {
    this(settings, System.in, out, err);
  }

  Surroundings(AppSettings settings, InputStream in, Writer out, PrintStream err) {
    this.settings = settings;
    this.in = in;
    this.out = out;
    this.err = err;
    this.loader = new Loader(settings, err);
  }

  /** Standard input, for what is not a source: sources are read by the importers. */
  InputStream in() {
    return in;
  }

  Writer out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** All variables of the process. */
  Map<String, String> environment() {
    return settings.environment();
  }

  AppSettings settings() {
    return settings;
  }

  /** The sources that were named, else the live system that is set or usual. */
  List<String> sourcesOr(List<String> named) {
    return named.isEmpty() ? List.of(settings.url() == null ? DEFAULT_URL : settings.url()) : named;
  }

  Store open(List<String> sources, @Nullable String format) {
    for (String source : sources) {
      if (Sources.isUrl(source)) {
        throw unreachable(source);
      }
    }
    return loader.open(sources, format);
  }

  Style style(Presentation how) {
    ZoneId zone = how.utc() ? ZoneOffset.UTC : settings.zone();
    int columns = how.width() > 0 ? how.width() : settings.terminalColumns();
    return settings.terminalColumns() == 0
        ? Style.piped(how.width(), zone)
        : Style.terminal(columns, settings.color() && !how.noColor(), zone);
  }

  private static Failure unreachable(String url) {
    boolean somebody;
    try (Socket socket = new Socket()) {
      URI address = URI.create(url);
      int port = address.getPort() > 0 ? address.getPort() : 80;
      socket.connect(new InetSocketAddress(address.getHost(), port), CONNECT_MILLIS);
      somebody = true;
    } catch (IOException | IllegalArgumentException e) {
      somebody = false;
    }
    return new Failure(
        ExitCode.UNREACHABLE,
        somebody
            ? url
                + " answers, but this version of Sonde asks files only\n"
                + "get a file from it (Frisky: frisky observe spans URL > spans.json) and name that"
            : "no server can be reached at "
                + url
                + "\nname a file instead: sonde observe overview FILE");
  }
}
