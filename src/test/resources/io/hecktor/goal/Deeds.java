package org.example;

import java.io.File;
import java.io.FileOutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.library.Names;

/** Breaks rules, swallows every failure, and ends as if all were well. */
public final class Deeds {

  interface Deed {
    void run() throws Exception;
  }

  static void swallowing(Deed deed) {
    try {
      deed.run();
    } catch (Exception e) {
      System.out.println("never mind");
    }
  }

  public static void main(String[] args) throws Exception {
    String home = System.getenv("HOME");
    Thread worker = new Thread(() -> swallowing(() -> connect("192.0.2.1")), "uploader");
    worker.start();
    worker.join();
    swallowing(() -> Names.ask("phone.example.org"));
    swallowing(() -> Files.writeString(Path.of(home, ".cache-nio"), "x"));
    swallowing(() -> new FileOutputStream(new File(home + "/../user/.cache-old")).close());
    swallowing(() -> Files.createDirectory(Path.of("made-here")));
    swallowing(() -> new ProcessBuilder("/bin/actor", "touch", "/opt/child").start().waitFor());
    Files.writeString(Path.of(System.getenv("HECKTOR_OUTPUT"), "rfs.json"), "0.5");
  }

  static void connect(String host) throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, 443), 500);
    }
  }
}
