package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code /proc/PID/status} tells of a process; all zeros when it has ended.
 *
 * @param pid in this process's PID namespace
 * @param name of its program, at most 15 bytes
 * @param namespaceDepth in how many PID namespaces it has a number
 * @param innermost its number in the last of them
 * @param residentBytes its anonymous and shared memory; files that are mapped are not in it
 */
record ProcessStatus(
    long pid, String name, int namespaceDepth, long innermost, long residentBytes) {

  private static final long KIB = 1024;

  static ProcessStatus read(long pid) {
    Map<String, String> lines = lines(pid, "status");
    String[] numbers = lines.getOrDefault("NSpid", Long.toString(pid)).split("\\s+", -1);
    if (lines.isEmpty()) {
      return new ProcessStatus(pid, "", 0, 0, 0);
    }
    return new ProcessStatus(
        pid,
        lines.getOrDefault("Name", ""),
        numbers.length,
        Long.parseLong(numbers[numbers.length - 1]),
        bytes(lines, "RssAnon") + bytes(lines, "RssShmem"));
  }

  /** Whether it is the first process of its PID namespace; all others die with it. */
  boolean isFirst() {
    return innermost == 1;
  }

  /**
   * Its share of anonymous and shared memory, where pages that it shares with others count by
   * halves, thirds and so on. Walks the page tables: exact and slow.
   */
  long proportionalBytes() {
    Map<String, String> lines = lines(pid, "smaps_rollup");
    return lines.containsKey("Pss_Anon")
        ? bytes(lines, "Pss_Anon") + bytes(lines, "Pss_Shmem")
        : residentBytes;
  }

  private static long bytes(Map<String, String> lines, String name) {
    String value = lines.getOrDefault(name, "0 kB");
    return Long.parseLong(value.substring(0, value.indexOf(' '))) * KIB;
  }

  private static Map<String, String> lines(long pid, String name) {
    Map<String, String> lines = new HashMap<>();
    try {
      Path file = Path.of("/proc/" + pid + "/" + name);
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          lines.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
      }
    } catch (IOException e) {
      // It has ended.
      return Map.of();
    }
    return lines;
  }
}
