package dev.sonde.app;

import dev.sonde.engine.view.Parameters;

/** Which of a command's options belong to whom. */
final class Options {

  private Options() {}

  /** Whether an option is one of the view's own rather than one that all views share. */
  static boolean isOwn(Parameters<?> parameters, String name) {
    return parameters.list().stream().anyMatch(parameter -> parameter.name().equals(name));
  }
}
