package dev.sonde.app;

import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every view with an argument where it needs one, so that no view can be left out of a test. */
final class Asked {

  /** What stands for each kind of argument in the simulated run {@code failures}. */
  private static final Map<String, Map<String, String>> ARGUMENTS =
      Map.of(
          "frisky",
          Map.of(
              "KEY", "('normalise-3952181c55fae763820cd0eeaec17a32', 15)",
              "W", "10.0.0.3:40021",
              "TRACE", "1",
              "SPAN", "10.0.0.3:40021/4",
              "KEY=VALUE", "worker.id=10.0.0.3:40021"),
          "otlp",
          Map.of(
              "KEY", "('normalise-3952181c55fae763820cd0eeaec17a32', 15)",
              "W", "10.0.0.3:40021",
              "TRACE", "e7926e41a6ca66ee31d351b625e536e2",
              "SPAN", "1170f4459f743c7e",
              "KEY=VALUE", "task.key=('normalise-3952181c55fae763820cd0eeaec17a32', 15)"));

  private Asked() {}

  /** The words after {@code observe} that ask each view of a source. */
  static List<List<String>> all(String format, String source) {
    List<List<String>> questions = new ArrayList<>();
    for (View<?, ?> view : Views.ALL) {
      About about = view.about();
      List<String> words = new ArrayList<>(List.of(about.name(), source));
      Parameters.Parameter<?> argument = view.parameters().argument();
      if (argument != null && argument.kind() == Parameters.Kind.ARGUMENT) {
        words.add(argument(format, about.name()));
      }
      questions.add(words);
    }
    return questions;
  }

  private static String argument(String format, String view) {
    String kind =
        switch (view) {
          case "worker" -> "W";
          case "trace" -> "TRACE";
          case "span" -> "SPAN";
          case "thing" -> "KEY=VALUE";
          default -> "KEY";
        };
    return ARGUMENTS.get(format).get(kind);
  }
}
