package org.example;

import java.io.File;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;

/** Tries what is watched, each in a method of its own; nothing of it leaves this machine. */
public final class Tried {

  interface Deed {
    void run() throws Exception;
  }

  static void swallowing(Deed deed) {
    try {
      deed.run();
    } catch (Exception | UnsatisfiedLinkError e) {
      // As programs do.
    }
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Thread thread = new Thread(() -> swallowing(Tried::socket), "worker");
    thread.start();
    thread.join();
    swallowing(Tried::channel);
    swallowing(Tried::httpClient);
    swallowing(Tried::datagram);
    swallowing(Tried::datagramChannel);
    swallowing(Tried::lookUp);
    swallowing(Tried::reverse);
    swallowing(Tried::child);
    swallowing(Tried::library);
    swallowing(() -> files(folder));
    swallowing(() -> olderFiles(folder.toFile()));
  }

  static void socket() throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("255.255.255.255", 443), 100);
    }
  }

  static void channel() throws Exception {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.connect(new InetSocketAddress("ff02::1", 80));
    }
  }

  /** The client connects in threads of its own. */
  static void httpClient() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://255.255.255.255:81/")).build();
    client.send(request, HttpResponse.BodyHandlers.discarding());
  }

  static void datagram() throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      InetAddress loopback = InetAddress.getByName("127.0.0.1");
      socket.send(new DatagramPacket(new byte[1], 1, loopback, 53));
    }
  }

  static void datagramChannel() throws Exception {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.send(ByteBuffer.allocate(1), new InetSocketAddress("::1", 53));
    }
  }

  static void lookUp() throws Exception {
    InetAddress.getAllByName("LocalHost");
  }

  static void reverse() throws Exception {
    InetAddress.getByName("127.0.0.1").getCanonicalHostName();
  }

  static void child() throws Exception {
    new ProcessBuilder("/bin/true").start().waitFor();
  }

  static void library() {
    System.load("/nowhere/libphone.so");
  }

  static void files(Path folder) throws Exception {
    Files.readAllBytes(Files.writeString(folder.resolve("written"), "x"));
    Files.createDirectory(folder.resolve("made"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("written"));
    Files.createLink(folder.resolve("hard"), folder.resolve("written"));
    Files.move(folder.resolve("hard"), folder.resolve("moved"));
    Files.createTempFile(folder, "nio", ".tmp");
    Files.writeString(folder.resolve("free/passed"), "x");
    Files.writeString(folder.resolve("free/watched/told"), "x");
    Files.setPosixFilePermissions(
        folder.resolve("ready"), PosixFilePermissions.fromString("rw-r-----"));
    Files.setLastModifiedTime(folder.resolve("link"), FileTime.fromMillis(0));
    Files.delete(folder.resolve("gone"));
  }

  static void olderFiles(File folder) throws Exception {
    new FileOutputStream(new File(folder, "stream")).close();
    new RandomAccessFile(new File(folder, "stream"), "r").close();
    new RandomAccessFile(new File(folder, "random"), "rw").close();
    File.createTempFile("old", ".tmp", folder);
    new File(folder, "exclusive").createNewFile();
    new File(folder, "folder").mkdir();
    new File(folder, "unwritable").setReadOnly();
    new File(folder, "from").renameTo(new File(folder, "to"));
    new File(folder, "deleted").delete();
  }
}
