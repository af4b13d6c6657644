package dev.sonde.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends prepared requests over HTTP/1.1 and plain sockets, as a process of its own, so that its CPU can be
 * told from the server's. Arguments: file, host, port, path, content type, connections, seconds at most,
 * spans per second (0 is as fast as it goes). Prints one line of figures.
 */
final class LoadClient {

  private final FileChannel file;
  private final String[] target;
  private final long endNanos;
  private final double rate;
  private final long beganNanos = System.nanoTime();
  private final AtomicLong sentSpans = new AtomicLong();
  private final AtomicLong acceptedSpans = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final long[] micros = new long[4_000_000];
  private final AtomicLong answers = new AtomicLong();
  private long position;

  private LoadClient(FileChannel file, String[] target, double seconds, double rate) {
    this.file = file;
    this.target = target;
    this.endNanos = beganNanos + (long) (seconds * 1e9);
    this.rate = rate;
  }

  /** One prepared request; none where there are no more. */
  @SuppressWarnings("ArrayRecordComponent") // Sent once, never compared.
  private record Request(int spans, byte[] body) {}

  static void main(String[] args) throws IOException, InterruptedException {
    try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.READ)) {
      LoadClient client =
          new LoadClient(
              file,
              Arrays.copyOfRange(args, 1, 5),
              Double.parseDouble(args[6]),
              Double.parseDouble(args[7]));
      Thread[] threads = new Thread[Integer.parseInt(args[5])];
      for (int i = 0; i < threads.length; i++) {
        threads[i] = Thread.ofPlatform().start(client::run);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      client.print();
    }
  }

  private synchronized Request next() throws IOException {
    if (System.nanoTime() >= endNanos || position >= file.size()) {
      return new Request(0, new byte[0]);
    }
    ByteBuffer head = ByteBuffer.allocate(8);
    file.read(head, position);
    head.flip();
    int spans = head.getInt();
    byte[] body = new byte[head.getInt()];
    file.read(ByteBuffer.wrap(body), position + 8);
    position += 8 + body.length;
    return new Request(spans, body);
  }

  private void run() {
    try (Socket socket = new Socket(target[0], Integer.parseInt(target[1]))) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (Request next = next(); next.spans > 0; next = next()) {
        pace(next.spans);
        send(next, in, out);
      }
    } catch (IOException e) {
      failed.incrementAndGet();
    }
  }

  private void pace(int spans) {
    long before = sentSpans.getAndAdd(spans);
    if (rate > 0) {
      long due = beganNanos + (long) (before / rate * 1e9);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  private void send(Request request, InputStream in, OutputStream out) throws IOException {
    byte[] head =
        ("POST "
                + target[2]
                + " HTTP/1.1\r\nHost: "
                + target[0]
                + ":"
                + target[1]
                + "\r\nContent-Type: "
                + target[3]
                + "\r\nContent-Encoding: gzip\r\nContent-Length: "
                + request.body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    while (true) {
      long began = System.nanoTime();
      out.write(head);
      out.write(request.body);
      out.flush();
      int status = answer(in);
      long index = answers.getAndIncrement();
      if (index < micros.length) {
        micros[(int) index] = (System.nanoTime() - began) / 1_000;
      }
      if (status / 100 == 2) {
        acceptedSpans.addAndGet(request.spans);
        return;
      }
      if (status != 429 && status != 503) {
        failed.incrementAndGet();
        return;
      }
      refused.incrementAndGet();
      if (System.nanoTime() > endNanos) {
        return;
      }
      // As a client that was told to come again; a second is what servers usually ask for.
      LockSupport.parkNanos(200_000_000L);
    }
  }

  /** Reads one answer to its end; its status. */
  private static int answer(InputStream in) throws IOException {
    String line = line(in);
    int status = Integer.parseInt(line.split(" ")[1]);
    int length = 0;
    boolean chunked = false;
    for (line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    if (!chunked) {
      in.skipNBytes(length);
      return status;
    }
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      in.skipNBytes(size + 2L);
    }
    line(in);
    return status;
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";")[0].strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private void print() throws IOException {
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    long[] sorted = Arrays.copyOf(micros, (int) Math.min(micros.length, answers.get()));
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "seconds=%.3f accepted=%d refused=%d failed=%d cpu=%.3f p50=%.1f p95=%.1f p99=%.1f max=%.1f%n",
        seconds,
        acceptedSpans.get(),
        refused.get(),
        failed.get(),
        Machine.ownCpuMillis() / 1e3,
        at(sorted, 0.50),
        at(sorted, 0.95),
        at(sorted, 0.99),
        at(sorted, 1));
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e3;
  }
}
