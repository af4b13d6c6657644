package dev.sonde.demo.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;

/** Where other processes of this machine connect to. */
public final class Door implements AutoCloseable {

  private final ServerSocket socket;

  private Door(ServerSocket socket) {
    this.socket = socket;
  }

  /** On a free port; each connection is handed on by a thread of the door. */
  public static Door open(String thread, Consumer<Link> each) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Door door = new Door(socket);
    Thread.ofPlatform()
        .daemon()
        .name(thread)
        .start(() -> {
          try {
            while (true) {
              each.accept(new Link(socket.accept()));
            }
          } catch (IOException e) {
            // Closed.
          }
        });
    return door;
  }

  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to lose.
    }
  }
}
