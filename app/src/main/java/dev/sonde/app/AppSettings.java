package dev.sonde.app;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the surroundings say, read once.
 *
 * @param cache folder of the file cache
 * @param cacheBytes how much the file cache may hold, in bytes
 * @param store folder of the default store, in which a server leaves its address
 * @param token that servers demand; null where none is set
 * @param url of the live system that is asked where no source is named; null where none is set
 * @param terminalColumns width of the terminal on standard output, 0 where that is none
 * @param terminalRows its height, where there is one
 * @param errorTerminal whether standard error is a terminal
 * @param environment all variables, for commands with settings of their own
 */
record AppSettings(
    Path cache,
    long cacheBytes,
    Path store,
    @Nullable String token,
    @Nullable String url,
    int terminalColumns,
    int terminalRows,
    boolean errorTerminal,
    boolean color,
    ZoneId zone,
    Map<String, String> environment) {

  AppSettings {
    environment = Map.copyOf(environment);
  }

  static final long DEFAULT_CACHE_BYTES = 10L << 30;

  private static final int DEFAULT_COLUMNS = 100;
  private static final int DEFAULT_ROWS = 40;

  /**
   * @param environment variables
   * @param terminal what the launcher knows: {@code out} and {@code err} in it, where these are
   *     terminals
   */
  static AppSettings from(Map<String, String> environment, String terminal) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    String cacheHome = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path cache =
        (cacheHome.isBlank() ? Path.of(home, ".cache") : Path.of(cacheHome)).resolve("sonde");
    boolean out = terminal.contains("out");
    return new AppSettings(
        cache,
        number(environment.get("SONDE_CACHE_BYTES"), DEFAULT_CACHE_BYTES),
        store(environment),
        blankToNull(environment.get("SONDE_TOKEN")),
        blankToNull(environment.get("SONDE_URL")),
        out ? (int) number(environment.get("COLUMNS"), DEFAULT_COLUMNS) : 0,
        (int) number(environment.get("LINES"), DEFAULT_ROWS),
        terminal.contains("err"),
        out
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM")),
        ZoneId.systemDefault().normalized() instanceof ZoneOffset offset
            ? offset
            : ZoneId.systemDefault(),
        environment);
  }

  private static Path store(Map<String, String> environment) {
    String named = blankToNull(environment.get("SONDE_STORE"));
    return named == null ? ServeSettings.defaultStore(environment) : Path.of(named);
  }

  private static long number(@Nullable String text, long fallback) {
    try {
      return text == null ? fallback : Math.max(0, Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return fallback;
    }
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
