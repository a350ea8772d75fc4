package org.example;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Does what its arguments say goes wrong for participants, as their programs do it. */
public final class Mishaps {

  private static final List<Object> HELD = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    Path output = Path.of(System.getenv("HECKTOR_OUTPUT"));
    switch (args[0]) {
      case "read" -> Files.readAllBytes(Path.of(args[1]));
      case "open" -> new FileInputStream(args[1]).close();
      case "write" -> Files.writeString(Path.of(args[1]), "x");
      case "rewrite" -> new FileOutputStream(args[1]).close();
      case "fill" -> fill(args[1]);
      case "pointer" -> parse(Files.readString(Path.of(args[1])));
      case "class" -> new Uses().run();
      case "driver" -> Class.forName("java.sql.Driver");
      case "library" -> System.loadLibrary(args[1]);
      case "load" -> System.load(args[1]);
      case "heap" -> heap();
      case "direct" -> HELD.add(ByteBuffer.allocateDirect(64 << 20));
      case "sleep" -> Thread.sleep(60_000);
      case "exit" -> System.exit(Integer.parseInt(args[1]));
      case "throw" -> throw new IllegalStateException("the mask is empty");
      case "wrapped" -> wrapped();
      case "say" -> say(args[1]);
      case "fetch" -> InetAddress.getByName(args[1]);
      case "start" -> new ProcessBuilder(args[1]).start().waitFor();
      case "json" -> {
        Files.createDirectories(output.resolve(args[1]).getParent());
        Files.writeString(output.resolve(args[1]), args[2]);
      }
      case "folder" -> Files.createDirectories(output.resolve(args[1]));
      case "link" -> Files.createSymbolicLink(output.resolve(args[1]), Path.of(args[2]));
      case "mask" -> masks(output.resolve(args[1]), args[2], Integer.parseInt(args[3]), args[4]);
      case "swallow" -> swallow(output);
      case "leave" -> leave(output);
      case "bytes" -> bytes(output);
      case "nothing" -> {}
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void parse(String model) {
    throw new IllegalArgumentException("unknown model format: " + model.lines().findFirst().get());
  }

  private static void heap() {
    while (true) {
      HELD.add(new long[1 << 17]);
    }
  }

  private static void wrapped() {
    try {
      Files.readAllBytes(Path.of("/opt/app/resources/fold0.onnx"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the session", e);
    }
  }

  private static void fill(String file) throws IOException {
    try (OutputStream out = new FileOutputStream(file)) {
      out.write(1);
    }
  }

  private static void say(String words) {
    System.err.println(words);
    System.exit(1);
  }

  private static void swallow(Path output) throws IOException {
    try {
      throw new IOException("the model has no output `mask`");
    } catch (IOException e) {
      e.printStackTrace();
    }
    Files.writeString(output.resolve("rfs.json"), "0.5");
  }

  private static void leave(Path output) throws Exception {
    String java = System.getProperty("java.home") + "/bin/java";
    Process child =
        new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), "org.example.Mishaps", "sleep")
            .start();
    Files.writeString(output.resolve("rfs.json"), String.format(Locale.ROOT, "%d", child.pid()));
  }

  private static void bytes(Path output) throws IOException {
    System.out.write(new byte[] {'m', (byte) 0xfc, 'd', 'e', '\n'});
    Files.writeString(output.resolve("rfs.json"), "0.5");
  }

  /** One mask or more of 4 x 3 x 2 voxels, of which one has a label of its own. */
  private static void masks(Path folder, String names, int label, String type) throws IOException {
    Files.createDirectories(folder);
    String header =
        "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
            + "CompressedData = False\nTransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 0 0 0\n"
            + "ElementSpacing = 1 1 3\nDimSize = 4 3 2\nElementType = " + type
            + "\nElementDataFile = LOCAL\n";
    byte[] voxels = new byte[24 * (type.equals("MET_UCHAR") ? 1 : 4)];
    voxels[5] = (byte) label;
    for (String name : names.split(",")) {
      try (OutputStream out = new FileOutputStream(folder.resolve(name).toFile())) {
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(voxels);
      }
    }
  }
}
