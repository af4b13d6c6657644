package dev.sonde.app;

import dev.sonde.engine.question.CommonOption;
import dev.sonde.engine.question.Moment;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The command line, made of the declarations of the views. Explicit specs: no annotation is read. */
final class Cli {

  private static final List<String> SURFACE =
      List.of(
          "json", "csv", "explain", "no-color", "utc", "width", "format", "token", "follow", "for");

  private Cli() {}

  /** A command without options yet. */
  static CommandSpec command(Command command, String help) {
    CommandSpec spec = CommandSpec.create().name("sonde " + command.name());
    String purpose = command.purpose();
    spec.usageMessage()
        .synopsisHeading("")
        .customSynopsis("sonde " + command.name() + " " + command.words())
        .description(
            Character.toUpperCase(purpose.charAt(0)) + purpose.substring(1) + ".",
            "",
            plain(help),
            "");
    help(spec);
    return spec;
  }

  /** The command of one view. */
  static CommandSpec view(View<?, ?> view) {
    About about = view.about();
    CommandSpec spec = CommandSpec.create().name("sonde observe " + about.name());
    spec.usageMessage().description(plain(about.purpose()) + ".", "", plain(about.help()), "");
    Parameters.Parameter<?> argument = view.parameters().argument();
    spec.usageMessage()
        .synopsisHeading("")
        .customSynopsis(
            "sonde observe " + about.name() + " [SOURCE...]" + said(argument) + " [options]")
        .sortOptions(false)
        .parameterListHeading("%n")
        .optionListHeading("%nOptions%n")
        .footer(
            "", "Example", "  sonde observe " + about.name() + " spans.json.gz" + said(argument));
    for (Parameters.Parameter<?> parameter : view.parameters().list()) {
      switch (parameter.kind()) {
        case OPTION, FLAG ->
            spec.addOption(
                option(parameter.name(), parameter.values(), parameter.describe(), false));
        case REPEATED_OPTION ->
            spec.addOption(
                option(parameter.name(), parameter.values(), parameter.describe(), true));
        case ARGUMENT, OPTIONAL_ARGUMENT -> {
          // Stands in the synopsis.
        }
      }
    }
    for (CommonOption common : CommonOption.ALL) {
      if (spec.findOption("--" + common.name()) == null) {
        spec.addOption(
            option(common.name(), common.values(), common.describe(), common.repeatable()));
      }
    }
    surface(spec);
    follow(spec);
    words(spec);
    return spec;
  }

  /** For what can be shown again and again. */
  static void follow(CommandSpec spec) {
    spec.addOption(
        option("follow", "", "of a live system: again whenever there is something new", false));
    spec.addOption(option("for", "D", "follow so long; default: until interrupted", false));
  }

  /** For what may ask a server. */
  static void token(CommandSpec spec) {
    spec.addOption(
        option("token", "TOKEN", "what the server demands; default: $SONDE_TOKEN", false));
  }

  private static String said(Parameters.@Nullable Parameter<?> argument) {
    if (argument == null) {
      return "";
    }
    return argument.kind() == Parameters.Kind.ARGUMENT
        ? " " + argument.name()
        : " [" + argument.name() + "]";
  }

  /** A mistake in the options; one that there is none of is told the nearest that there are. */
  static RuntimeException named(CommandLine.ParameterException mistake) {
    if (!(mistake instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return mistake;
    }
    List<String> unknown =
        unmatched.getUnmatched().stream().filter(word -> word.startsWith("-")).toList();
    if (unknown.isEmpty()) {
      return mistake;
    }
    String wanted = unknown.getFirst().split("=", 2)[0];
    List<String> known =
        mistake.getCommandLine().getCommandSpec().optionsMap().keySet().stream()
            .filter(name -> name.startsWith("--"))
            .toList();
    return new UsageException(Suggestion.unknown("option", wanted, known));
  }

  /** Options of presentation, which no view needs to know of. */
  static void surface(CommandSpec spec) {
    spec.addOption(option("json", "", "the whole answer as JSON, figures in full", false));
    spec.addOption(option("csv", "", "the rows of a list as CSV", false));
    spec.addOption(
        option("explain", "", "print the SQL behind the answer on standard error", false));
    spec.addOption(option("no-color", "", "no colours", false));
    spec.addOption(option("utc", "", "times of day in UTC", false));
    spec.addOption(
        option("width", "COLUMNS", "as wide as this; default: the terminal, 120 in a pipe", false));
    spec.addOption(
        option("format", "NAME", "how to read the source; default: by its content", false));
    token(spec);
    help(spec);
  }

  static void help(CommandSpec spec) {
    if (spec.findOption("--help") != null) {
      return;
    }
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("this text").build());
  }

