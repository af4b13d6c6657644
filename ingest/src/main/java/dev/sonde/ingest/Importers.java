package dev.sonde.ingest;

import dev.sonde.ingest.chrome.ChromeImporter;
import dev.sonde.ingest.dask.DumpImporter;
import dev.sonde.ingest.dask.TaskStreamImporter;
import dev.sonde.ingest.frisky.FriskyImporter;
import dev.sonde.ingest.jaeger.JaegerImporter;
import dev.sonde.ingest.otlp.OtlpJsonImporter;
import dev.sonde.ingest.otlp.OtlpProtobufImporter;
import dev.sonde.ingest.ray.RayImporter;
import dev.sonde.ingest.scalable.ScalableImporter;
import dev.sonde.ingest.spark.SparkImporter;
import dev.sonde.ingest.stream.StreamImporter;
import dev.sonde.ingest.zipkin.ZipkinImporter;
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
          new OtlpProtobufImporter(),
          new RayImporter(),
          new ChromeImporter(),
          new JaegerImporter(),
          new ZipkinImporter());

  /** Formats that are folders. They are asked before the files of a folder are looked at. */
  public static final List<FolderImporter> FOLDERS = List.of(new ScalableImporter());

  private Importers() {}
}
