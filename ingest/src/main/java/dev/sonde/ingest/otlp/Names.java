package dev.sonde.ingest.otlp;

/**
 * One string for each of the few names that a source says a million times: attribute keys, span names.
 * A table of fixed size in which the newest wins, so that made-up names cost nothing.
 */
final class Names {

  private static final int SIZE = 4096;

  private final String[] table = new String[SIZE];

  Names() {
    java.util.Arrays.fill(table, "");
  }

  String of(String name) {
    int slot = (name.hashCode() * 0x9E3779B9) >>> 20;
    String known = table[slot];
    if (known.equals(name)) {
      return known;
    }
    table[slot] = name;
    return name;
  }
}
