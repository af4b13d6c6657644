package dev.sonde.app;

import dev.sonde.engine.view.Parameters;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words behind a view's name, told apart: sources, then the argument of a view that takes one.
 *
 * @param argument null where there is none
 */
record Sources(List<String> sources, @Nullable String argument) {

  Sources {
    sources = List.copyOf(sources);
  }

  /**
   * @param taken the view's argument, null where it takes none
   */
  static Sources of(String view, List<String> words, Parameters.@Nullable Parameter<?> taken) {
    if (taken == null) {
      return new Sources(words, null);
    }
    boolean needed = taken.kind() == Parameters.Kind.ARGUMENT;
    if (words.isEmpty()) {
      if (needed) {
        throw missing(view, taken);
      }
      return new Sources(words, null);
    }
    String last = words.getLast();
    boolean source = isSource(last);
    if (needed && words.size() == 1 && source) {
      throw missing(view, taken);
    }
    // An argument that may be left out is one that is no source, behind one that is.
    if (!needed && (source || words.size() == 1)) {
      return new Sources(words, null);
    }
    return new Sources(new ArrayList<>(words.subList(0, words.size() - 1)), last);
  }

  private static Failure missing(String view, Parameters.Parameter<?> taken) {
    return new Failure(
        ExitCode.USAGE,
        "sonde observe "
            + view
            + " needs "
            + taken.name()
            + " ("
            + taken.describe()
            + ") after the source: sonde observe "
            + view
            + " FILE "
            + taken.name());
  }

  /**
   * The address where the source is a server, null where files are.
   *
   * @throws Failure where a server is one of several
   */
  static @Nullable String address(List<String> sources) {
    if (sources.stream().noneMatch(Sources::isUrl)) {
      return null;
    }
    if (sources.size() > 1) {
      throw new Failure(
          ExitCode.USAGE,
          "a server is asked alone, and there are "
              + String.join(" ", sources)
              + "; sonde logs is what merges several");
    }
    return sources.getFirst();
  }

  static boolean isUrl(String word) {
    return word.startsWith("http://") || word.startsWith("https://");
  }

  /** Whether a word is something to read, rather than the name of something in it. */
  static boolean isSource(String word) {
    if (word.equals("-") || isUrl(word)) {
      return true;
    }
    try {
      return Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
