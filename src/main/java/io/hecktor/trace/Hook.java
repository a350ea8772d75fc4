package io.hecktor.trace;

import java.util.List;

/**
 * A method of {@code java.base} that is watched: at its entry the recorder is told of some of its
 * arguments. Names and descriptors differ between releases of Java; what is not there is not woven.
 *
 * @param owner the class's internal name
 * @param method name and descriptor
 * @param event a method of {@link Recorder}
 * @param arguments what it is told of, by their places from 0 on; {@value #THIS} for {@code this}
 */
record Hook(String owner, String method, String event, List<Integer> arguments) {

  static final int THIS = -1;

  private static final String PATH = "Lsun/nio/fs/UnixPath;";
  private static final String NATIVES = "sun/nio/fs/UnixNativeDispatcher";
  private static final String THREADS = "(Ljdk/internal/vm/ThreadContainer;)V";

  /** All of them, for Java 17 and later. */
  static final List<Hook> ALL =
      List.of(
          hook(
              "sun/nio/ch/Net",
              "connect(Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)I",
              "address",
              2,
              3),
          hook(
              "java/net/AbstractPlainSocketImpl",
              "doConnect(Ljava/net/InetAddress;II)V",
              "address",
              0,
              1),
          hook(
              "sun/nio/ch/DatagramChannelImpl",
              "send(Ljava/io/FileDescriptor;Ljava/nio/ByteBuffer;Ljava/net/InetSocketAddress;)I",
              "socket",
              2),
          hook(
              "java/net/InetAddress$PlatformNameService",
              "lookupAllHostAddr(Ljava/lang/String;)[Ljava/net/InetAddress;",
              "host",
              0),
          hook(
              "java/net/InetAddress$PlatformNameService",
              "getHostByAddr([B)Ljava/lang/String;",
              "reverse",
              0),
          hook(
              "java/net/InetAddress$PlatformResolver",
              "lookupByName(Ljava/lang/String;Ljava/net/spi/InetAddressResolver$LookupPolicy;)"
                  + "Ljava/util/stream/Stream;",
              "host",
              0),
          hook(
              "java/net/InetAddress$PlatformResolver",
              "lookupByAddress([B)Ljava/lang/String;",
              "reverse",
              0),
          hook(
              "java/lang/ProcessImpl",
              "start([Ljava/lang/String;Ljava/util/Map;Ljava/lang/String;"
                  + "[Ljava/lang/ProcessBuilder$Redirect;Z)Ljava/lang/Process;",
              "child",
              0),
          hook("java/lang/Runtime", "load0(Ljava/lang/Class;Ljava/lang/String;)V", "library", 1),
          hook(
              "java/lang/Runtime",
              "loadLibrary0(Ljava/lang/Class;Ljava/lang/String;)V",
              "library",
              1),
          hook("java/lang/Thread", "start()V", "started", THIS),
          hook("java/lang/Thread", "start" + THREADS, "started", THIS),
          hook("java/lang/VirtualThread", "start" + THREADS, "started", THIS),
          hook("java/io/FileOutputStream", "open(Ljava/lang/String;Z)V", "path", 0),
          hook("java/io/RandomAccessFile", "open(Ljava/lang/String;I)V", "random", 0, 1),
          hook("java/io/File", "delete()Z", "path", THIS),
          hook("java/io/File", "mkdir()Z", "path", THIS),
          hook("java/io/File", "renameTo(Ljava/io/File;)Z", "path", THIS),
          hook("java/io/File", "renameTo(Ljava/io/File;)Z", "path", 0),
          hook("java/io/File", "setLastModified(J)Z", "path", THIS),
          hook("java/io/File", "setReadOnly()Z", "path", THIS),
          hook("java/io/File", "setWritable(ZZ)Z", "path", THIS),
          hook("java/io/File", "setReadable(ZZ)Z", "path", THIS),
          hook("java/io/File", "setExecutable(ZZ)Z", "path", THIS),
          hook(NATIVES, "open(" + PATH + "II)I", "open", 0, 1),
          hook(NATIVES, "mkdir(" + PATH + "I)V", "path", 0),
          hook(NATIVES, "mknod(" + PATH + "IJ)V", "path", 0),
          hook(NATIVES, "rmdir(" + PATH + ")V", "path", 0),
          hook(NATIVES, "unlink(" + PATH + ")V", "path", 0),
          hook(NATIVES, "rename(" + PATH + PATH + ")V", "path", 0),
          hook(NATIVES, "rename(" + PATH + PATH + ")V", "path", 1),
          hook(NATIVES, "link(" + PATH + PATH + ")V", "path", 1),
          hook(NATIVES, "symlink([B" + PATH + ")V", "path", 1),
          hook(NATIVES, "chmod(" + PATH + "I)V", "path", 0),
          hook(NATIVES, "fchmodat(I" + PATH + "II)V", "path", 1),
          hook(NATIVES, "chown(" + PATH + "II)V", "path", 0),
          hook(NATIVES, "lchown(" + PATH + "II)V", "path", 0),
          hook(NATIVES, "utimes(" + PATH + "JJ)V", "path", 0),
          hook(NATIVES, "lutimes(" + PATH + "JJ)V", "path", 0),
          hook(NATIVES, "utimensat(I" + PATH + "JJI)V", "path", 1));

  Hook {
    arguments = List.copyOf(arguments);
  }

  private static Hook hook(String owner, String method, String event, Integer... arguments) {
    return new Hook(owner, method, event, List.of(arguments));
  }
}
