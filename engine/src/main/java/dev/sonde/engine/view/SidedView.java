package dev.sonde.engine.view;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.report.Report;
import java.util.List;

/**
 * A view that sets runs against runs. They may lie in one store, which it is then asked of like any other,
 * or in a store each: of a store it keeps a summary, so that no two need to be open at once.
 *
 * @param <S> what it needs to know of a run
 */
public interface SidedView<P extends Record, R extends Record, S> extends View<P, R> {

  /** All runs of a store, each of which is a repeat of its side. */
  List<S> summaries(Ask ask);

  /** Sets the sides against each other. */
  Answered<R> answer(P parameters, Scope scope, List<S> before, List<S> after);

  /** The result for people, and what to ask next of what came after. */
  Report report(R result, P parameters, Scope scope);
}
