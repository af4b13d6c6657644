package dev.sonde.app.doctor;

/** Why records are not there, in words, and what to do about each cause. */
final class Causes {

  private Causes() {}

  /** A cause in words, and what to do. */
  record Known(String why, String advice) {}

  static Known refused(String cause, String address) {
    return switch (cause) {
      case "queue" ->
          new Known(
              "more came at once than could be written",
              "exporters send them again; if it goes on: sonde serve --keep 10% --keep-errors");
      case "memory" ->
          new Known(
              "too many requests were being read at once",
              "OTEL_BSP_MAX_EXPORT_BATCH_SIZE=512 makes requests smaller");
      case "disk" ->
          new Known("the disk was nearly full", "sonde clear " + address + " --older-than 7d");
      case "closing" ->
          new Known("the server was ending", "nothing: exporters send them again to the next one");
      default -> new Known(cause, "exporters send them again; sonde observe check " + address);
    };
  }

  static Known rejected(String cause, String address) {
    return switch (cause) {
      case "malformed" ->
          new Known(
              "not OTLP as it was announced",
              "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, with the port of OTLP over HTTP");
      case "truncated" ->
          new Known(
              "the connection broke off",
              "a longer OTEL_EXPORTER_OTLP_TIMEOUT, and a look at proxies between");
      case "too_large" ->
          new Known(
              "the request was larger than is taken",
              "OTEL_BSP_MAX_EXPORT_BATCH_SIZE=512 makes requests smaller");
      case "missing_time" ->
          new Known("without a time", "the sender has to set start and end of its spans");
      case "negative_duration" ->
          new Known("ending before the start", "look at the clock of the sender");
      case "unsupported", "unknown_field_type" ->
          new Known("of a kind that is not read", "docs/formats lists what is read");
      default -> new Known(cause, "sonde observe check " + address);
    };
  }

  static Known dropped(String cause, String address) {
    return switch (cause) {
      case "sampled" ->
          new Known("of traces that were not chosen", "sonde serve --keep 100% keeps all");
      case "sdk:queue_full", "sdk:too_fast", "sdk:destination_full" ->
          new Known(
              "by the program's own SDK, as more was made at once than it could hand on",
              "SondeBuilder.capacity, or fewer records; docs/sdk.md, What is dropped");
      case "sdk:destination_failed", "sdk:destination_rejected" ->
          new Known(
              "by the program's own SDK, as they could not be written or sent",
              "what the program says on standard error behind 'sonde sdk:'");
      case "sdk:pool_full" ->
          new Known(
              "by the program's own SDK, which removed its oldest files from a full pool",
              "max_pool_bytes of the pool; docs/sdk.md, Destinations");
      default -> new Known(cause, "sonde observe check " + address);
    };
  }
}
