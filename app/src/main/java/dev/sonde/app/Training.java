package dev.sonde.app;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the commands of a file one after another: the training run of the ahead-of-time cache, which
 * has to be one process. A command that serves is sent something and asked something, then ended.
 * Started by the build, never by {@link Main}.
 */
final class Training {

  /** Stands for a folder that goes when training is over. */
  private static final String FOLDER = "@";

  private static final String SAMPLE = "sample/otlp.jsonl";
  private static final long LIMIT_NANOS = 30_000_000_000L;

  private Training() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    String folder = System.getenv().getOrDefault("HOME", ".");
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] words = line.strip().replace(FOLDER, folder).split(" +");
        if (words[0].equals("serve")) {
          serve(words, Path.of(folder, "ready"));
        } else {
          System.out.println("training: exit " + Main.run(words) + " from: " + line);
        }
      }
    }
  }

  private static void serve(String[] words, Path ready) throws IOException, InterruptedException {
    Thread server = Thread.ofPlatform().daemon().start(() -> Main.run(words));
    long began = System.nanoTime();
    while (!Files.exists(ready) && System.nanoTime() - began < LIMIT_NANOS) {
      LockSupport.parkNanos(10_000_000);
    }
    String http = Files.readString(ready).replaceAll("(?s).*\"http\":\"([^\"]*)\".*", "$1");
    for (String line : Files.readAllLines(Path.of(SAMPLE))) {
      System.out.println(
          "training: " + ask(http + "/v1/traces", line.getBytes(StandardCharsets.UTF_8)));
    }
    System.out.println("training: " + ask(http + "/api/views/overview", new byte[0]));
    server.interrupt();
    server.join();
  }

  private static int ask(String url, byte[] body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    if (body.length > 0) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    return connection.getResponseCode();
  }
}
