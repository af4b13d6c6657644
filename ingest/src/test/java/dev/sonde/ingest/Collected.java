package dev.sonde.ingest;

import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What came of reading a source: all its records beside the intake's account of it. */
public record Collected(Intake.Read read, List<WideEvent> records) {

  public static Collected from(Path file) {
    return from(new Intake(), file, null);
  }

  public static Collected from(Intake intake, Path file, String format) {
    List<WideEvent> records = new ArrayList<>();
    Intake.Read read =
        intake.read(
            file,
            format,
            batch -> {
              records.addAll(batch.records());
              return dev.sonde.model.Receipt.stored(batch.size());
            },
            bytes -> {});
    return new Collected(read, List.copyOf(records));
  }

  /** Reads a folder that is one source. */
  public static Collected ofFolder(Path folder) {
    Intake intake = new Intake();
    List<WideEvent> records = new ArrayList<>();
    Source source = intake.contents(folder, null).sources().getFirst();
    Intake.Read read =
        intake.read(
            source,
            null,
            batch -> {
              records.addAll(batch.records());
              return dev.sonde.model.Receipt.stored(batch.size());
            },
            bytes -> {});
    return new Collected(read, List.copyOf(records));
  }

  public List<Span> spans() {
    return records.stream().filter(Span.class::isInstance).map(Span.class::cast).toList();
  }

  /** The codes of its problems, in the order of their declaration. */
  public List<String> problems() {
    return read.problems().stream().map(p -> p.code().word()).toList();
  }
}
