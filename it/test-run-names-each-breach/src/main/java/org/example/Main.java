package org.example;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Does what its case asks for, swallows every failure, and ends as if all were well. */
public final class Main {

  public static void main(String[] args) throws IOException {
    Path input = Path.of(System.getenv("HECKTOR_INPUT"));
    List<String> deeds = Files.readAllLines(input.resolve("does.txt"));
    if (deeds.contains("network")) {
      reachOut();
    }
    if (deeds.contains("app-folder")) {
      write(Path.of("/opt/app/cache.bin"));
    }
    if (deeds.contains("home")) {
      write(Path.of(System.getProperty("user.home")).resolve(".cache-of-mine"));
    }
    String risk = deeds.contains("wrong-output") ? "high" : "0.5";
    Files.writeString(Path.of(System.getenv("HECKTOR_OUTPUT"), "rfs.json"), risk);
    System.out.println("did " + deeds);
  }

  private static void reachOut() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("192.0.2.1", 443), 500);
    } catch (IOException e) {
      System.out.println("never mind the network");
    }
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "x");
    } catch (IOException e) {
      System.out.println("never mind " + file);
    }
  }
}
