package dev.sonde.engine.view;

import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.view.account.AccountView;
import dev.sonde.engine.view.cache.CacheView;
import dev.sonde.engine.view.check.CheckView;
import dev.sonde.engine.view.cluster.ClusterView;
import dev.sonde.engine.view.compare.CompareView;
import dev.sonde.engine.view.criticalpath.CriticalPathView;
import dev.sonde.engine.view.detail.DetailView;
import dev.sonde.engine.view.diagnose.DiagnoseView;
import dev.sonde.engine.view.difference.DifferenceView;
import dev.sonde.engine.view.erred.ErredView;
import dev.sonde.engine.view.events.EventsView;
import dev.sonde.engine.view.fields.FieldsView;
import dev.sonde.engine.view.held.HeldView;
import dev.sonde.engine.view.histogram.HistogramView;
import dev.sonde.engine.view.lineage.LineageView;
import dev.sonde.engine.view.logs.LogsView;
import dev.sonde.engine.view.messages.MessagesView;
import dev.sonde.engine.view.metrics.MetricsView;
import dev.sonde.engine.view.neighbours.NeighboursView;
import dev.sonde.engine.view.overview.OverviewView;
import dev.sonde.engine.view.prefixes.PrefixesView;
import dev.sonde.engine.view.progress.ProgressView;
import dev.sonde.engine.view.red.RedView;
import dev.sonde.engine.view.replay.ReplayView;
import dev.sonde.engine.view.runs.RunsView;
import dev.sonde.engine.view.services.ServicesView;
import dev.sonde.engine.view.span.SpanView;
import dev.sonde.engine.view.spans.SpansView;
import dev.sonde.engine.view.stats.StatsView;
import dev.sonde.engine.view.stragglers.StragglersView;
import dev.sonde.engine.view.task.TaskView;
import dev.sonde.engine.view.tasks.TasksView;
import dev.sonde.engine.view.thing.ThingView;
import dev.sonde.engine.view.things.ThingsView;
import dev.sonde.engine.view.timeline.TimelineView;
import dev.sonde.engine.view.trace.TraceView;
import dev.sonde.engine.view.traces.TracesView;
import dev.sonde.engine.view.transfers.TransfersView;
import dev.sonde.engine.view.tree.TreeView;
import dev.sonde.engine.view.trends.TrendsView;
import dev.sonde.engine.view.versions.VersionsView;
import dev.sonde.engine.view.worker.WorkerView;
import dev.sonde.engine.view.workers.WorkersView;
import java.util.List;

/** Every view, in the order of an investigation. A new one is added here, and shows up everywhere. */
public final class Views {

  public static final List<View<?, ?>> ALL =
      List.of(
          new OverviewView(),
          new DiagnoseView(),
          new AccountView(),
          new ClusterView(),
          new ProgressView(),
          new VersionsView(),
          new PrefixesView(),
          new WorkersView(),
          new DetailView(),
          new TimelineView(),
          new StragglersView(),
          new DifferenceView(),
          new CriticalPathView(),
          new ReplayView(),
          new TransfersView(),
          new CacheView(),
          new StatsView(),
          new ServicesView(),
          new RedView(),
          new HistogramView(),
          new WorkerView(),
          new TraceView(),
          new SpanView(),
          new LineageView(),
          new TracesView(),
          new EventsView(),
          new LogsView(),
          new SpansView(),
          new TasksView(),
          new ErredView(),
          HeldView.blocked(),
          HeldView.queued(),
          new TaskView(),
          NeighboursView.dependencies(),
          NeighboursView.dependents(),
          new ThingsView(),
          new ThingView(),
          new TreeView(),
          new MessagesView(),
          new MetricsView(),
          new FieldsView(),
          new CheckView(),
          new RunsView(),
          new TrendsView(),
          new CompareView());

  private Views() {}

  /**
   * The view of a name.
   *
   * @throws UsageException where there is none, with the nearest names
   */
  public static View<?, ?> named(String name) {
    for (View<?, ?> view : ALL) {
      if (view.about().name().equals(name)) {
        return view;
      }
    }
    throw new UsageException(
        Suggestion.unknown("view", name, ALL.stream().map(view -> view.about().name()).toList()));
  }
}
