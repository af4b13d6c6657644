package dev.sonde.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** The words for sources that cannot be read: what was wrong, with which value, and what to do. */
final class Messages {

  private static final int SHOWN_BYTES = 48;

  private Messages() {}

  static SourceException failed(Path file, IOException e) {
    String cause = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new SourceException.Missing(file + " could not be read: " + cause + ".");
  }

  static String empty(String name, long bytes) {
    return bytes == 0
        ? name + " is empty: it has 0 bytes. Was its writer still running, or its disk full?"
        : name + " holds nothing: its " + bytes + " bytes decompress to 0.";
  }

  static String format(String format, List<FolderImporter> folders, List<String> formats) {
    if (folders.stream().anyMatch(folder -> folder.format().equals(format))) {
      return "The format " + format + " is a folder, and a file was named; name its folder.";
    }
    return "There is no format \"" + format + "\". Sonde reads: " + names(formats) + ".";
  }

  static String unrecognised(String name, Head head, List<String> formats) {
    return name
        + " is in no format that Sonde recognises; it begins with "
        + beginning(head.bytes())
        + (isWebPage(head)
            ? ", which is a web page: was a sign-in saved instead of the file?"
            : ".")
        + "\nSonde reads: "
        + names(formats)
        + ". If it is one of these, say so with --format NAME.";
  }

  static String folder(Path folder, List<Path> left, List<Path> inner, List<String> formats) {
    String found =
        left.isEmpty()
            ? "it has no files" + folders(inner)
            : "none of its "
                + (left.size() == 1 ? "files (1" : "files (" + left.size())
                + ", first "
                + left.getFirst().getFileName()
                + ") is in a format that Sonde recognises";
    return "No telemetry in folder "
        + folder
        + ": "
        + found
        + ".\nSonde reads: "
        + names(formats)
        + ".";
  }

  private static String folders(List<Path> inner) {
    return inner.isEmpty()
        ? ""
        : "; name one of the folders in it, such as " + inner.getFirst().getFileName();
  }

  private static boolean isWebPage(Head head) {
    String text = head.text().stripLeading();
    return text.regionMatches(true, 0, "<!doctype html", 0, 14)
        || text.regionMatches(true, 0, "<html", 0, 5);
  }

  private static String names(List<String> formats) {
    return String.join(", ", formats);
  }

  /** As text where it is text, else in hexadecimal. */
  private static String beginning(byte[] bytes) {
    int shown = Math.min(bytes.length, SHOWN_BYTES);
    for (int i = 0; i < shown; i++) {
      if (bytes[i] < ' ' && bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != '\t') {
        String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(shown, 16));
        return "the bytes " + hex + (bytes.length > 16 ? " ..." : "");
      }
    }
    String text = new String(bytes, 0, shown, java.nio.charset.StandardCharsets.UTF_8);
    return "\"" + text.replaceAll("\\s+", " ") + (bytes.length > shown ? "..." : "") + "\"";
  }
}
