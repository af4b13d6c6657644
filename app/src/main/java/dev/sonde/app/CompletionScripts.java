package dev.sonde.app;

import java.util.List;
import java.util.stream.Collectors;

/** What shells run to complete a command line; made of the declarations of commands and views. */
final class CompletionScripts {

  private static final List<String> GLOBAL = List.of("--help", "--version");

  private CompletionScripts() {}

  /** Where nothing of ours fits, bash completes files by itself ({@code -o default}). */
  static String bash(List<Place> places) {
    StringBuilder script = new StringBuilder("# eval \"$(sonde completion bash)\"\n_sonde() {\n");
    script.append(
        """
          local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
          local place=${COMP_WORDS[1]-} words='' options=''
          COMPREPLY=()
          if [ "$COMP_CWORD" -le 1 ]; then
        """);
    script.append("    COMPREPLY=($(compgen -W ").append(quoted(first(places)));
    script.append(" -- \"$word\"))\n    return\n  fi\n");
    script.append("  case $place in\n    ").append(String.join("|", parents(places)));
    script.append(") [ \"$COMP_CWORD\" -eq 2 ] || place=\"$place ${COMP_WORDS[2]}\" ;;\n  esac\n");
    script.append("  case $place in\n");
    for (Place place : places) {
      script.append("    ").append(quoted(path(place))).append(")\n");
      script.append("      options=").append(quoted(names(place.options()))).append('\n');
      script.append("      words=").append(quoted(String.join(" ", place.words()))).append('\n');
      script.append("      case $before in\n");
      for (Place.Choice option : place.options()) {
        if (!option.values().isEmpty()) {
          script.append("        ").append(option.name()).append(") words=");
          script.append(quoted(String.join(" ", option.values()))).append(" options='' ;;\n");
        }
      }
      String free = free(place.options());
      script.append(free.isEmpty() ? "" : "        " + free + ") return ;;\n");
      script.append("      esac\n      ;;\n");
    }
    script.append(
        """
          esac
          case $word in
            -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
            *) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
          esac
        }
        complete -o default -o bashdefault -F _sonde sonde ./sonde
        """);
    return script.toString();
  }

  static String zsh(List<Place> places) {
    StringBuilder script = new StringBuilder("#compdef sonde\n_sonde() {\n");
    script.append(
        """
          local place=$words[2] before=$words[CURRENT-1]
          local -a options offered
          if (( CURRENT == 2 )); then
            offered=(
        """);
    places.stream()
        .filter(place -> place.parent().isEmpty())
        .forEach(place -> script.append("      ").append(described(place)).append('\n'));
    script.append("    )\n    _describe command offered\n    return\n  fi\n");
    script.append("  case $place in\n    ").append(String.join("|", parents(places)));
    script.append(") (( CURRENT == 3 )) || place=\"$place $words[3]\" ;;\n  esac\n");
    script.append("  case $place in\n");
    for (Place place : places) {
      script.append("    ").append(quoted(path(place))).append(")\n      options=(\n");
      for (Place.Choice option : place.options()) {
        script.append("        ").append(quoted(colon(option.name()) + ":" + option.describe()));
        script.append('\n');
      }
      script.append("      )\n      offered=(");
      List<Place> views =
          places.stream()
              .filter(view -> !place.name().isEmpty() && view.parent().equals(path(place)))
              .toList();
      script.append(
          views.isEmpty()
              ? place.words().stream()
                  .map(CompletionScripts::quoted)
                  .collect(Collectors.joining(" "))
              : views.stream()
                  .map(CompletionScripts::described)
                  .collect(Collectors.joining("\n        ", "\n        ", "\n      ")));
      script.append(")\n      case $before in\n");
      for (Place.Choice option : place.options()) {
        if (!option.values().isEmpty()) {
          script.append("        ").append(option.name()).append(") compadd -- ");
          script.append(String.join(" ", option.values())).append("; return ;;\n");
        }
      }
      String free = free(place.options());
      script.append(free.isEmpty() ? "" : "        " + free + ") _files; return ;;\n");
      script.append("      esac\n      ;;\n");
    }
    script.append(
        """
          esac
          if [[ $words[CURRENT] == -* ]]; then
            _describe option options
          else
            (( $#offered )) && _describe word offered || _files
          fi
        }
        compdef _sonde sonde ./sonde
        """);
    return script.toString();
  }

  static String fish(List<Place> places) {
    StringBuilder script = new StringBuilder("# sonde completion fish\n");
    for (Place place : places) {
      String there =
          place.parent().isEmpty()
              ? "__fish_use_subcommand"
              : "__fish_seen_subcommand_from "
                  + place.parent()
                  + "; and not "
                  + "__fish_seen_subcommand_from "
                  + views(places, place.parent());
      script.append("complete -c sonde -n ").append(fishQuoted(there)).append(" -f -a ");
      script.append(place.name()).append(" -d ").append(fishQuoted(place.purpose())).append('\n');
      String inside =
          (place.parent().isEmpty()
                  ? ""
                  : "__fish_seen_subcommand_from " + place.parent() + "; and ")
              + "__fish_seen_subcommand_from "
              + place.name();
      for (Place.Choice option : place.options()) {
        script.append("complete -c sonde -n ").append(fishQuoted(inside)).append(" -l ");
        script.append(option.name().substring(2)).append(option.takesValue() ? " -r" : "");
        if (!option.values().isEmpty()) {
          script.append(" -f -a ").append(fishQuoted(String.join(" ", option.values())));
        }
        script.append(" -d ").append(fishQuoted(option.describe())).append('\n');
      }
      if (parents(places).contains(place.name()) || place.words().isEmpty()) {
        continue;
      }
      script.append("complete -c sonde -n ").append(fishQuoted(inside)).append(" -f -a ");
      script.append(fishQuoted(String.join(" ", place.words()))).append('\n');
    }
    return script.toString();
  }

  private static String views(List<Place> places, String parent) {
    return places.stream()
        .filter(view -> view.parent().equals(parent))
        .map(Place::name)
        .collect(Collectors.joining(" "));
  }

  private static List<String> parents(List<Place> places) {
    return places.stream().map(Place::parent).filter(p -> !p.isEmpty()).distinct().toList();
  }

  private static String first(List<Place> places) {
    return places.stream()
            .filter(place -> place.parent().isEmpty())
            .map(Place::name)
            .collect(Collectors.joining(" "))
        + " "
        + String.join(" ", GLOBAL);
  }

  private static String path(Place place) {
    return place.parent().isEmpty() ? place.name() : place.parent() + " " + place.name();
  }

  private static String names(List<Place.Choice> options) {
    return options.stream().map(Place.Choice::name).collect(Collectors.joining(" "));
  }

  /** Options whose value can be anything, as alternatives of a shell's case. */
  private static String free(List<Place.Choice> options) {
    return options.stream()
        .filter(option -> option.takesValue() && option.values().isEmpty())
        .map(Place.Choice::name)
        .collect(Collectors.joining("|"));
  }

  private static String described(Place place) {
    return quoted(colon(place.name()) + ":" + place.purpose());
  }

  private static String colon(String text) {
    return text.replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String fishQuoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
