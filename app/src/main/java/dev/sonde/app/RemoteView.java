package dev.sonde.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a view's question to a server. */
final class RemoteView {

  private final Surroundings surroundings;
  private final String address;

  RemoteView(Surroundings surroundings, String address) {
    this.surroundings = surroundings;
    this.address = address;
  }

  /**
   * @param options of the view and of all views, by name without dashes; a flag's value is empty
   */
  ExitCode run(
      String view, Map<String, List<String>> options, @Nullable String argument, Presentation how)
      throws IOException {
    Remote remote = surroundings.remote(address, how.token());
    List<Map.Entry<String, String>> parameters =
        RemoteAnswers.presentation(surroundings, remote, how);
    parameters.addAll(RemoteAnswers.question(options, argument));
    if (how.follow()) {
      return new Follow(surroundings, remote, how).run(view, parameters);
    }
    ExitCode exit = ExitCode.ANSWERED;
    try (Remote.Answer answer = remote.get("/api/views/" + view, parameters, Remote.PATIENCE)) {
      RemoteAnswers.copy(remote, answer, surroundings.out());
      surroundings.out().flush();
      if (answer.header("Sonde-Verdict") != null) {
        exit = ExitCode.CHECK_FAILED;
      }
    }
    if (how.explain()) {
      explain(remote, view, parameters);
    }
    return exit;
  }

  private void explain(Remote remote, String view, List<Map.Entry<String, String>> parameters)
      throws IOException {
    List<Map.Entry<String, String>> instead = new ArrayList<>(parameters);
    instead.replaceAll(each -> each.getKey().equals("as") ? Map.entry("as", "explain") : each);
    StringWriter sql = new StringWriter();
    try (Remote.Answer answer = remote.get("/api/views/" + view, instead, Remote.PATIENCE)) {
      RemoteAnswers.copy(remote, answer, new PrintWriter(sql));
    }
    surroundings.err().print(sql);
    surroundings.err().flush();
  }
}
