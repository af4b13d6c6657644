package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Arrival;
import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.DiskFullException;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.engine.store.Records;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.model.Batch;
import dev.sonde.model.Origin;
import dev.sonde.model.Receipt;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What tests let another process do with a store; it says on standard output how far it is. */
final class StoreProcess {

  /** Few enough that an insert goes into the log, and not past it into the file. */
  static final int ROWS = 100_000;

  /** Of 0.8 MB each: so many fill seven tenths of the largest file. */
  static final int PARTS = ChildJvm.FILE_LIMIT_MIB * 7 / 8;

  static final int LIVE_BATCH = 200;

  private static final int LIVE_FLYING = 4;
  private static final int BATCH = 1_024;
  private static final int PAYLOAD = 1_500;

  private StoreProcess() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "load" -> load(Path.of(arguments[1]), Integer.parseInt(arguments[2]), arguments[3]);
      case "live-write" -> liveWrite(Path.of(arguments[1]), Long.parseLong(arguments[2]));
      case "live-sampled" -> liveSampled(Path.of(arguments[1]));
      case "live-full" -> liveFull(Path.of(arguments[1]), arguments[2].equals("room"));
      case "live-open" -> liveOpen(Path.of(arguments[1]));
      case "read" -> read(Path.of(arguments[1]));
      case "write-ahead" -> writeAhead(arguments[1]);
      case "checkpoint" -> checkpoint(arguments[1]);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Loads so many batches; a payload of random letters keeps the file from being compressed. */
  private static void load(Path directory, int batches, String sealed) {
    Settings settings = Settings.DEFAULT.sealAbove(sealed.equals("sealed") ? 0 : Long.MAX_VALUE);
    try (StoreWriter writer = DuckDbStore.create(directory, settings)) {
      Random random = new Random(batches);
      for (int batch = 0; batch < batches; batch++) {
        writer.accept(new Batch(records(batch, random)));
        System.out.println("batch " + batch);
      }
      writer.finish(new Books("test", 0, Map.of(), Map.of(), List.of()));
      System.out.println("finished");
    } catch (DiskFullException e) {
      System.out.println("full: " + e.getMessage());
    }
  }

