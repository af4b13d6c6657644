package dev.sonde.demo.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A connection to another process. Any thread may send; one thread reads. */
public final class Link implements AutoCloseable {

  private static final int PIECE = 64 << 10;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final ReentrantLock sending = new ReentrantLock();

  Link(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), PIECE));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), PIECE));
  }

  /** To a door on this machine. */
  public static Link to(int port) throws IOException {
    return new Link(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  public void send(Frame frame) throws IOException {
    sending.lock();
    try {
      frame.write(out);
    } finally {
      sending.unlock();
    }
  }

  /** Waits for the next message. */
  public Frame receive() throws IOException {
    return Frame.read(in);
  }

  /** Hands on each message as it comes, on a thread of its own, until the other side is gone. */
  public void read(String thread, Consumer<Frame> each, Runnable gone) {
    Thread.ofPlatform()
        .daemon()
        .name(thread)
        .start(() -> {
          try {
            while (true) {
              each.accept(receive());
            }
          } catch (IOException e) {
            gone.run();
          }
        });
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
