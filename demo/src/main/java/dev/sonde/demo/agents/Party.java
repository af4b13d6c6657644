package dev.sonde.demo.agents;

import dev.sonde.demo.wire.Exchange;
import dev.sonde.demo.wire.Link;
import dev.sonde.demo.wire.Mail;
import dev.sonde.sdk.Sonde;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One that sends requests and answers those that it gets, one after another. Requests and answers have
 * one tag.
 */
final class Party implements AutoCloseable {

  /** What it does when it is asked. */
  interface Action {
    long answer(String name, long argument) throws Exception;
  }

  private final Sonde sonde;
  private final String self;
  private final Link link;
  private final Map<String, CompletableFuture<Long>> asked = new ConcurrentHashMap<>();
  private final BlockingQueue<Mail> requests = new LinkedBlockingQueue<>();
  private final CompletableFuture<IOException> failure = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  private Party(Sonde sonde, String self, Link link) {
    this.sonde = sonde;
    this.self = self;
    this.link = link;
  }

  static Party join(Sonde sonde, String self, int exchange) throws IOException {
    Party party = new Party(sonde, self, Exchange.join(exchange, self));
    party.link.read("mailbox", party::take, () -> party.end.complete(null));
    return party;
  }

  private void take(dev.sonde.demo.wire.Frame frame) {
    if (frame.type().equals("end")) {
      end.complete(null);
      return;
    }
    Mail mail = Mail.received(sonde, frame);
    if (mail.type().startsWith("response")) {
      CompletableFuture<Long> waiting = asked.remove(mail.tag());
      if (waiting != null) {
        waiting.complete(number(mail.body()));
      }
    } else {
      requests.add(mail);
    }
  }

  /** Nobody will answer any more. */
  void fail(IOException why) {
    failure.complete(why);
    asked.values().forEach(answer -> answer.completeExceptionally(why));
  }

  /** Asks another and waits for the answer. */
  long ask(String other, String action, long argument) throws Exception {
    String tag = UUID.randomUUID().toString();
    CompletableFuture<Long> answer = new CompletableFuture<>();
    asked.put(tag, answer);
    var _ = failure.thenAccept(answer::completeExceptionally);
    Span span =
        span("ask " + other + "." + action, SpanKind.CLIENT)
            .setAttribute("message.tag", tag)
            .setAttribute("sonde.component", "waiting");
    try (Scope _ = span.makeCurrent()) {
      Mail.send(sonde, link, tag, self, other, "request " + action, bytes(argument));
      return answer.get();
    } finally {
      span.end();
    }
  }

  /** Answers until the exchange says that it is over. */
  void serve(Action action) throws InterruptedException {
    Thread worker = Thread.ofPlatform().daemon().name("actions").start(() -> answerAll(action));
    end.join();
    worker.interrupt();
    worker.join();
  }

  private void answerAll(Action action) {
    try {
      while (true) {
        answer(requests.take(), action);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      end.complete(null);
    }
  }

  private void answer(Mail request, Action action) throws IOException, InterruptedException {
    String name = request.type().substring("request ".length());
    try (var _ = sonde.messages().handling(request.headers())) {
      Span span =
          span(self + "." + name, SpanKind.SERVER)
              .setAttribute("gen_ai.operation.name", "invoke_agent")
              .setAttribute("gen_ai.agent.name", self)
              .setAttribute("gen_ai.agent.id", self + "-1")
              .setAttribute("action.name", name)
              .setAttribute("message.tag", request.tag())
              .setAttribute("task.input.argument", number(request.body()));
      try (Scope _ = span.makeCurrent()) {
        long result = action.answer(name, number(request.body()));
        span.setAttribute("task.output", result);
        Mail.send(
            sonde, link, request.tag(), self, request.from(), "response " + name, bytes(result));
      } catch (InterruptedException | IOException e) {
        throw e;
      } catch (Exception e) {
        span.recordException(e);
        span.setStatus(StatusCode.ERROR);
      } finally {
        span.end();
      }
    }
  }

  private Span span(String name, SpanKind kind) {
    return sonde
        .openTelemetry()
        .getTracer("dev.sonde.demo")
        .spanBuilder(name)
        .setSpanKind(kind)
        .setParent(Context.current())
        .startSpan();
  }

  private static byte[] bytes(long number) {
    return Long.toString(number).getBytes(StandardCharsets.UTF_8);
  }

  private static long number(byte[] bytes) {
    return Long.parseLong(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    link.close();
  }
}
