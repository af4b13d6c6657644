package dev.sonde.engine.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question to ask next; surfaces make a command or a link of it.
 *
 * @param argument of the view, null where it takes none
 * @param options in pairs of name and value
 */
public record Next(String view, @Nullable String argument, List<String> options) {

  public Next {
    argument = argument == null ? null : Shortened.inCommand(argument);
    options = options.stream().map(Shortened::inCommand).toList();
  }

  public static Next view(String view) {
    return new Next(view, null, List.of());
  }

  public static Next view(String view, String argument) {
    return new Next(view, argument, List.of());
  }

  public Next with(String option, String value) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    more.add(value);
    return new Next(view, argument, more);
  }
}
