package dev.sonde.ingest;

import dev.sonde.ingest.dask.DumpImporter;
import dev.sonde.ingest.dask.TaskStreamImporter;
import dev.sonde.ingest.frisky.FriskyImporter;
import dev.sonde.ingest.otlp.OtlpJsonImporter;
import dev.sonde.ingest.otlp.OtlpProtobufImporter;
import dev.sonde.ingest.spark.SparkImporter;
import dev.sonde.ingest.stream.StreamImporter;
import java.util.List;

/** Every format that Sonde reads. Order decides between importers that are equally sure. */
public final class Importers {

  public static final List<Importer> ALL =
      List.of(
          new StreamImporter(),
          new FriskyImporter(),
          new SparkImporter(),
          new TaskStreamImporter(),
          new DumpImporter(),
          new OtlpJsonImporter(),
          new OtlpProtobufImporter());

  private Importers() {}
}
