package io.hecktor.goal;

import io.hecktor.ErrorCode;
import io.hecktor.challenge.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What goes wrong for participants, how it is provoked, and what they have to be told.
 *
 * @param name a few words for it
 * @param start what the image starts
 * @param rules by which it is judged
 * @param told what the console and both reports have to say
 */
record CommonError(String name, Start start, Rules rules, List<Told> told) {

  private static final long MIB = 1L << 20;

  /** What the image starts, and where. */
  record Start(List<String> argv, String workingDirectory, String locale) {}

  /** The profile, one of its tasks, and its limits changed. */
  record Rules(String profile, String task, UnaryOperator<Limits> limits) {}

  /**
   * A finding.
   *
   * @param code in the catalogue
   * @param cause words of its subject or evidence
   * @param fix words of what to do
   */
  record Told(ErrorCode code, String cause, String fix) {}

  /** A mishap of the program, by its name and arguments. */
  static CommonError of(String name, String... deed) {
    return java(name, List.of(), List.of(deed));
  }

  /** A mishap of the program with flags for its Java. */
  static CommonError java(String name, List<String> flags, List<String> deed) {
    List<String> words = new ArrayList<>(flags);
    words.addAll(List.of("-cp", "/opt/app/app.jar", "org.example.Mishaps"));
    words.addAll(deed);
    return plain(name, words);
  }

  /** A mishap of Java itself. */
  static CommonError plain(String name, List<String> words) {
    List<String> argv =
        new ArrayList<>(
            List.of("/opt/java/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    argv.addAll(words);
    return program(name, argv);
  }

  /** A mishap of whatever the image starts. */
  static CommonError program(String name, List<String> argv) {
    return new CommonError(
        name,
        new Start(argv, "/opt/app", "C.UTF-8"),
        new Rules("hecktor2025", "task2", limits -> limits),
        List.of());
  }

  CommonError tells(ErrorCode code, String cause, String fix) {
    List<Told> more = new ArrayList<>(told);
    more.add(new Told(code, cause, fix));
    return new CommonError(name, start, rules, List.copyOf(more));
  }

  CommonError workingIn(String folder) {
    return new CommonError(name, new Start(start.argv(), folder, start.locale()), rules, told);
  }

  CommonError speaking(String locale) {
    return new CommonError(
        name, new Start(start.argv(), start.workingDirectory(), locale), rules, told);
  }

  CommonError task(String task) {
    return with(new Rules(rules.profile(), task, rules.limits()));
  }

  CommonError profile(String profile) {
    return with(new Rules(profile, rules.task(), rules.limits()));
  }

  CommonError within(Duration time) {
    return with(limits -> limits.withTime(limits.time().overriddenBy(time, "hecktor.timeLimit")));
  }

  CommonError memory(int mib) {
    return with(
        limits ->
            limits.withMemory(limits.memoryBytes().overriddenBy(mib * MIB, "hecktor.memoryLimit")));
  }

  /** Under the platform's {@code RLIMIT_DATA}, made small. */
  CommonError data(int mib) {
    return profile("hecktor2025-platform")
        .with(
            limits ->
                new Limits(
                    limits.time(),
                    limits.memoryBytes(),
                    limits.gpuMemoryBytes(),
                    limits.archiveBytes(),
                    limits.dataSegmentBytes().map(it -> it.overriddenBy(mib * MIB, "a test"))));
  }

  private CommonError with(UnaryOperator<Limits> limits) {
    return with(new Rules(rules.profile(), rules.task(), limits));
  }

  private CommonError with(Rules other) {
    return new CommonError(name, start, other, told);
  }

  @Override
  public String toString() {
    return name;
  }
}
