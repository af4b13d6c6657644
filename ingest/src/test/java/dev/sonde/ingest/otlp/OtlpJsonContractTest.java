package dev.sonde.ingest.otlp;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.ImporterContract;
import java.nio.charset.StandardCharsets;

class OtlpJsonContractTest extends ImporterContract {

  @Override
  protected Importer importer() {
    return new OtlpJsonImporter();
  }

  @Override
  protected byte[] sample() {
    StringBuilder lines = new StringBuilder();
    OtlpProtobufContractTest.requests().forEach(r -> lines.append(OtlpJsonText.of(r)).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected int records() {
    return OtlpProtobufContractTest.RECORDS;
  }

  /** Lines: a cut between two of them leaves a whole file. */
  @Override
  protected boolean everyCutShows() {
    return false;
  }
}