  static void words(CommandSpec spec) {
    words(
        spec,
        "SOURCE",
        "the address of a server, a file, a folder of parts, several of them, or - for standard input",
        List.of());
  }

  /** What may follow a command beside options; files where nothing else is offered. */
  static void words(CommandSpec spec, String label, String describe, List<String> offered) {
    PositionalParamSpec.Builder words =
        PositionalParamSpec.builder()
            .paramLabel(label)
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(describe);
    if (!offered.isEmpty()) {
      words.completionCandidates(offered);
    }
    spec.addPositional(words.build());
  }

  static OptionSpec option(String name, String values, String describe, boolean repeatable) {
    OptionSpec.Builder option = OptionSpec.builder("--" + name).description(plain(describe));
    if (values.isEmpty()) {
      return option.type(boolean.class).arity("0").build();
    }
    option.paramLabel(values).arity("1");
    return repeatable
        ? option.type(List.class).auxiliaryTypes(String.class).build()
        : option.type(String.class).build();
  }

  /** Text in which a percent sign is only that: picocli reads descriptions as formats. */
  private static String plain(String text) {
    return text.replace("%", "%%");
  }

  /** Parses the words after a command; help is printed by the caller where it is asked for. */
  static ParseResult parse(CommandSpec spec, List<String> words) {
    CommandLine line = new CommandLine(spec);
    line.setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(28)
        .setAbbreviatedOptionsAllowed(false);
    return line.parseArgs(words.toArray(String[]::new));
  }

  /** The words that are no options. */
  static List<String> words(ParseResult parsed) {
    return parsed.hasMatchedPositional(0)
        ? List.copyOf(parsed.matchedPositionalValue(0, List.<String>of()))
        : List.of();
  }

  /** What was given of the view's and the common options, in the order in which it was written. */
  static Map<String, List<String>> questions(ParseResult parsed) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      String name = option.longestName().substring(2);
      if (!SURFACE.contains(name) && !name.equals("help")) {
        List<String> values = new ArrayList<>();
        if (option.getValue() instanceof Boolean) {
          values.add("");
        } else if (option.getValue() instanceof List<?> list) {
          list.forEach(value -> values.add(String.valueOf(value)));
        } else {
          values.add(String.valueOf(option.<Object>getValue()));
        }
        given.put(name, values);
      }
    }
    return given;
  }

  static Presentation presentation(ParseResult parsed) {
    return new Presentation(
        parsed.hasMatchedOption("--json"),
        parsed.hasMatchedOption("--csv"),
        parsed.hasMatchedOption("--explain"),
        parsed.hasMatchedOption("--no-color"),
        parsed.hasMatchedOption("--utc"),
        Parameters.whole("width", parsed.matchedOptionValue("--width", "0"), 0),
        text(parsed, "--format"),
        text(parsed, "--token"),
        parsed.hasMatchedOption("--follow"),
        most(parsed));
  }

  /** The value of an option, null where it was not given. */
  static @Nullable String text(ParseResult parsed, String option) {
    return parsed.hasMatchedOption(option) ? parsed.matchedOptionValue(option, "") : null;
  }

  private static @Nullable Duration most(ParseResult parsed) {
    String most = text(parsed, "--for");
    if (most == null) {
      return null;
    }
    if (!parsed.hasMatchedOption("--follow")) {
      throw new Failure(ExitCode.USAGE, "--for " + most + " says how long to --follow");
    }
    return Duration.ofNanos(Moment.nanos("for", most));
  }

  /** The usual help of a command. */
  static String usage(CommandSpec spec) {
    return new CommandLine(spec)
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(28)
        .getUsageMessage(CommandLine.Help.Ansi.OFF);
  }
}