  private static List<WideEvent> records(int batch, Random random) {
    List<WideEvent> records = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      byte[] payload = new byte[PAYLOAD];
      random.nextBytes(payload);
      String text = Base64.getEncoder().encodeToString(payload);
      long id = (long) batch * BATCH + i + 1;
      records.add(
          Records.span(id, "n", id, id + 5, Records.attributes("payload", text, "id", "x")));
    }
    return records;
  }

  /**
   * Offers numbered batches for ever, several at a time, beginning after the last one of which it is known
   * that it was acknowledged. The log is small, so that it is often taken into the file.
   */
  private static void liveWrite(Path directory, long acknowledged) {
    LiveStore store = LiveDuckDbStore.open(directory, LiveSettings.DEFAULT.log(2L << 20, 0));
    ArrayDeque<CompletableFuture<Receipt>> flying = new ArrayDeque<>();
    long next = acknowledged + 1;
    for (long done = acknowledged; ; done++) {
      while (flying.size() < LIVE_FLYING) {
        flying.add(store.offer(batch(next++)));
      }
      flying.remove().join();
      System.out.println("acknowledged " + (done + 1) + ".");
    }
  }

  /** Takes three spans of traces that are not chosen, one of them failed, and waits to be killed. */
  private static void liveSampled(Path directory) throws IOException {
    LiveStore store =
        LiveDuckDbStore.open(
            directory,
            LiveSettings.DEFAULT.sample(
                new Sampling(0.5, true, 0, Duration.ofSeconds(30), Long.MAX_VALUE / 2)));
    LiveStoreTest.offered(store, Records.span(1, "a", 0, 5, Records.attributes()));
    LiveStoreTest.offered(
        store,
        Records.failed(Records.span(2, "b", 0, 5, Records.attributes())),
        new Span(Origin.UNKNOWN, new SpanId(Records.HIGH, 2, 3), "c", 0, 5, Records.attributes()));
    System.out.println("acknowledged 3");
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
  }

  private static Arrival batch(long number) {
    List<WideEvent> records = new ArrayList<>();
    for (int i = 0; i < LIVE_BATCH; i++) {
      long id = number * LIVE_BATCH + i;
      records.add(Records.span(id, "n", id, id + 5, Records.attributes("batch", (int) number)));
    }
    return new Arrival(
        new Batch(records),
        new Arrival.Digest(number, -number),
        LIVE_BATCH * 500L,
        Map.of(),
        Map.of(),
        List.of());
  }

  /**
   * Fills the disk with records until they are refused, makes room where there is something to remove,
   * and goes on. A small log, so that it is taken into the file in between.
   */
  private static void liveFull(Path disk, boolean room) throws IOException {
    LiveSettings settings = LiveSettings.DEFAULT.log(16L << 20, 0);
    Path filler = disk.resolve("filler");
    if (room) {
      Files.write(filler, new byte[(ChildJvm.DISK_MIB / 3) << 20]);
    }
    Path directory = disk.resolve("store");
    Random random = new Random(1);
    long kept = 0;
    try (LiveDuckDbStore store = LiveDuckDbStore.open(directory, settings)) {
      String refused = "";
      for (; refused.isEmpty(); kept += refused.isEmpty() ? BATCH : 0) {
        refused = refused(store, kept, random);
      }
      System.out.println("refused: " + refused);
      LiveStoreTest.awaitRecords(store, 1);
      System.out.println("then: " + kept + " " + store.ledger().totals().stored());
      if (room) {
        Files.delete(filler);
        while (!refused(store, kept, random).isEmpty()) {
          Thread.onSpinWait();
        }
        kept += BATCH;
        LiveStoreTest.awaitRecords(store, kept);
        System.out.println("took up again");
      }
    }
    try (LiveDuckDbStore store = LiveDuckDbStore.open(directory, settings)) {
      System.out.println("reopened: " + kept + " " + store.coverage().spans());
    }
  }

  /** Why a batch was refused; empty where it was stored. */
  private static String refused(LiveDuckDbStore store, long first, Random random) {
    List<WideEvent> records = records((int) (first / BATCH), random);
    Arrival arrival =
        new Arrival(new Batch(records), null, 2L << 20, Map.of(), Map.of(), List.of());
    try {
      store.offer(arrival).join();
      return "";
    } catch (CompletionException e) {
      if (e.getCause() instanceof OverloadedException overloaded) {
        return overloaded.why() + ": " + overloaded.getMessage();
      }
      throw e;
    }
  }

  private static void liveOpen(Path directory) {
    try (LiveDuckDbStore store = LiveDuckDbStore.open(directory, LiveSettings.DEFAULT)) {
      System.out.println("opened " + store.coverage().records());
    } catch (StoreException e) {
      System.out.println("failed: " + e.getMessage());
    }
  }

  /** Opens and counts again and again, until a word comes on standard input. */
  private static void read(Path directory) throws IOException {
    long opened = 0;
    while (System.in.available() == 0) {
      try (Store store = DuckDbStore.open(directory, Settings.DEFAULT)) {
        long said = store.coverage().spans();
        List<Long> counted =
            store
                .queries()
                .list(
                    new Statement("SELECT count(attributes) AS n FROM span"),
                    row -> row.integer("n"));
        if (!counted.equals(List.of(said))) {
          throw new StoreException("the store says " + said + " and has " + counted);
        }
        opened++;
        if (opened == 1) {
          System.out.println("reading");
        }
      }
    }
    System.out.println("read " + opened);
  }

  /** Fills the write-ahead log until it fails. */
  private static void writeAhead(String file) throws SQLException {
    try (Connection connection = connect(file)) {
      for (String failure = ""; failure.isEmpty(); ) {
        failure = tried(connection, "INSERT INTO t SELECT random() FROM range(" + ROWS + ")");
        System.out.println(failure.isEmpty() ? "written" : "failed: " + failure);
      }
      System.out.println("then: " + tried(connection, "SELECT count(*) FROM t"));
    }
  }

  /** Some into the file, as much into the log: each fits, but not both into the file. */
  private static void checkpoint(String file) throws SQLException {
    try (Connection connection = connect(file)) {
      for (int half = 0; half < 2; half++) {
        for (int part = 0; part < PARTS; part++) {
          tried(connection, "INSERT INTO t SELECT random() FROM range(" + ROWS + ")");
        }
        System.out.println("checkpoint " + half + ": " + tried(connection, "CHECKPOINT"));
      }
      System.out.println("then: " + tried(connection, "SELECT count(*) FROM t"));
    }
    try (Connection connection = connect(file)) {
      System.out.println("opened again: " + tried(connection, "SELECT count(*) FROM t"));
    }
  }

  private static Connection connect(String file) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("checkpoint_threshold", "4GB");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
    tried(connection, "CREATE TABLE IF NOT EXISTS t (a DOUBLE)");
    tried(connection, "PRAGMA disable_checkpoint_on_shutdown");
    return connection;
  }

  /** The first line of the failure, empty where there is none; of a query, its number. */
  private static String tried(Connection connection, String sql) {
    try (java.sql.Statement statement = connection.createStatement()) {
      if (!sql.startsWith("SELECT")) {
        statement.execute(sql);
        return "";
      }
      try (ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getString(1);
      }
    } catch (SQLException e) {
      return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
  }
}
