package dev.sonde.store.duckdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What SQL from users may name; everything else of DuckDB is refused, also what it will have one day. */
final class AllowedFunctions {

  /** Functions in FROM; all others read files, settings or the inside of DuckDB. */
  private static final Set<String> TABLES =
      Set.of("range", "generate_series", "unnest", "json_each", "json_tree");

  /** Built-in views with these names or schemas show where files are, settings and the like. */
  private static final Set<String> CATALOGS = Set.of("duckdb_", "pragma_", "sqlite_", "pg_");

  private static final Set<String> SCALARS = read();

  private AllowedFunctions() {}

  static boolean scalar(String name) {
    return SCALARS.contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean table(String name) {
    return TABLES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a name or schema in FROM is one of DuckDB's own catalogs. */
  static boolean isCatalog(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return CATALOGS.stream().anyMatch(lower::startsWith);
  }

  /** Whether a name in FROM could be taken for a file's: none of the relations has such a letter. */
  static boolean isFile(String name) {
    return name.chars().anyMatch(letter -> "./\\:*?~".indexOf(letter) >= 0);
  }

  /** All of them. */
  static Set<String> scalars() {
    return SCALARS;
  }

  private static Set<String> read() {
    try (InputStream in =
        Objects.requireNonNull(AllowedFunctions.class.getResourceAsStream("functions.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
