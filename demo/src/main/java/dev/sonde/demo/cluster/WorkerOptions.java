package dev.sonde.demo.cluster;

import java.util.List;

/**
 * How a worker is started.
 *
 * @param functions class of the {@link Functions}
 * @param limit bytes of results in memory
 * @param bandwidth bytes a second that it sends to others, 0 for as fast as it goes
 */
record WorkerOptions(
    String id,
    int slots,
    int scheduler,
    String functions,
    double speed,
    double slowness,
    long limit,
    long bandwidth) {

  List<String> words() {
    return List.of(
        id,
        "" + slots,
        "" + scheduler,
        functions,
        "" + speed,
        "" + slowness,
        "" + limit,
        "" + bandwidth);
  }

  static WorkerOptions of(String[] words) {
    return new WorkerOptions(
        words[0],
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        words[3],
        Double.parseDouble(words[4]),
        Double.parseDouble(words[5]),
        Long.parseLong(words[6]),
        Long.parseLong(words[7]));
  }
}
