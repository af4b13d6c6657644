package dev.sonde.server.api;

import dev.sonde.engine.question.CommonOption;
import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.report.Fields;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.StreamedView;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/views}: what can be asked, as the views declare it. */
final class Declarations {

  private Declarations() {}

  /**
   * All of it.
   *
   * @param options that all views share
   * @param presentation how an answer is to look
   */
  record All(List<Declared> views, List<Option> options, List<Option> presentation) {}

  /**
   * A view.
   *
   * @param streams whether its JSON is a stream of records, one a line
   */
  record Declared(
      String name,
      String group,
      String purpose,
      String help,
      boolean oneRun,
      boolean streams,
      List<Option> parameters) {}

  /**
   * A parameter of the address.
   *
   * @param kind option, flag, argument or optional_argument
   * @param byDefault what holds where nothing is said; null where that is no single value
   */
  record Option(
      String name,
      String kind,
      String values,
      String describe,
      boolean repeatable,
      @Nullable Object byDefault) {}

  static String text() {
    return JsonRenderer.text(all()) + "\n";
  }

  static All all() {
    return new All(
        Views.ALL.stream().map(Declarations::declared).toList(),
        common(),
        Asked.PRESENTATION.stream().map(each -> option(each, null)).toList());
  }

  private static List<Option> common() {
    List<Option> options = new ArrayList<>();
    for (CommonOption each : CommonOption.ALL) {
      options.add(
          new Option(
              each.name(), "option", each.values(), each.describe(), each.repeatable(), null));
    }
    return options;
  }

  private static <P extends Record, R extends Record> Declared declared(View<P, R> view) {
    About about = view.about();
    Parameters<P> parameters = view.parameters();
    return new Declared(
        about.name(),
        about.group().title(),
        about.purpose(),
        about.help(),
        about.oneRun(),
        view instanceof StreamedView<P, R> streamed
            && streamed.streams(parameters.defaults(), true),
        parameters.list().stream()
            .map(each -> option(each, byDefault(parameters.defaults(), each.name())))
            .toList());
  }

  private static Option option(Parameters.Parameter<?> declared, @Nullable Object byDefault) {
    boolean repeatable = declared.kind() == Parameters.Kind.REPEATED_OPTION;
    return new Option(
        declared.name(),
        repeatable ? "option" : declared.kind().name().toLowerCase(Locale.ROOT),
        declared.values(),
        declared.describe(),
        repeatable,
        byDefault);
  }

  /** Options are named as the components that they set, where these hold what was written. */
  private static @Nullable Object byDefault(Record defaults, String option) {
    int at = Fields.names(defaults.getClass()).indexOf(option.replace('-', '_'));
    Object value = at < 0 ? null : Fields.value(defaults, at);
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? value
        : null;
  }
}
