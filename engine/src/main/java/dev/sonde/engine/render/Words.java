package dev.sonde.engine.render;

import dev.sonde.engine.report.Next;
import java.util.List;

/** Commands as a shell reads them. */
public final class Words {

  private Words() {}

  /** The command that asks a next question of the same sources. */
  public static String command(Next next, List<String> sources) {
    StringBuilder command = new StringBuilder("sonde observe ").append(next.view());
    sources.forEach(source -> command.append(' ').append(quote(source)));
    if (next.argument() != null) {
      command.append(' ').append(quote(next.argument()));
    }
    for (int i = 0; i + 1 < next.options().size(); i += 2) {
      command.append(" --").append(next.options().get(i));
      String value = next.options().get(i + 1);
      command.append(value.isEmpty() ? "" : " " + quote(value));
    }
    return command.toString();
  }

  /** A word in quotes where the shell would otherwise read more into it. */
  public static String quote(String word) {
    return !word.isEmpty() && word.matches("[A-Za-z0-9_@%+=:,./-]+")
        ? word
        : word.contains("'")
            ? "\"" + word.replaceAll("([\\\\\"$`])", "\\\\$1") + "\""
            : "'" + word + "'";
  }
}
