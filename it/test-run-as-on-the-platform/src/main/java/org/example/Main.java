package org.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Does what its case asks for. */
public final class Main {

  private static final Path INPUT = Path.of(System.getenv("HECKTOR_INPUT"));
  private static final Path OUTPUT = Path.of(System.getenv("HECKTOR_OUTPUT"));

  private Main() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 1) {
      grow(Integer.parseInt(args[0]));
      return;
    }
    for (String deed : Files.readAllLines(INPUT.resolve("does.txt"))) {
      does(deed);
    }
    Files.writeString(OUTPUT.resolve("rfs.json"), "0.5");
  }

  private static void does(String deed) throws Exception {
    switch (deed) {
      case "sleeps" -> sleep();
      case "looks-around" -> lookAround();
      case "refused-memory" -> grow(600);
      case "killed-for-memory" -> growInChildren();
      case "heap" -> throw new OutOfMemoryError("Java heap space");
      case "odd-words" -> sayOddWords();
      case "answers-2026" -> answer();
      default -> throw new IllegalArgumentException(deed);
    }
  }

  /** The hook keeps the JVM from ending by TERM. */
  private static void sleep() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(Main::sleepOn));
    Thread.sleep(Long.MAX_VALUE);
  }

  private static void sleepOn() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void lookAround() throws IOException {
    System.out.println("input is a link: " + Files.isSymbolicLink(INPUT));
    try (Stream<Path> files = Files.walk(INPUT)) {
      System.out.println("walking it finds: " + files.count());
    }
    Files.readAllLines(Path.of("/proc/self/limits")).stream()
        .filter(line -> line.startsWith("Max data size"))
        .forEach(System.out::println);
    Files.writeString(Files.createTempFile("scratch", null), "x");
    Path model = Path.of("/opt/ml/model/weights.txt");
    System.out.println("model: " + (Files.exists(model) ? Files.readString(model).strip() : "none"));
  }

  /** Keeps that many mebibytes, each byte of them touched. */
  private static void grow(int mebibytes) {
    List<byte[]> kept = new ArrayList<>();
    while (kept.size() < mebibytes) {
      kept.add(new byte[1 << 20]);
    }
    System.out.println("has " + kept.size());
  }

  /** Each child stays below what one process may have, all of them together do not. */
  private static void growInChildren() throws Exception {
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String[] command = {
        "/opt/java/bin/java", "-XX:+UseSerialGC", "-Xms280m", "-Xmx280m", "-XX:+AlwaysPreTouch",
        "-cp", System.getProperty("java.class.path"), Main.class.getName(), "200"
      };
      children.add(new ProcessBuilder(command).inheritIO().start());
    }
    for (Process child : children) {
      child.waitFor();
    }
  }

  private static void sayOddWords() {
    System.out.writeBytes("caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    System.out.println("x".repeat(70_000));
    for (int i = 0; i < 600; i++) {
      System.out.println("line " + i);
    }
    System.err.println("all is well");
  }

  private static void answer() {
    try {
      Path folder = Files.createDirectories(OUTPUT.resolve("images/head-neck-tumor-segmentation"));
      byte[] scan = Files.readAllBytes(INPUT.resolve("images/ct/ct.mha"));
      java.util.Arrays.fill(scan, scan.length - 8, scan.length, (byte) 1);
      Files.write(folder.resolve("output.mha"), scan);
      Files.writeString(OUTPUT.resolve("t-stage.json"), "\"T2\"");
      Files.writeString(OUTPUT.resolve("n-stage.json"), "\"N1\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
