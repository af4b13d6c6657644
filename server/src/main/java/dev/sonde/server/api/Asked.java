package dev.sonde.server.api;

import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.render.Style;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.Question;
import dev.sonde.engine.view.View;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an address, told apart: how the answer is to look, and what the question is. The
 * names of the question's options are those of the command line.
 */
record Asked(Request request) {

  /** Those that are of the surface; no view has options of these names. */
  static final List<Parameters.Parameter<?>> PRESENTATION =
      List.of(
          said("as", "json|text|csv|explain", "what the answer is written as; default json"),
          said("arg", "ARG", "the view's argument, where it takes one"),
          said("source", "NAME", "how the answer calls this server; default its address"),
          said("width", "COLUMNS", "of text: as wide as this; default 120"),
          said("terminal", "true", "of text: as long as it is, as on a terminal"),
          said("color", "true", "of text: with colours, on a terminal"),
          said("zone", "ZONE", "of text: times of day in this time zone; default UTC"));

  private static final Set<String> NAMES =
      PRESENTATION.stream()
          .map(Parameters.Parameter::name)
          .collect(java.util.stream.Collectors.toUnmodifiableSet());

  private static final int WIDEST = 10_000;

  private static Parameters.Parameter<?> said(String name, String values, String describe) {
    return new Parameters.Parameter<>(
        name, Parameters.Kind.OPTION, values, describe, (same, _) -> same);
  }

  /** The value that was given last, null where none was. */
  @Nullable String last(String name) {
    List<String> values = request.parameters().get(name);
    return values == null || values.isEmpty() ? null : values.getLast();
  }

  String lastOr(String name, String otherwise) {
    String value = last(name);
    return value == null ? otherwise : value;
  }

  boolean flag(String name) {
    String value = last(name);
    return value != null && !value.equals("false");
  }

  /** As the answer calls this server. */
  String source() {
    return lastOr("source", request.base());
  }

  Style style() {
    int width = Math.min(WIDEST, Parameters.whole("width", lastOr("width", "0"), 0));
    return flag("terminal")
        ? Style.terminal(width == 0 ? 120 : width, flag("color"), zone())
        : Style.piped(width, zone());
  }

  private ZoneId zone() {
    String zone = last("zone");
    try {
      return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new UsageException(
          "zone " + zone + ": no time zone that is known; Europe/Berlin is one");
    }
  }

  /** What is left when the options of the surface are taken away; a flag that is off is not given. */
  Map<String, List<String>> options(Parameters<?> declared, Set<String> alsoKnown) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    request
        .parameters()
        .forEach((name, values) -> {
          if (NAMES.contains(name) || alsoKnown.contains(name)) {
            return;
          }
          boolean isFlag =
              declared.has(name) && declared.named(name).kind() == Parameters.Kind.FLAG;
          if (!isFlag) {
            options.put(name, values);
          } else if (flag(name)) {
            options.put(name, List.of(""));
          }
        });
    return options;
  }

  /**
   * The question.
   *
   * @param alsoKnown names of parameters that are neither the view's nor of the presentation
   * @throws UsageException where it cannot be understood
   */
  <P extends Record, R extends Record> Question<P, R> question(
      View<P, R> view, Set<String> alsoKnown) {
    Parameters<P> declared = view.parameters();
    Parameters.Parameter<P> argument = declared.argument();
    String given = last("arg");
    if (argument == null && given != null) {
      throw new UsageException(view.about().name() + " takes no argument, and was given " + given);
    }
    if (argument != null && argument.kind() == Parameters.Kind.ARGUMENT && given == null) {
      throw new UsageException(
          "%s needs arg=%s (%s)"
              .formatted(view.about().name(), argument.name(), argument.describe()));
    }
    return Question.of(view, options(declared, alsoKnown), given);
  }
}
