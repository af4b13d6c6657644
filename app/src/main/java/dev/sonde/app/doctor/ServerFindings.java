package dev.sonde.app.doctor;

import dev.sonde.app.doctor.Facts.Books;
import dev.sonde.app.doctor.Facts.Disk;
import dev.sonde.app.doctor.Facts.Health;
import dev.sonde.app.doctor.Facts.Holdings;
import dev.sonde.app.doctor.Facts.Name;
import dev.sonde.app.doctor.Facts.Sender;
import dev.sonde.app.doctor.Facts.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a server says of itself, as findings. */
final class ServerFindings {

  /** Records come in seconds where a program runs; exporters send every five. */
  private static final double QUIET_S = 600;

  /** Clocks that are set by the network differ by less. */
  private static final double SKEW_S = 2;

  /** Records that come at once are seldom older than an exporter's longest wait. */
  private static final double LATE_S = 600;

  private static final long MANY_WAITING = 100_000;
  private static final long LONG_LOG = 512L << 20;
  private static final long LARGE_STORE = 10L << 30;
  private static final long LITTLE_ROOM = 5L << 30;
  private static final long NO_ROOM = 1L << 30;
  private static final double MANY_AGAIN = 0.01;
  private static final int MOST_NAMED = 3;

  private final Facts facts;
  private final Server server;
  private final Said said;
  private final String address;

  ServerFindings(Facts facts, Server server, Said said) {
    this.facts = facts;
    this.server = server;
    this.said = said;
    this.address = facts.asked().address();
  }

  void add() {
    Health health = server.health();
    for (String trouble : health.troubles()) {
      said.problem("the server is in trouble: " + trouble, null, null);
    }
    for (String question : server.unanswered()) {
      said.warn("not answered: " + question, null, "sonde doctor " + address + ", again later");
    }
    if (health.live()) {
      arrival(health);
    }
    senders();
    losses(health.books());
    books(health.books());
    store(health);
    clocks(health);
    versions();
  }

  private void arrival(Health health) {
    Books books = health.books();
    if (books.received() == 0) {
      said.warn(
          "nothing has arrived yet",
          0,
          "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf OTEL_EXPORTER_OTLP_ENDPOINT="
              + address
              + " COMMAND");
      return;
    }
    if (books.stored() == 0) {
      said.problem(
          "none of " + Said.count(books.received(), "record") + " that came was stored",
          books.received(),
          null);
    } else if (health.lastNanos() == null) {
      said.note(
          "nothing has arrived since the server began; "
              + Said.count(books.stored(), "record")
              + " were stored before",
          books.stored(),
          "OTEL_EXPORTER_OTLP_ENDPOINT=" + address + " COMMAND");
    } else {
      double ago = (now(health) - health.lastNanos()) / 1e9;
      String last = "the last record came " + Said.length(Math.max(0.001, ago)) + " ago";
      if (ago > QUIET_S) {
        said.note(
            last + ": whoever sent has ended, or sends elsewhere",
            ago,
            "OTEL_EXPORTER_OTLP_ENDPOINT=" + address + " COMMAND");
      } else {
        said.ok("records arrive: " + last, ago);
      }
    }
    Disk disk = health.disk();
    if (disk != null && disk.waitingRecords() > MANY_WAITING) {
      said.warn(
          Said.count(disk.waitingRecords(), "record")
              + " ("
              + Said.bytes(disk.waitingBytes())
              + ") wait to be stored: more comes than can be written",
          disk.waitingRecords(),
          "sonde serve --keep 10% --keep-errors");
    }
  }

  private long now(Health health) {
    return health.nowNanos() == null ? facts.nowNanos() : health.nowNanos();
  }

  private void senders() {
    List<Sender> senders = server.holdings().senders();
    List<Sender> named = senders.stream().filter(sender -> sender.service() != null).toList();
    if (!named.isEmpty()) {
      String first =
          named.stream()
              .limit(MOST_NAMED)
              .map(sender -> sender.service() + " (" + Said.count(sender.records()) + ")")
              .collect(Collectors.joining(", "));
      said.ok(
          Said.count(named.size(), "service")
              + " sent what is here: "
              + first
              + (named.size() > MOST_NAMED ? ", ..." : ""),
          named.size());
    }
    for (Sender sender : senders) {
      if (sender.service() == null) {
        said.note(
            Said.count(sender.records(), "record") + " name no service",
            sender.records(),
            "OTEL_SERVICE_NAME=NAME COMMAND");
      }
    }
  }

  private void losses(Books books) {
    books
        .refused()
        .forEach((cause, n) -> loss("refused", n, books, Causes.refused(cause, address)));
    books
        .rejected()
        .forEach((cause, n) -> loss("rejected", n, books, Causes.rejected(cause, address)));
    books
        .dropped()
        .forEach((cause, n) -> {
          Causes.Known known = Causes.dropped(cause, address);
          if (cause.equals("sampled")) {
            said.note(sentence("dropped", n, known), n, known.advice());
          } else {
            loss("dropped", n, books, known);
          }
        });
    long lost =
        Books.sum(books.refused()) + Books.sum(books.rejected()) + Books.sum(books.dropped());
    if (lost == 0 && books.received() > 0) {
      said.ok("nothing was refused, rejected or dropped", 0);
    }
    if (books.duplicate() > MANY_AGAIN * books.received()) {
      said.note(
          Said.count(books.duplicate(), "record")
              + " came again and were kept once: exporters repeat what they were not told of",
          books.duplicate(),
          null);
    }
  }

