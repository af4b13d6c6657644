package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Capabilities;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Dialect;
import dev.sonde.engine.store.Queries;
import dev.sonde.engine.store.Sandbox;
import dev.sonde.engine.store.Scratch;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.engine.store.StoreWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;

/**
 * A store in a folder of DuckDB files. A finished one is only read, by as many processes as like; the
 * relations are made afresh in memory at each opening, so that they are never older than the program.
 */
public final class DuckDbStore implements Store {

  /** Of the layout on disk; a store of another version is not read as it is. */
  public static final long VERSION = Upgrade.VERSION;

  /** Replacing a store takes longer than opening one; more than two in a row is not expected. */
  private static final int TRIES = 10;

  private final Path directory;
  private final Settings settings;
  private final Database database;
  private final Coverage coverage;
  private final DuckDbQueries queries;
  private final Dialect dialect;

  private DuckDbStore(
      Path directory, Settings settings, Database database, Coverage coverage, Dialect dialect) {
    this.directory = directory;
    this.settings = settings;
    this.database = database;
    this.dialect = dialect;
    this.coverage = coverage;
    this.queries = new DuckDbQueries(database);
  }

  /**
   * Begins a load of files. Nothing is seen in the folder before {@link StoreWriter#finish} returns; a
   * store that is there already is then replaced.
   *
   * @throws StoreException where nothing can be written there
   */
  public static StoreWriter create(Path directory, Settings settings) {
    StoreFolder folder = StoreFolder.begin(directory);
    try {
      return new Loader(folder, settings);
    } catch (RuntimeException e) {
      folder.discard();
      throw e;
    }
  }

  /** Whether a finished store lies there, of any version. */
  public static boolean exists(Path directory) {
    return StoreFolder.holdsStore(directory);
  }

  /**
   * Opens a finished store for reading; one of an older version is brought up to date first.
   *
   * @throws StoreException where there is none, or it cannot be read
   */
  public static DuckDbStore open(Path directory, Settings settings) {
    if (!exists(directory)) {
      throw new StoreException("no store in " + directory + ": it has no " + StoreFolder.FACTS);
    }
    return steady(directory, () -> open(directory, settings, true));
  }

  @FunctionalInterface
  private interface Opening<T> {
    T open();
  }

  /**
   * Opens files that all belong to one store: where another took its place meanwhile, half of them may
   * be gone or not its own, so that is done again.
   */
  private static <T extends AutoCloseable> T steady(Path directory, Opening<T> opening) {
    for (int tries = 1; ; tries++) {
      Object before = StoreFolder.identity(directory);
      try {
        T opened = opening.open();
        if (tries == TRIES || Objects.equals(before, StoreFolder.identity(directory))) {
          return opened;
        }
        close(opened);
      } catch (StoreException e) {
        if (tries == TRIES
            || !exists(directory)
            || Objects.equals(before, StoreFolder.identity(directory))) {
          throw e;
        }
      }
    }
  }

  private static void close(AutoCloseable opened) {
    try {
      opened.close();
    } catch (Exception e) {
      throw new StoreException("cannot close a store that was replaced", e);
    }
  }

  private static DuckDbStore open(Path directory, Settings settings, boolean upgrades) {
    Database database = Database.open("", settings, StoreFolder.spill(directory));
    try {
      Segments.attachFacts(database, directory);
      long version = Upgrade.version(database, "store.");
      Upgrade.refuseNewer(version, directory);
      if (version < Upgrade.VERSION && upgrades) {
        database.close();
        Upgrade.run(directory, settings);
        return open(directory, settings, false);
      }
      if (upgrades && LiveTables.isBehind(database, directory)) {
        database.close();
        // What a killed process committed is taken in once, by the code that would have done it.
        LiveDuckDbStore.open(directory, LiveSettings.DEFAULT).close();
        return open(directory, settings, false);
      }
      Segments segments = Segments.attach(database, directory);
      Coverage coverage = StoredCoverage.read(database, "store.");
      Relations.make(database, segments);
      return new DuckDbStore(directory, settings, database, coverage, segments.dialect());
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Seals a finished store that is not sealed yet, and builds its roll-ups. Nobody else may have it
   * open. It is readable at every moment in between, before or after, also when this is killed.
   */
  public static void seal(Path directory, Settings settings) {
    try {
      Sealing.seal(directory, settings);
    } catch (StoreException e) {
      throw Room.explained(directory, e);
    }
  }

  /** Makes the roll-ups of a finished store anew from its records; nobody else may have it open. */
  public static void rebuildRollups(Path directory, Settings settings) {
    Rollups.rebuild(directory, settings);
  }

  @Override
  public Queries queries() {
    return queries;
  }

  @Override
  public Coverage coverage() {
    return coverage;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        EnumSet.of(
            Capabilities.Capability.EXACT_QUANTILES, Capabilities.Capability.TYPED_ATTRIBUTES));
  }

  @Override
  public Scratch scratch() {
    return new DuckDbScratch(database);
  }

  @Override
  public Sandbox sandbox() {
    return steady(directory, () -> DuckDbSandbox.open(directory, settings));
  }

  @Override
  public long parquet(Statement select, Path file) {
    try (Database own = database.another()) {
      return ParquetFile.write(own, select, file);
    }
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public void close() {
    queries.close();
    database.close();
  }
}
