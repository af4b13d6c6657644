package dev.sonde.demo.cluster;

import dev.sonde.demo.wire.Door;
import dev.sonde.demo.wire.Frame;
import dev.sonde.demo.wire.Link;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.task.Transfer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Gets results from the workers that hold them, keeps what came, and hands out its own. */
final class Fetching {

  private final Sonde sonde;
  private final String self;
  private final DataStore data;
  private final long bandwidth;
  private final Map<String, ReentrantLock> coming = new HashMap<>();
  private long messages;
  private long bytes;

  Fetching(Sonde sonde, String self, DataStore data, long bandwidth) {
    this.sonde = sonde;
    this.self = self;
    this.data = data;
    this.bandwidth = bandwidth;
  }

  /** Where other workers ask. */
  Door open() throws IOException {
    return Door.open(
        "door", link -> Thread.ofPlatform().daemon().name("hand out").start(() -> handOut(link)));
  }

  private void handOut(Link link) {
    try (link) {
      Frame asked = link.receive();
      byte[] found = data.get(asked.text("key"), asked.text("task"));
      if (found == null) {
        link.send(Frame.of("missing", "worker", self));
      } else {
        pace(found.length);
        link.send(Frame.of("data", "worker", self).with(found));
      }
    } catch (IOException | InterruptedException e) {
      // Whoever asked sees the end of the connection.
    }
  }

  /** A slower network than loopback, so that there is something to see. */
  private void pace(long length) throws InterruptedException {
    if (bandwidth > 0) {
      Thread.sleep(java.time.Duration.ofNanos(length * 1_000_000_000 / bandwidth));
    }
  }

  /**
   * Its bytes, from here or from the worker that holds it. Each comes once, however many tasks need it.
   *
   * @param holder {@code id@port}
   */
  byte[] get(String key, String task, String holder) throws IOException {
    ReentrantLock once;
    synchronized (coming) {
      once = coming.computeIfAbsent(key, name -> new ReentrantLock());
    }
    once.lock();
    try {
      byte[] here = data.get(key, task);
      return here != null ? here : transfer(key, task, holder);
    } finally {
      once.unlock();
    }
  }

  private byte[] transfer(String key, String task, String holder) throws IOException {
    String from = holder.substring(0, holder.indexOf('@'));
    int port = Integer.parseInt(holder.substring(holder.indexOf('@') + 1));
    Frame answer;
    try (Transfer transfer = sonde.transfer(key).task(task).from(from).to(self).begin()) {
      try {
        answer = ask(port, key, task);
      } catch (IOException e) {
        transfer.failed(e);
        throw e;
      }
      transfer.bytes(answer.payload().length).wireBytes(answer.size());
    }
    synchronized (this) {
      messages++;
      bytes += answer.payload().length;
    }
    data.put(key, answer.payload());
    return answer.payload();
  }

  static Frame ask(int port, String key, String task) throws IOException {
    try (Link link = Link.to(port)) {
      link.send(Frame.of("get", "key", key, "task", task));
      Frame answer = link.receive();
      if (!answer.type().equals("data")) {
        throw new IOException(answer.text("worker") + " does not hold " + key);
      }
      return answer;
    }
  }

  /** What moved since it was asked for last. */
  synchronized Frame tally(String worker) {
    DataStore.Traffic traffic = data.traffic();
    Frame frame =
        Frame.of(
            "tally",
            "worker",
            worker,
            "transfers",
            messages,
            "transfer_bytes",
            bytes,
            "spills",
            traffic.spills(),
            "spill_bytes",
            traffic.spilledBytes(),
            "unspills",
            traffic.unspills(),
            "unspill_bytes",
            traffic.unspilledBytes());
    messages = 0;
    bytes = 0;
    return frame;
  }
}