  /** A problem where it is most of what came. */
  private void loss(String what, long records, Books books, Causes.Known known) {
    if (records > 0 && records * 2 > books.received()) {
      said.problem(sentence(what, records, known), records, known.advice());
    } else if (records > 0) {
      said.warn(sentence(what, records, known), records, known.advice());
    }
  }

  private static String sentence(String what, long records, Causes.Known known) {
    return Said.count(records, "record")
        + (records == 1 ? " was " : " were ")
        + what
        + ": "
        + known.why();
  }

  private void books(Books books) {
    Map<String, Long> parts = new java.util.LinkedHashMap<>();
    parts.put("stored", books.stored());
    parts.put("duplicate", books.duplicate());
    parts.put("refused", Books.sum(books.refused()));
    parts.put("rejected", Books.sum(books.rejected()));
    parts.put("dropped", Books.sum(books.dropped()));
    long sum = Books.sum(parts);
    String written =
        parts.entrySet().stream()
            .map(part -> Said.count(part.getValue()) + " " + part.getKey())
            .collect(Collectors.joining(" + "));
    if (sum == books.received()) {
      said.ok("the books balance: " + Said.count(sum) + " received = " + written, sum);
    } else {
      said.problem(
          "the books do not balance: "
              + Said.count(books.received())
              + " received, "
              + Said.count(sum)
              + " accounted for ("
              + written
              + ")",
          books.received() - sum,
          "curl " + address + "/health");
    }
  }

  private void store(Health health) {
    Holdings holdings = server.holdings();
    Disk disk = health.disk();
    String holds =
        Said.count(holdings.spans(), "span")
            + ", "
            + Said.count(holdings.events(), "event")
            + ", "
            + Said.count(holdings.samples(), "sample");
    if (disk != null) {
      String takes =
          "the store takes "
              + Said.bytes(disk.bytes())
              + ", "
              + Said.bytes(disk.logBytes())
              + " of it log, with "
              + Said.count(disk.segments(), "sealed file")
              + ": "
              + holds;
      if (disk.bytes() > LARGE_STORE) {
        said.note(takes, disk.bytes(), "sonde clear " + address + " --older-than 7d");
      } else {
        said.ok(takes, disk.bytes());
      }
      if (disk.logBytes() > LONG_LOG) {
        said.warn(
            "the log of " + Said.bytes(disk.logBytes()) + " has to be replayed by the next start",
            disk.logBytes(),
            null);
      }
      room(disk.freeBytes(), said, "sonde clear " + address + " --older-than 7d");
    } else if (holdings.records() > 0) {
      said.ok("it holds " + holds, holdings.records());
    }
    names(holdings);
    if (health.oldestNanos() != null && now(health) > health.oldestNanos()) {
      double age = (now(health) - health.oldestNanos()) / 1e9;
      said.ok("the oldest record is of " + Said.length(age) + " ago", age);
    }
  }

  /** What takes the room: where there is much of one kind. */
  private void names(Holdings holdings) {
    List<String> most = new ArrayList<>();
    long spans = 0;
    for (Name name : holdings.names().stream().limit(MOST_NAMED).toList()) {
      most.add(
          name.name()
              + (name.service() == null ? "" : " of " + name.service())
              + " ("
              + Said.count(name.spans())
              + ")");
      spans += name.spans();
    }
    if (!most.isEmpty() && holdings.records() > 0) {
      double share = (double) spans / holdings.records();
      said.ok(
          Said.share(share) + " of the records are spans named " + String.join(", ", most), share);
    }
  }

  static void room(long free, Said said, String advice) {
    String left = Said.bytes(free) + " are left on the disk of the store";
    if (free < NO_ROOM) {
      said.problem(left + ": records will soon be refused", free, advice);
    } else if (free < LITTLE_ROOM) {
      said.warn(left, free, advice);
    } else {
      said.ok(left, free);
    }
  }

  private void clocks(Health health) {
    long now = now(health);
    double here = (facts.nowNanos() - now) / 1e9;
    if (Math.abs(here) > SKEW_S + server.tookS()) {
      said.note(
          "the clock of the server is "
              + Said.length(Math.abs(here))
              + (here > 0 ? " behind" : " ahead of")
              + " the one here",
          here,
          null);
    }
    long latest = Long.MIN_VALUE;
    for (Sender sender : server.holdings().senders()) {
      latest = Math.max(latest, sender.lastNanos());
      double ahead = (sender.lastNanos() - now) / 1e9;
      if (ahead > SKEW_S) {
        said.warn(
            "records of "
                + (sender.service() == null ? "no service" : sender.service())
                + " are dated "
                + Said.length(ahead)
                + " ahead of the server's clock",
            ahead,
            "timedatectl, where it runs");
      }
    }
    if (latest > Long.MIN_VALUE && health.lastNanos() != null) {
      double late = (health.lastNanos() - latest) / 1e9;
      if (late > LATE_S) {
        said.note(
            "the latest record is dated "
                + Said.length(late)
                + " before it came: it is of old, or the sender's clock is behind",
            late,
            null);
      }
    }
  }

  private void versions() {
    String there = server.health().versions().get("sonde");
    String here = facts.versions().get("sonde");
    if (there != null && !there.equals(here)) {
      said.note("the server is Sonde " + there + ", this is " + here, null, null);
    }
    for (Sender sender : server.holdings().senders()) {
      if (sender.sdks().size() > 1) {
        said.note(
            (sender.service() == null ? "no service" : sender.service())
                + " is sent by "
                + Said.count(sender.sdks().size())
                + " versions: "
                + String.join(", ", sender.sdks()),
            sender.sdks().size(),
            "sonde observe versions " + address);
      }
    }
  }
}
