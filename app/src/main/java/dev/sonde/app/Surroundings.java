package dev.sonde.app;

import dev.sonde.engine.render.Style;
import dev.sonde.engine.store.Store;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command needs of the process that it runs in: streams, settings, and the way to sources. */
final class Surroundings {

  static final String DEFAULT_URL = "http://localhost:8787";

  private final AppSettings settings;
  private final InputStream in;
  private final Writer out;
  private final PrintStream err;
  private final @Nullable OutputStream bytes;
  private final Loader loader;

  Surroundings(AppSettings settings, Writer out, PrintStream err) {
    this(settings, System.in, out, err);
  }

  Surroundings(AppSettings settings, InputStream in, Writer out, PrintStream err) {
    this(settings, in, out, err, null);
  }

  /**
   * @param bytes what lies beneath {@code out}, for what is passed through; null where there is nothing
   */
  Surroundings(
      AppSettings settings,
      InputStream in,
      Writer out,
      PrintStream err,
      @Nullable OutputStream bytes) {
    this.settings = settings;
    this.in = in;
    this.out = out;
    this.err = err;
    this.bytes = bytes;
    this.loader = new Loader(settings, err);
  }

  /** Standard input, for what is not a source: sources are read by the importers. */
  InputStream in() {
    return in;
  }

  Writer out() {
    return out;
  }

  /** Standard output for what is no text, or not ours; nothing is kept back in it. */
  OutputStream bytes() {
    return bytes == null ? OutputStream.nullOutputStream() : bytes;
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

  /** The sources that were named, else the live system that is set, runs here, or is usual. */
  List<String> sourcesOr(List<String> named) {
    if (!named.isEmpty()) {
      // While a server owns a store, the server is asked.
      ServerFile owner = named.size() == 1 ? ServerFile.ofStore(named.getFirst()) : null;
      return owner == null ? named : List.of(owner.http());
    }
    if (settings.url() != null) {
      return List.of(settings.url());
    }
    ServerFile running = ServerFile.ofStore(settings.store());
    return List.of(running == null ? DEFAULT_URL : running.http());
  }

  /**
   * A server to ask.
   *
   * @param token null leaves it to the settings
   */
  Remote remote(String address, @Nullable String token) {
    return new Remote(address, token == null ? settings.token() : token);
  }

  /** Files as a store; servers are asked another way. */
  Store open(List<String> sources, @Nullable String format) {
    return loader.open(sources, format);
  }

  Style style(Presentation how) {
    ZoneId zone = how.utc() ? ZoneOffset.UTC : settings.zone();
    int columns = how.width() > 0 ? how.width() : settings.terminalColumns();
    return settings.terminalColumns() == 0
        ? Style.piped(how.width(), zone)
        : Style.terminal(columns, settings.color() && !how.noColor(), zone);
  }

  /** For what is said on standard error. */
  Style errorStyle() {
    return settings.errorTerminal()
        ? Style.terminal(
            settings.terminalColumns() == 0 ? 100 : settings.terminalColumns(),
            settings.color(),
            settings.zone())
        : Style.piped(0, settings.zone());
  }
}
