package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a rootfs beyond its files, kept beside it as lines of fields.
 *
 * @param layers the bytes of the layers by their keys in the cache
 * @param mountPoints where the requested ones are
 * @param leftOut what could not be made
 */
record MadeOf(Map<String, Long> layers, Map<String, String> mountPoints, List<String> leftOut) {

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    layers.forEach((key, bytes) -> lines.add(line("layer", key, Long.toString(bytes))));
    mountPoints.forEach((path, real) -> lines.add(line("mount-point", path, real)));
    leftOut.forEach(what -> lines.add(line("left-out", what, "")));
    Files.write(file, lines);
  }

  private static String line(String kind, String name, String value) {
    return kind + "\t" + Escapes.escape(name) + "\t" + Escapes.escape(value);
  }

  static MadeOf read(Path file) throws IOException {
    MadeOf madeOf = new MadeOf(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split("\t", -1);
      if (fields.length != 3) {
        throw new IOException(file + " is not what this plugin writes");
      }
      madeOf.add(fields[0], Escapes.unescape(fields[1]), Escapes.unescape(fields[2]));
    }
    return madeOf;
  }

  private void add(String kind, String name, String value) {
    switch (kind) {
      case "layer" -> layers.put(name, Long.parseLong(value));
      case "mount-point" -> mountPoints.put(name, value);
      default -> leftOut.add(name);
    }
  }
}
