package dev.sonde.engine.view;

import dev.sonde.engine.question.Scope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A view with everything it was told: what a command line or an address says, understood once.
 *
 * @param parameters of the view's own
 * @param scope the options that all views share
 */
public record Question<P extends Record, R extends Record>(
    View<P, R> view, P parameters, Scope scope) {

  /**
   * @param options of the view and of all views, by name without dashes, in the order in which they were
   *     written; a flag's value is empty
   * @param argument null where none was given
   * @throws dev.sonde.engine.question.UsageException where an option is not known, or a value is none
   */
  public static <P extends Record, R extends Record> Question<P, R> of(
      View<P, R> view, Map<String, List<String>> options, @Nullable String argument) {
    Parameters<P> declared = view.parameters();
    P parameters = declared.defaults();
    Scope scope = Scope.ALL;
    for (Map.Entry<String, List<String>> option : options.entrySet()) {
      for (String value : option.getValue()) {
        if (declared.has(option.getKey())) {
          parameters = declared.named(option.getKey()).set().apply(parameters, value);
        } else {
          scope = scope.with(option.getKey(), value);
        }
      }
    }
    Parameters.Parameter<P> taken = declared.argument();
    if (taken != null && argument != null) {
      parameters = taken.set().apply(parameters, argument);
    }
    return new Question<>(view, parameters, scope);
  }

  /**
   * The view where it answers this question with a stream of records rather than with an envelope, else
   * null.
   *
   * @param json whether JSON was asked for
   */
  public @Nullable StreamedView<P, R> streamed(boolean json) {
    return view instanceof StreamedView<P, R> streamed && streamed.streams(parameters, json)
        ? streamed
        : null;
  }
}
