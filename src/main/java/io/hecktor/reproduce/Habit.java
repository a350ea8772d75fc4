package io.hecktor.reproduce;

/** A habit of builds that makes two of them differ, and what to do about it. */
public enum Habit {
  JAR_TIMES(
      "a jar whose entries carry the time of the build",
      "Set <project.build.outputTimestamp>2025-07-01T00:00:00Z</project.build.outputTimestamp> in"
          + " the POM and take maven-jar-plugin 3.2 or later."),
  GENERATED_DATE(
      "a generated file that names the time of the build",
      "Take ${maven.build.timestamp} and the like out of it, or write"
          + " ${project.build.outputTimestamp} instead."),
  PROPERTIES_DATE(
      "a properties file stored by java.util.Properties, which begins with the date",
      "Set -Djava.properties.date (JDK 18 or later), or write the file without"
          + " Properties.store."),
  GZIP_TIME("a gzip file that carries the time when it was made", "Make it with `gzip -n`."),
  SNAPSHOT(
      "a snapshot dependency, which is another file whenever it is deployed",
      "Depend on a release, or on the snapshot's full version with its date and number."),
  OTHER_JDK(
      "another JDK",
      "Name one JDK for all: the toolchains plugin for the compiler and <jdk> for the run-time"
          + " image."),
  ABSOLUTE_PATH(
      "a file that names the folder of the project or of the user",
      "Write paths relative to ${project.basedir}, or leave them out."),
  USER_OR_HOST(
      "a file that names who built it, or where",
      "Leave it out, such as with <addDefaultEntries>false</addDefaultEntries> in the jar plugin's"
          + " <archive>."),
  TIME_ZONE(
      "a time written in the zone of the machine",
      "Format times in UTC: DateTimeFormatter.ISO_INSTANT."),
  LOCALE(
      "text written in the language of the machine",
      "Format with Locale.ROOT, and do not compare strings by the default Collator."),
  ENCODING(
      "text written in the encoding of the machine",
      "Set <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding> and name the charset"
          + " wherever text is written."),
  LINE_ENDINGS(
      "line ends of the machine",
      "Write \\n and not System.lineSeparator(), and put `* text=auto eol=lf` into"
          + " .gitattributes."),
  CORES(
      "the number of the machine's processors",
      "Do not write it down, and merge what threads did in an order of its own."),
  ORDER(
      "an order that is that of a HashMap, of threads or of the file system",
      "Sort before writing, or use LinkedHashMap and TreeMap."),
  RANDOM(
      "a random number or UUID",
      "Derive it from the content: UUID.nameUUIDFromBytes, or a Random with a fixed seed."),
  UMASK(
      "permissions that follow the umask of whoever builds",
      "Set the modes in the plugin that packs it, such as <fileMode>0644</fileMode>, or build"
          + " under umask 022."),
  OTHER_COMPRESSION(
      "the same content compressed by another zlib",
      "Build on one JDK, or store the jar: <compress>false</compress> in the plugin's <archive>."),
  FILE_SET(
      "a file that only one of the builds has",
      "Find the plugin that writes it: it keeps what an earlier build left, or skips what it thinks"
          + " is done."),
  PARAMETER(
      "a parameter that is not the same for both builds",
      "Put it into the POM, and not on the command line or into settings.xml."),
  UNKNOWN(
      "nothing that is recognised",
      "Compare the two files that are named; a clock, a random number or an order is in them.");

  private final String cause;
  private final String fix;

  Habit(String cause, String fix) {
    this.cause = cause;
    this.fix = fix;
  }

  /** What makes the builds differ; ends a sentence. */
  public String cause() {
    return cause;
  }

  /** What to do, in whole sentences. */
  public String fix() {
    return fix;
  }
}
