package io.hecktor.goal;

import io.hecktor.verify.CaseRecords;
import io.hecktor.verify.LocalCase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The cases of one image that are to be run.
 *
 * @param image to run
 * @param found how many cases there were to choose from
 * @param chosen all that the report tells of
 * @param pending those of them that have no verdict yet
 * @param stamps for each chosen case, all that its verdict depends on
 * @param folder where it leaves its traces
 */
record Batch(
    BuiltImage image,
    int found,
    List<LocalCase> chosen,
    List<LocalCase> pending,
    Map<String, String> stamps,
    Path folder) {

  /** Hidden, so that no case can have its name. */
  private static final String RECORDS = ".records";

  Batch {
    chosen = List.copyOf(chosen);
    pending = List.copyOf(pending);
    stamps = Map.copyOf(stamps);
  }

  String task() {
    return image.task().task().name();
  }

  CaseRecords records() {
    return records(folder);
  }

  static CaseRecords records(Path folder) {
    return new CaseRecords(folder.resolve(RECORDS));
  }

  String stamp(LocalCase one) {
    return stamps.getOrDefault(one.name(), "");
  }
}
