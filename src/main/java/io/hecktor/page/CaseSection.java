package io.hecktor.page;

import io.hecktor.ByteSize;
import io.hecktor.challenge.Limits;
import io.hecktor.verify.CaseFacts;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.Outputs;
import io.hecktor.verify.Printable;
import io.hecktor.verify.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One case in full. */
final class CaseSection {

  private static final int MOST_OUTPUTS = 20;
  private static final int MOST_VALUE_CHARS = 400;
  private static final int MOST_LOG_CHARS = 4000;

  private final CaseResult one;
  private final Limits limits;
  private final Optional<Exhibit> exhibit;
  private final Notes notes;

  private CaseSection(CaseResult one, Limits limits, Optional<Exhibit> exhibit, Notes notes) {
    this.one = one;
    this.limits = limits;
    this.exhibit = exhibit;
    this.notes = notes;
  }

  static Html of(CaseResult one, Limits limits, Optional<Exhibit> exhibit, Notes notes) {
    return new CaseSection(one, limits, exhibit, notes).html();
  }

  private Html html() {
    Html section = Html.of("section").styled("case");
    section.add(
        Html.of("h3")
            .text("Case " + one.caseName() + " ")
            .add(Parts.Mark.of(one.passed()).badge(one.passed() ? "passed" : "failed")));
    section.add(notes.of(one)).add(usage());
    exhibit.flatMap(Exhibit::picture).ifPresent(it -> section.add(Pictures.of(it, one.caseName())));
    if (!one.outputs().listed().isEmpty()) {
      section.add(outputs());
    }
    if (!one.scores().isEmpty()) {
      section.add(scores());
    }
    for (Exhibit.Excerpt log : exhibit.map(Exhibit::logs).orElse(List.of())) {
      section
          .add(Parts.heading("h4", "The end of " + log.name()))
          .add(Html.of("pre").text(Printable.lines(log.text(), MOST_LOG_CHARS)));
    }
    return section;
  }

  private Html usage() {
    CaseFacts.Usage usage = one.usage();
    Html all = Html.of("div").styled("columns");
    all.add(measure("Time", timeMeter(one, limits).html()));
    all.add(
        measure(
            "Peak memory",
            memoryMeter(one, limits)
                .map(Meter::html)
                .orElseGet(() -> Html.of("p", "soft", "not measured by this engine"))));
    if (usage.peakGpuMemoryBytes().isPresent()) {
      all.add(measure("Peak memory of the GPU", gpuMeter(usage.peakGpuMemoryBytes().getAsLong())));
    }
    Html whole = Html.of("div").add(all);
    if (usage.memory().values().isEmpty()) {
      return whole.add(
          Parts.paragraph(
              "soft small",
              "There is no curve of the memory: this engine gave no samples, or the run was too"
                  + " short for one."));
    }
    return whole.add(
        new MemoryChart(usage.memory(), usage.duration(), limits.memoryBytes().value()).html());
  }

  private Html gpuMeter(long bytes) {
    long limit = limits.gpuMemoryBytes().value();
    return new Meter(ByteSize.format(bytes) + " of " + ByteSize.format(limit), bytes, limit).html();
  }

  static Meter timeMeter(CaseResult one, Limits limits) {
    var taken = one.usage().duration();
    var limit = limits.time().value();
    return new Meter(
        Numbers.time(taken) + " of " + Numbers.time(limit), taken.toNanos(), limit.toNanos());
  }

  static Optional<Meter> memoryMeter(CaseResult one, Limits limits) {
    if (one.usage().peakMemoryBytes().isEmpty()) {
      return Optional.empty();
    }
    long peak = one.usage().peakMemoryBytes().getAsLong();
    long limit = limits.memoryBytes().value();
    return Optional.of(
        new Meter(ByteSize.format(peak) + " of " + ByteSize.format(limit), peak, limit));
  }

  private static Html measure(String name, Html meter) {
    return Html.of("div").add(Parts.heading("h4", name)).add(meter);
  }

  private Html outputs() {
    Parts.Table table =
        new Parts.Table("What case " + one.caseName() + " left")
            .column("file", "name")
            .column("size", "number")
            .column("content", "words");
    List<Outputs.Output> listed = one.outputs().listed();
    for (Outputs.Output output : listed.subList(0, Math.min(MOST_OUTPUTS, listed.size()))) {
      table.row(
          Parts.code(output.path()),
          Parts.text(ByteSize.format(output.bytes())),
          value(output.path())
              .map(Parts::code)
              .orElseGet(
                  () ->
                      Html.of(
                          "span",
                          "soft small mono",
                          output
                              .sha256()
                              .map(digest -> "sha256 " + digest.hex().substring(0, 16) + "…")
                              .orElse("not read"))));
    }
    int more = listed.size() - MOST_OUTPUTS + one.outputs().omitted();
    Html all = Html.of("div").add(Parts.heading("h4", "Outputs")).add(table.html());
    return more > 0 ? all.add(Parts.paragraph("soft small", more + " more files.")) : all;
  }

  private Optional<String> value(String path) {
    return exhibit.map(Exhibit::values).orElse(List.of()).stream()
        .filter(excerpt -> excerpt.name().equals(path))
        .map(excerpt -> Printable.line(excerpt.text().strip(), MOST_VALUE_CHARS))
        .findFirst();
  }

  private Html scores() {
    Parts.Table table =
        new Parts.Table("Case " + one.caseName() + " beside its expected/ folder")
            .column("output", "name")
            .column("expected", "number")
            .column("found", "number")
            .column("agreement", "words");
    for (Score score : one.scores()) {
      List<String> words = words(score);
      List<Html> cells = new ArrayList<>();
      cells.add(Parts.code(Printable.line(score.path(), 300)));
      words.forEach(word -> cells.add(Parts.text(word)));
      table.row(cells.toArray(Html[]::new));
    }
    return Html.of("div").add(Parts.heading("h4", "Expected and found")).add(table.html());
  }

  private static List<String> words(Score score) {
    if (score instanceof Score.Overlap it) {
      return List.of(
          String.format(Locale.ROOT, "%,d voxels", it.expected()),
          String.format(Locale.ROOT, "%,d voxels", it.actual()),
          String.format(Locale.ROOT, "Dice of label %d: %.4f", it.label(), it.dice()));
    }
    if (score instanceof Score.Value it) {
      double difference = it.actual() - it.expected();
      return List.of(
          Numbers.value(it.expected()),
          Numbers.value(it.actual()),
          difference == 0 ? "the same" : "difference " + Numbers.value(difference));
    }
    if (score instanceof Score.Survival it) {
      return List.of(
          Numbers.value(it.time()) + (it.event() ? ", event" : ", no event"),
          Numbers.value(it.risk()),
          "a risk, to be ranked over all cases");
    }
    if (score instanceof Score.Flag it) {
      boolean agrees = (it.actual() >= 0.5) == it.expected();
      return List.of(
          Boolean.toString(it.expected()),
          Numbers.value(it.actual()),
          agrees ? "agrees" : "differs");
    }
    boolean same = score instanceof Score.Match it && it.same();
    return List.of("", "", same ? "the same" : "differs");
  }
}
