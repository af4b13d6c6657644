package dev.sonde.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs the commands of a file one after another: the training run of the ahead-of-time cache, which
 * has to be one process. Started by the build, never by {@link Main}.
 */
final class Training {
  private Training() {}

  public static void main(String[] args) throws IOException {
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int code = Main.run(line.strip().split(" +"));
        System.out.println("training: exit " + code + " from: " + line);
      }
    }
  }
}
