package dev.sonde.engine.export;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.record.Records;
import dev.sonde.model.WideEvent;
import dev.sonde.model.otlp.OtlpJsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Records as OTLP JSON lines: requests of a size that receivers take. */
final class OtlpLines {

  /** About a megabyte of JSON; receivers refuse more than four by default. */
  private static final int BATCH = 1000;

  private final Writer out;
  private final List<WideEvent> batch = new ArrayList<>(BATCH);
  private long written;

  private OtlpLines(Writer out) {
    this.out = out;
  }

  static long write(Ask ask, Writer out) {
    OtlpLines lines = new OtlpLines(out);
    Records records = new Records(ask);
    records.spans(lines::add);
    records.events(lines::add);
    records.samples(lines::add);
    lines.flush();
    return lines.written;
  }

  private boolean add(WideEvent record) {
    batch.add(record);
    if (batch.size() == BATCH) {
      flush();
    }
    return true;
  }

  private void flush() {
    StringBuilder json = new StringBuilder();
    OtlpJsonWriter.write(batch, json);
    written += batch.size();
    batch.clear();
    try {
      out.append(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
