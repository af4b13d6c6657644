package dev.sonde.app;

import dev.sonde.app.doctor.Facts;
import dev.sonde.engine.render.JsonRenderer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks a server what it is, what it holds and who sent it. */
final class DoctorAsks {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String COUNTS =
      """
      SELECT 'span' AS relation, service, count(*) AS records, max(start_ns) AS last_ns FROM span GROUP BY ALL
      UNION ALL SELECT 'event', service, count(*), max(at_ns) FROM event GROUP BY ALL
      UNION ALL SELECT 'sample', service, count(*), max(at_ns) FROM sample WHERE seq IS NOT NULL GROUP BY ALL\
      """;

  private static final String NAMES =
      "SELECT service, name, count(*) AS spans FROM span GROUP BY ALL ORDER BY spans DESC, name LIMIT 5";

  private final Remote remote;
  private final List<String> unanswered = new ArrayList<>();

  DoctorAsks(Remote remote) {
    this.remote = remote;
  }

  /**
   * @throws Failure where no server of Sonde's says how it is
   */
  Facts.Server ask() {
    long began = System.nanoTime();
    Plain health = get("/health", List.of());
    double tookS = (System.nanoTime() - began) / 1e9;
    Facts.Holdings holdings = holdings();
    return new Facts.Server(health(health), holdings, tookS, unanswered);
  }

  private static Facts.Health health(Plain health) {
    Plain records = health.at("records");
    Plain sizes = health.at("sizes");
    Plain waiting = health.at("waiting");
    Long last = health.at("ages").at("last_ns").number();
    Long oldest = health.at("ages").at("oldest_ns").number();
    Long now = since(last, health.at("ages").at("last_s").real());
    return new Facts.Health(
        health.at("live").truth(),
        new Facts.Books(
            records.at("received").count(),
            records.at("stored").count(),
            records.at("duplicate").count(),
            causes(records, "refused"),
            causes(records, "rejected"),
            records.at("dropped").counts()),
        now == null ? since(oldest, health.at("ages").at("oldest_s").real()) : now,
        last,
        oldest,
        sizes.value() == null
            ? null
            : new Facts.Disk(
                sizes.at("bytes").count(),
                sizes.at("log_bytes").count(),
                sizes.at("free_bytes").count(),
                health.at("segments").count(),
                waiting.at("records").count(),
                waiting.at("bytes").count()),
        health.at("troubles").list().stream().map(Plain::text).filter(Objects::nonNull).toList(),
        health.at("software").texts());
  }

  /** The total, where it is more than what its causes tell, counts as of no known cause. */
  private static Map<String, Long> causes(Plain records, String what) {
    Map<String, Long> causes = records.at(what + "_by_cause").counts();
    return causes.isEmpty() && records.at(what).count() > 0
        ? Map.of("not said", records.at(what).count())
        : causes;
  }

  private static @Nullable Long since(@Nullable Long moment, @Nullable Double seconds) {
    return moment == null || seconds == null ? null : (Long) (moment + Math.round(seconds * 1e9));
  }

  /** Records of a service, added up over the relations. */
  private static final class Tally {
    private long records;
    private long lastNanos = Long.MIN_VALUE;

    void add(long more, long last) {
      records += more;
      lastNanos = Math.max(lastNanos, last);
    }
  }

  private Facts.Holdings holdings() {
    Map<String, Long> relations = new TreeMap<>();
    Map<@Nullable String, Tally> services = new LinkedHashMap<>();
    for (Plain row : sql(COUNTS)) {
      List<Plain> cells = row.list();
      long records = cells.get(2).count();
      relations.merge(String.valueOf(cells.get(0).text()), records, Long::sum);
      services
          .computeIfAbsent(cells.get(1).text(), _ -> new Tally())
          .add(records, cells.get(3).count());
    }
    Map<String, Set<String>> sdks = services.isEmpty() ? Map.of() : sdks();
    List<Facts.Sender> senders = new ArrayList<>();
    services.forEach((service, tally) ->
        senders.add(
            new Facts.Sender(
                service,
                tally.records,
                tally.lastNanos,
                List.copyOf(sdks.getOrDefault(String.valueOf(service), Set.of())))));
    senders.sort((a, b) -> Long.compare(b.records(), a.records()));
    List<Facts.Name> names = new ArrayList<>();
    for (Plain row : sql(NAMES)) {
      List<Plain> cells = row.list();
      names.add(
          new Facts.Name(
              cells.get(0).text(), String.valueOf(cells.get(1).text()), cells.get(2).count()));
    }
    return new Facts.Holdings(
        relations.getOrDefault("span", 0L),
        relations.getOrDefault("event", 0L),
        relations.getOrDefault("sample", 0L),
        senders,
        names);
  }

  /** What sent the records of each service. */
  private Map<String, Set<String>> sdks() {
    Map<String, Set<String>> sdks = new TreeMap<>();
    try {
      Plain answer = get("/api/views/versions", List.of(Map.entry("limit", "1000")));
      for (Plain party : answer.at("result").at("rows").list()) {
        Plain versions = party.at("versions");
        StringBuilder sdk = new StringBuilder();
        for (String part : List.of("name", "language", "version")) {
          String text = versions.at("telemetry.sdk." + part).text();
          sdk.append(text == null ? "" : (sdk.isEmpty() ? "" : " ") + text);
        }
        if (!sdk.isEmpty()) {
          sdks.computeIfAbsent(String.valueOf(party.at("service").text()), _ -> new TreeSet<>())
              .add(sdk.toString());
        }
      }
    } catch (Failure e) {
      unanswered.add("which versions sent it (" + firstLine(e) + ")");
    }
    return sdks;
  }

  private List<Plain> sql(String sql) {
    String body = JsonRenderer.text(Map.of("sql", sql, "limit", 1000L));
    try (Remote.Answer answer = remote.post("/api/sql", List.of(), body, PATIENCE)) {
      return Plain.read(answer.body()).at("result").at("rows").list();
    } catch (Failure e) {
      unanswered.add("what is stored (" + firstLine(e) + ")");
    } catch (IOException e) {
      unanswered.add("what is stored (" + firstLine(remote.brokenOff(e)) + ")");
    }
    return List.of();
  }

  private Plain get(String path, List<Map.Entry<String, String>> parameters) {
    try (Remote.Answer answer = remote.get(path, parameters, PATIENCE)) {
      return Plain.read(answer.body());
    } catch (IOException e) {
      throw remote.brokenOff(e);
    }
  }

  static String firstLine(Failure e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
