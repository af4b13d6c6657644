package dev.sonde.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A place on the command line where something can be completed: behind a command, or behind a command's
 * view.
 *
 * @param parent the command that this is a view of; empty for a command
 * @param words what may stand there beside options and files
 */
record Place(String parent, String name, String purpose, List<Choice> options, List<String> words) {

  /**
   * An option.
   *
   * @param takesValue whether a word follows it
   * @param values words that may follow it, empty where that can be anything
   */
  record Choice(String name, String describe, boolean takesValue, List<String> values) {}

  /** All places: each command, followed by its views. */
  static List<Place> all() {
    List<Place> places = new ArrayList<>();
    for (Command command : Commands.ALL) {
      CommandSpec spec = command.spec();
      List<String> views = List.copyOf(spec.subcommands().keySet());
      places.add(
          new Place(
              "",
              command.name(),
              command.purpose(),
              options(spec),
              views.isEmpty() ? offered(spec) : views));
      spec.subcommands()
          .forEach((name, line) -> {
            CommandSpec view = line.getCommandSpec();
            String purpose = view.usageMessage().description()[0].replaceFirst("\\.$", "");
            places.add(new Place(command.name(), name, purpose, options(view), offered(view)));
          });
    }
    return places;
  }

  private static List<Choice> options(CommandSpec spec) {
    List<Choice> options = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      String[] describe = option.description();
      options.add(
          new Choice(
              option.longestName(),
              describe.length == 0 ? "" : describe[0].replace("%%", "%"),
              option.arity().max() > 0,
              words(option.paramLabel())));
    }
    return options;
  }

  /** Of {@code component|worker|KEY} what stands for itself; capitals stand for something else. */
  private static List<String> words(String values) {
    return values.contains("|")
        ? Arrays.stream(values.split("\\|"))
            .filter(word -> word.matches("[a-z][a-z0-9-]*"))
            .toList()
        : List.of();
  }

  private static List<String> offered(CommandSpec spec) {
    List<String> words = new ArrayList<>();
    spec.positionalParameters()
        .forEach(each -> {
          if (each.completionCandidates() != null) {
            each.completionCandidates().forEach(words::add);
          }
        });
    return words;
  }
}
