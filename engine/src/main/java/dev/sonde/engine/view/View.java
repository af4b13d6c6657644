package dev.sonde.engine.view;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Report;

/**
 * One question, declared once: from this come the command and its help, the JSON, the page and the entry
 * in the guide.
 *
 * @param <P> its parameters, beside the options that all views share
 * @param <R> its result; its components are the JSON, in snake case
 */
public interface View<P extends Record, R extends Record> {

  /** What surfaces need to know before anything is asked. */
  About about();

  /** Its own options and argument. */
  Parameters<P> parameters();

  /** Asks the store, and works out the result. */
  Answered<R> answer(P parameters, Ask ask);

  /** The result for people, and what to ask next. */
  Report report(R result, P parameters, Ask ask);
}
