package io.hecktor.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What {@code report.json} tells of a batch as a whole. */
final class BatchJson {

  private static final double CONFIDENCE = 0.95;

  private final TestRunReport report;

  BatchJson(TestRunReport report) {
    this.report = report;
  }

  ObjectNode node() {
    ObjectNode node = Json.newObject();
    BatchFacts facts = report.batch();
    node.put("executor", facts.executor());
    node.put("found", facts.found());
    node.put("chosen", report.cases().size() + facts.unfinished().size());
    Optional<BatchSummary> summary = BatchSummary.of(report);
    node.put("passed", summary.map(BatchSummary::passed).orElse(0));
    node.put("failed", summary.map(BatchSummary::failed).orElse(0));
    ArrayNode unfinished = node.putArray("unfinished");
    for (UnfinishedCase one : facts.unfinished()) {
      ObjectNode open = unfinished.addObject().put("case", one.caseName());
      open.put("cause", one.cause().key()).put("evidence", one.words());
    }
    summary.ifPresent(all -> figures(node, all));
    return node;
  }

  private void figures(ObjectNode node, BatchSummary all) {
    node.set("timeSeconds", spread(all.time(), all.timeLimit(), 3));
    all.memory()
        .ifPresent(
            memory -> node.set("memoryBytes", spread(memory, (double) all.memoryLimit(), 0)));
    ArrayNode slowest = node.putArray("slowest");
    for (CaseResult one : all.slowest()) {
      ObjectNode slow = slowest.addObject().put("case", one.caseName());
      slow.put("durationSeconds", ReportJson.seconds(one.usage().duration()));
    }
    ArrayNode hungriest = node.putArray("hungriest");
    for (CaseResult one : all.hungriest()) {
      hungriest
          .addObject()
          .put("case", one.caseName())
          .put("peakMemoryBytes", BatchSummary.peak(one));
    }
    node.set("breach", breach(all.chance()));
    if (!all.scores().isEmpty()) {
      node.set("scores", scores(all.scores()));
    }
  }

  private static ObjectNode spread(Spread spread, double limit, int digits) {
    ObjectNode node = Json.newObject();
    node.put("cases", spread.count());
    node.put("least", rounded(spread.least(), digits));
    node.put("median", rounded(spread.quantile(0.5), digits));
    node.put("mean", rounded(spread.mean(), digits));
    node.put("ninetyPercentWithin", rounded(spread.quantile(0.9), digits));
    node.put("ninetyNinePercentWithin", rounded(spread.quantile(0.99), digits));
    node.put("most", rounded(spread.most(), digits));
    node.put("limit", rounded(limit, digits));
    node.put("mostOfLimit", rounded(spread.most() / limit, 4));
    node.put("chanceOfMoreIn" + BatchSummary.TEST_PHASE, rounded(chanceOfMore(spread), 4));
    return node;
  }

  private static double chanceOfMore(Spread spread) {
    return spread.anyAbove(BatchSummary.TEST_PHASE);
  }

  private static ObjectNode breach(Chance chance) {
    ObjectNode node = Json.newObject();
    node.put("failures", chance.failures());
    node.put("cases", chance.cases());
    node.put("confidence", CONFIDENCE);
    node.set("perCase", interval(chance.perCase()));
    node.set(
        "atLeastOneIn" + BatchSummary.TEST_PHASE, interval(chance.anyOf(BatchSummary.TEST_PHASE)));
    return node;
  }

  private static ArrayNode interval(Chance.Interval interval) {
    return Json.newArray().add(rounded(interval.low(), 6)).add(rounded(interval.high(), 6));
  }

  private static ArrayNode scores(List<ScoreSummary.Figure> figures) {
    ArrayNode all = Json.newArray();
    for (ScoreSummary.Figure one : figures) {
      ObjectNode node = all.addObject().put("path", one.path()).put("figure", one.name());
      node.put("value", rounded(one.value(), 6)).put("cases", one.cases());
      node.put("detail", one.rest());
    }
    return all;
  }

  private static BigDecimal rounded(double value, int digits) {
    return ReportJson.rounded(BigDecimal.valueOf(value), digits);
  }
}
