package dev.sonde.demo.cluster;

import dev.sonde.demo.Given;
import dev.sonde.demo.wire.Children;
import dev.sonde.demo.wire.Door;
import dev.sonde.demo.wire.Frame;
import dev.sonde.demo.wire.Link;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.scope.Carry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The workers of this program, each a process: how to start them, send to them, and hear from them. For
 * one thread.
 */
public final class Cluster implements AutoCloseable {

  /** A rechunk takes all chunks at once, as bytes and as numbers, in each slot and ahead of it. */
  private static final int HEAP = 192;

  private static final long PATIENCE_SECONDS = 60;

  /**
   * What all workers are started with.
   *
   * @param limit bytes of results that one holds in memory
   * @param bandwidth bytes a second from one worker to another, 0 for no limit
   */
  public record Setup(
      Class<? extends Functions> functions, int workers, int slots, long limit, long bandwidth) {}

  /** A worker that is there. */
  static final class Member {
    final String id;
    final int slots;
    final int port;
    final Link link;
    int processing;

    private Member(Frame hello, Link link) {
      id = hello.text("id");
      slots = (int) hello.number("slots");
      port = (int) hello.number("port");
      this.link = link;
    }

    /** One more than it has slots for, so that it fetches while it computes. */
    boolean hasRoom() {
      return processing <= slots;
    }
  }

  private record Said(Frame frame, Link link) {}

  private final Sonde sonde;
  private final Setup setup;
  private final Door door;
  private final Children children = new Children();
  private final BlockingQueue<Said> inbox = new LinkedBlockingQueue<>();
  private final Map<String, Member> members = new LinkedHashMap<>();

  private Cluster(Sonde sonde, Setup setup) throws IOException {
    this.sonde = sonde;
    this.setup = setup;
    door =
        Door.open(
            "door",
            link ->
                link.read(
                    "worker",
                    frame -> inbox.add(new Said(frame, link)),
                    () -> inbox.add(new Said(Frame.of("gone"), link))));
  }

  /**
   * Starts the processes, and does not wait for them.
   *
   * @param slowness of the last worker, 1 where it is like the others
   */
  public static Cluster start(Sonde sonde, Given given, Setup setup, double slowness)
      throws IOException {
    Cluster cluster = new Cluster(sonde, setup);
    try {
      for (int i = 1; i <= setup.workers(); i++) {
        WorkerOptions options =
            new WorkerOptions(
                "worker-" + i,
                setup.slots(),
                cluster.door.port(),
                setup.functions().getName(),
                given.speed(),
                i == setup.workers() ? slowness : 1,
                setup.limit(),
                (long) (setup.bandwidth() * given.speed()));
        cluster.children.start(Worker.class, HEAP, Carry.environment(), options.words());
      }
    } catch (IOException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** Waits until all workers have said hello. */
  public void await() throws IOException, InterruptedException {
    while (members.size() < setup.workers()) {
      Said said = next();
      if (said.frame().type().equals("hello")) {
        Member member = new Member(said.frame(), said.link());
        members.put(member.id, member);
        sonde.worker(member.id).joined(member.slots);
      }
    }
  }

  /** Tells again who is there, as another run begins. */
  public void announce() {
    members.values().forEach(member -> sonde.worker(member.id).joined(member.slots));
  }

  /** Tells that nobody is needed any more. */
  public void dismiss(String reason) throws IOException {
    for (Member member : members.values()) {
      member.link.send(Frame.of("reset"));
      sonde.worker(member.id).left(reason);
    }
  }

  List<Member> members() {
    return new ArrayList<>(members.values());
  }

  @Nullable Member member(String id) {
    return members.get(id);
  }

  /**
   * The next message of a worker.
   *
   * @throws IOException where one is gone, or none says anything for a minute
   */
  Frame receive() throws IOException, InterruptedException {
    return next().frame();
  }

  private Said next() throws IOException, InterruptedException {
    Said said = inbox.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (said == null) {
      throw new IOException("no worker said anything for " + PATIENCE_SECONDS + " s");
    } else if (said.frame().type().equals("gone")) {
      throw new IOException("a worker is gone");
    }
    return said;
  }

  /** The result of a task, from the worker that holds it. */
  byte[] get(String worker, String key) throws IOException {
    Member member = members.get(worker);
    if (member == null) {
      throw new IOException("no worker " + worker);
    }
    return Fetching.ask(member.port, key, key).payload();
  }

  /** Sums of what the workers moved since the last time. */
  public Map<String, Long> tally() throws IOException, InterruptedException {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (Member member : members.values()) {
      member.link.send(Frame.of("tally"));
    }
    for (int i = 0; i < members.size(); i++) {
      Frame frame = receive();
      frame
          .fields()
          .forEach((name, value) -> {
            if (!name.equals("worker")) {
              sums.merge(name, Long.parseLong(value), Long::sum);
            }
          });
    }
    return sums;
  }

  /** Ends the workers and waits for them. */
  @Override
  public void close() {
    for (Member member : members.values()) {
      try {
        member.link.send(Frame.of("stop"));
      } catch (IOException e) {
        // It is gone already.
      }
    }
    children.close();
    members.values().forEach(member -> member.link.close());
    door.close();
  }
}
