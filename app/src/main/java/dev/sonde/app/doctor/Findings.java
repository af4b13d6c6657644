package dev.sonde.app.doctor;

import dev.sonde.app.doctor.Facts.Answerer;
import dev.sonde.app.doctor.Facts.Closed;
import dev.sonde.app.doctor.Facts.Nobody;
import dev.sonde.app.doctor.Facts.Port;
import dev.sonde.app.doctor.Facts.Server;
import dev.sonde.app.doctor.Facts.Stranger;
import java.util.List;
import java.util.stream.Collectors;

/** Makes findings of what was seen. Pure: no clock, no input or output. */
public final class Findings {

  private static final double SLOW_S = 2;
  private static final int HTTP = 8787;

  private final Facts facts;
  private final Said said = new Said();

  private Findings(Facts facts) {
    this.facts = facts;
  }

  /** The worst first, at least one. */
  public static List<Finding> of(Facts facts) {
    return new Findings(facts).all();
  }

  private List<Finding> all() {
    answerer(facts.answerer());
    ports();
    if (facts.answerer() instanceof Server server) {
      new ServerFindings(facts, server, said).add();
    } else {
      folder();
    }
    cache();
    return said.sorted();
  }

  private void answerer(Answerer answerer) {
    String address = facts.asked().address();
    switch (answerer) {
      case Server server -> answers(server);
      case Stranger stranger ->
          said.problem("what answers at " + address + " is not Sonde", null, stranger.hint());
      case Closed closed ->
          said.problem(
              "the server at " + address + " does not tell: " + closed.why(),
              null,
              "sonde doctor " + address + " --token TOKEN");
      case Nobody nobody -> {
        String why = " (" + nobody.why() + ")";
        switch (facts.asked().chosen()) {
          case ARGUMENT, VARIABLE ->
              said.problem(
                  "no server answers at " + address + ", " + found() + why, null, "sonde serve");
          case FOLDER ->
              said.note(
                  "no server runs on the store in " + address,
                  null,
                  "sonde serve --store " + address);
          case SERVER_FILE ->
              said.problem("no server answers at " + address + ", " + found() + why, null, null);
          case USUAL ->
              said.note(
                  "no server runs: $SONDE_URL is not set, "
                      + (facts.store().left() == null ? "there is no " : "no process of ")
                      + facts.store().path()
                      + "/server.json, and nothing answers at "
                      + address
                      + why,
                  null,
                  "sonde serve");
        }
      }
    }
  }

  private void answers(Server server) {
    String address = facts.asked().address();
    said.ok(
        "Sonde answers at " + address + ", " + found() + ", in " + Said.length(server.tookS()),
        server.tookS());
    if (server.tookS() > SLOW_S) {
      said.warn(
          "it took "
              + Said.length(server.tookS())
              + " to say how it is: it, or its machine, is busy",
          server.tookS(),
          "top, on the machine of the server");
    }
    if (!server.health().live()) {
      said.note(
          "it shows files, read-only: what is sent to it is not taken",
          null,
          "sonde serve, without files, takes telemetry in");
    }
  }

  private String found() {
    return switch (facts.asked().chosen()) {
      case ARGUMENT -> "the address that was named";
      case VARIABLE -> "the address in $SONDE_URL";
      case SERVER_FILE -> "the address in " + facts.store().path() + "/server.json";
      case FOLDER -> "a folder";
      case USUAL -> "the usual address";
    };
  }

  private void ports() {
    boolean serves = facts.answerer() instanceof Server;
    for (Port port : facts.ports()) {
      String which = "port " + port.number() + " (" + port.purpose() + ")";
      if (!port.taken()) {
        if (serves && port.number() != HTTP) {
          said.note(
              "nobody listens on " + which + ", where exporters send by default",
              port.number(),
              "OTEL_EXPORTER_OTLP_ENDPOINT=" + facts.asked().address());
        }
      } else if (!port.ours()) {
        String holder = port.holder() == null ? "somebody else" : port.holder();
        if (!serves) {
          said.warn(
              which + " is held by " + holder + ": sonde serve cannot have it",
              port.number(),
              "sonde serve " + port.option() + " 0");
        } else if (port.holder() != null && port.number() != HTTP) {
          said.warn(
              which + " is held by " + holder + ": what is sent there does not come here",
              port.number(),
              "OTEL_EXPORTER_OTLP_ENDPOINT=" + facts.asked().address());
        }
      }
    }
    if (!serves && !facts.ports().isEmpty() && facts.ports().stream().noneMatch(Port::taken)) {
      said.ok(
          "the ports of a server are free: "
              + facts.ports().stream()
                  .map(port -> String.valueOf(port.number()))
                  .collect(Collectors.joining(", ")),
          null);
    }
  }

  /** The store that a server here would take. */
  private void folder() {
    Facts.Folder folder = facts.store();
    Facts.Left left = folder.left();
    if (left != null && !left.alive()) {
      said.note(
          folder.path()
              + "/server.json names process "
              + left.pid()
              + ", which is gone: that server was killed; what it acknowledged is kept",
          left.pid(),
          "sonde serve");
    } else if (left != null) {
      said.warn(
          folder.path()
              + "/server.json names process "
              + left.pid()
              + ", which is there, at "
              + left.http()
              + ": it is busy, or its number went to another process",
          left.pid(),
          "ps -p " + left.pid());
    }
    if (!folder.there()) {
      said.note("there is no store in " + folder.path() + " yet: sonde serve makes it", null, null);
    } else if (folder.trouble() != null) {
      said.problem(
          "the store in " + folder.path() + " cannot be opened: " + folder.trouble(),
          folder.bytes(),
          null);
    } else {
      said.ok(
          "the store in "
              + folder.path()
              + " takes "
              + Said.bytes(folder.bytes())
              + (folder.records() == null
                  ? ""
                  : " and can be opened: " + Said.count(folder.records(), "record")),
          folder.bytes());
    }
    if (folder.freeBytes() != null) {
      ServerFindings.room(folder.freeBytes(), said, "df -h " + folder.path());
    }
  }

  private void cache() {
    Facts.Cache cache = facts.cache();
    said.ok(
        "the cache in "
            + cache.path()
            + " takes "
            + Said.bytes(cache.bytes())
            + " for "
            + Said.count(cache.entries(), "source")
            + ", of at most "
            + Said.bytes(cache.mostBytes()),
        cache.bytes());
  }
}
