package dev.sonde.demo.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Mailboxes of parties: what comes for one that is not there yet waits for it. For any thread.
 */
public final class Exchange implements AutoCloseable {

  private final Map<String, Link> there = new HashMap<>();
  private final Map<String, List<Frame>> waiting = new HashMap<>();
  private final Door door;

  private Exchange() throws IOException {
    door =
        Door.open("exchange", link -> link.read("mailbox", frame -> take(frame, link), () -> {}));
  }

  public static Exchange open() throws IOException {
    return new Exchange();
  }

  public int port() {
    return door.port();
  }

  /** A party's connection; what waited for it comes at once. */
  public static Link join(int port, String party) throws IOException {
    Link link = Link.to(port);
    link.send(Frame.of("join", "party", party));
    return link;
  }

  /** Tells every party that is there to end. */
  private void end() {
    for (Link link : there.values()) {
      try {
        link.send(Frame.of("end"));
      } catch (IOException e) {
        // It has ended.
      }
    }
  }

  private synchronized void take(Frame frame, Link from) {
    try {
      if (frame.type().equals("join")) {
        String party = frame.text("party");
        there.put(party, from);
        for (Frame each : waiting.getOrDefault(party, List.of())) {
          from.send(each);
        }
        waiting.remove(party);
        return;
      }
      Link to = there.get(frame.text("to"));
      if (to == null) {
        waiting.computeIfAbsent(frame.text("to"), name -> new ArrayList<>()).add(frame);
      } else {
        to.send(frame);
      }
    } catch (IOException e) {
      // Whoever it was for is gone; the program sees that by itself.
    }
  }

  @Override
  public synchronized void close() {
    end();
    door.close();
    there.values().forEach(Link::close);
  }
}
