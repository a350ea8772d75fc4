package io.hecktor.goal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.oci.Json;
import io.hecktor.reproduce.Difference;
import io.hecktor.reproduce.Habit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What came of building twice: for people, and as {@code verify-reproducible.json}. */
final class VerifyReport {

  /** More of one habit say nothing new. */
  private static final int TOLD_OF_A_HABIT = 3;

  private final List<String> varied;
  private final List<ComparedArchive> archives;

  VerifyReport(List<String> varied, List<ComparedArchive> archives) {
    this.varied = varied;
    this.archives = archives;
  }

  boolean isReproducible() {
    return archives.stream().allMatch(ComparedArchive::isSame);
  }

  byte[] json() {
    ObjectNode node = Json.newObject();
    node.put("reproducible", isReproducible());
    varied.forEach(node.putArray("varied")::add);
    ArrayNode all = node.putArray("archives");
    for (ComparedArchive archive : archives) {
      ObjectNode one = all.addObject();
      one.put("name", archive.name());
      one.put("first", archive.first().toString());
      one.put("second", archive.second().toString());
      ArrayNode differences = one.putArray("differences");
      archive.differences().forEach(difference -> add(differences.addObject(), difference));
    }
    return Json.pretty(node);
  }

  private static void add(ObjectNode node, Difference difference) {
    difference.place().forEach(node.putArray("place")::add);
    node.put("what", difference.what());
    node.put("habit", difference.habit().name());
    node.put("cause", difference.habit().cause());
    node.put("fix", difference.habit().fix());
  }

  void tell(Progress progress) {
    for (ComparedArchive archive : archives) {
      if (archive.isSame()) {
        progress.stage(archive.name() + ": the same bytes, sha256 " + archive.first().hex());
      } else {
        progress.stage(
            archive.name()
                + ": sha256 "
                + archive.first().hex()
                + ", and built again "
                + archive.second().hex());
        byHabit(archive).forEach((habit, found) -> tell(habit, found, progress));
      }
    }
    progress.stage("Other in the second build: " + String.join("; ", varied));
  }

  private static Map<Habit, List<Difference>> byHabit(ComparedArchive archive) {
    Map<Habit, List<Difference>> sorted = new EnumMap<>(Habit.class);
    for (Difference difference : archive.differences()) {
      sorted
          .computeIfAbsent(difference.habit(), habit -> new java.util.ArrayList<>())
          .add(difference);
    }
    return sorted;
  }

  private static void tell(Habit habit, List<Difference> found, Progress progress) {
    found.stream()
        .limit(TOLD_OF_A_HABIT)
        .forEach(one -> progress.stage("  " + one.where() + ": " + one.what()));
    if (found.size() > TOLD_OF_A_HABIT) {
      progress.stage("  and " + (found.size() - TOLD_OF_A_HABIT) + " more like these");
    }
    progress.stage("    cause: " + habit.cause());
    progress.stage("    fix:   " + habit.fix());
  }

  Problem problem(String file) {
    List<ComparedArchive> other = archives.stream().filter(one -> !one.isSame()).toList();
    Difference first = other.get(0).differences().get(0);
    return new Problem(
        ErrorCode.NOT_REPRODUCIBLE,
        "Built again, "
            + String.join(", ", other.stream().map(one -> "`" + one.name() + "`").toList())
            + (other.size() == 1 ? " has" : " have")
            + " other bytes, by "
            + first.habit().cause()
            + ".",
        "Nobody could make this submission from its sources again, and `"
            + file
            + "` lists each difference.",
        first.habit().fix());
  }
}
