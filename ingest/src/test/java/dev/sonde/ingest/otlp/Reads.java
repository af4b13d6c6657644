package dev.sonde.ingest.otlp;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Event;
import dev.sonde.model.Problem;
import dev.sonde.model.Receipt;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What an importer made of a text. */
record Reads(List<WideEvent> records, Problems problems) {

  static Reads json(String text) {
    return of(new OtlpJsonImporter(), text.getBytes(StandardCharsets.UTF_8));
  }

  static Reads of(Importer importer, byte[] bytes) {
    List<WideEvent> records = new ArrayList<>();
    Problems problems = new Problems();
    try {
      importer.read(
          new Input("test", new ByteArrayInputStream(bytes)),
          batch -> {
            records.addAll(batch.records());
            return Receipt.stored(batch.size());
          },
          problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reads(records, problems);
  }

  /** The only record, where nothing was wrong. */
  <T extends WideEvent> T only(Class<T> type) {
    if (records.size() != 1 || !problems.isEmpty()) {
      throw new AssertionError(records + " " + problems.list());
    }
    return type.cast(records.getFirst());
  }

  List<Span> spans() {
    return records.stream().filter(Span.class::isInstance).map(Span.class::cast).toList();
  }

  List<Event> events() {
    return records.stream().filter(Event.class::isInstance).map(Event.class::cast).toList();
  }

  List<Sample> samples() {
    return records.stream().filter(Sample.class::isInstance).map(Sample.class::cast).toList();
  }

  List<Problem.Code> codes() {
    return problems.list().stream().map(Problem::code).toList();
  }
}
