package io.hecktor.goal;

import io.hecktor.Progress;
import io.hecktor.verify.BatchFacts;
import io.hecktor.verify.CaseRecord;
import io.hecktor.verify.CaseRecords;
import io.hecktor.verify.JunitReport;
import io.hecktor.verify.LocalCase;
import io.hecktor.verify.ReportJson;
import io.hecktor.verify.RunTable;
import io.hecktor.verify.TestRunReport;
import io.hecktor.verify.UnfinishedCase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a report together from the records that a batch has left.
 *
 * @param profile whose rules it was judged by
 * @param executor where it ran
 * @param started when it began
 */
record Assembly(String profile, String executor, Instant started) {

  /** The report of a batch, with what is known of cases without a record. */
  TestRunReport report(Batch batch, List<UnfinishedCase> left) throws IOException {
    CaseRecords records = batch.records();
    List<String> names = new ArrayList<>();
    Exactly exactly = new Exactly();
    Set<String> engines = new LinkedHashSet<>();
    for (LocalCase one : batch.chosen()) {
      Optional<CaseRecord> record = records.read(one.name());
      record.ifPresent(
          it -> {
            names.add(one.name());
            exactly.add(it.exactness());
            engines.add(it.engine());
          });
    }
    return new TestRunReport(
        new TestRunReport.Subject(
            batch.task(),
            batch.image().image().config().imageId(),
            engines.isEmpty() ? "none" : String.join(", ", engines),
            profile),
        started,
        batch.image().task().task().limits(),
        exactly.words(),
        records.results(names),
        new BatchFacts(executor, batch.found(), left));
  }

  /**
   * Where reports go.
   *
   * @param folder of the task's test run
   * @param ascii whether the console takes no more than ASCII
   */
  record Written(Path folder, boolean ascii, Progress progress) {

    /** Leaves a report as files and as lines. */
    void of(TestRunReport report) throws IOException {
      ReportJson.write(report, folder.resolve(TaskRun.REPORT));
      JunitReport.write(report, folder.resolve(JunitReport.fileName(report.subject().task())));
      RunTable table = new RunTable(report, ascii);
      table.lines().forEach(progress::stage);
      table.findings().forEach(progress::stage);
    }
  }
}
