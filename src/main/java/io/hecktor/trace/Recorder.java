package io.hecktor.trace;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The part of the patch that runs inside the image's {@code java.base}: writes down with its stack
 * what the woven methods are about to do. It never throws, calls nothing of the program's, and
 * tells each subject once.
 *
 * <p>No lambdas and no {@code +} of strings: both are linked at run time by Java code that may be
 * what is being watched. Nested classes would have to be patched in too.
 */
public final class Recorder {

  /** The file that the recorder writes to, put in place of this text when it is patched in. */
  static final String RECORDS = "the file for records";

  /** The file of folders that are not told of, and such within them that are; put in likewise. */
  static final String RULES = "the file of rules";

  /** Which rule a line of {@link #RULES} is: its first character. */
  static final char WATCHED = '+';

  static final char PASSED_OVER = '-';

  /** What a record is about; a record's first line begins with one of them. */
  static final char WRITE = 'W';

  static final char ADDRESS = 'A';
  static final char HOST = 'H';
  static final char REVERSE = 'R';
  static final char CHILD = 'C';
  static final char LIBRARY = 'L';

  /** The further lines of a record. */
  static final char FRAME = 'F';

  static final char STARTED = 'T';
  static final char END = '.';

  static final int MOST_RECORDS = 1000;
  static final int MOST_FRAMES = 64;
  static final int MOST_STARTS = 3;
  private static final int MOST_THREADS = 4096;
  private static final int MOST_CHARS = 1000;

  private static final int WRITE_ONLY_OR_BOTH = 3;
  private static final int CREATE_OR_TRUNCATE = 01100;
  private static final int RANDOM_ACCESS_WRITES = 2;
  private static final int NAME_SERVER = 53;

  private static final Object LOCK = new Object();
  private static final Set<String> TOLD = new HashSet<>();
  private static final Map<Thread, Throwable> STARTS = new WeakHashMap<>();
  private static final Map<Thread, Thread> STARTERS = new WeakHashMap<>();
  private static String[] rules = new String[0];
  private static boolean ready;

  private Recorder() {}

  /** A file is about to be changed, made or removed. */
  public static void path(Object path) {
    try {
      if (path != null) {
        note(WRITE, path.toString());
      }
    } catch (Throwable e) {
      // The program must not notice.
    }
  }

  /** A file is about to be opened as open(2) of Linux on x86-64 does. */
  public static void open(Object path, int flags) {
    if ((flags & WRITE_ONLY_OR_BOTH) != 0 || (flags & CREATE_OR_TRUNCATE) != 0) {
      path(path);
    }
  }

  /** A file is about to be opened by {@code RandomAccessFile}, which has a mode of its own. */
  public static void random(Object path, int mode) {
    if ((mode & RANDOM_ACCESS_WRITES) != 0) {
      path(path);
    }
  }

  /** An address is about to be connected to. */
  public static void address(Object address, int port) {
    try {
      if (address instanceof InetAddress it && (port == NAME_SERVER || !isLocal(it))) {
        note(ADDRESS, hex(it.getAddress()).append(' ').append(port).toString());
      }
    } catch (Throwable e) {
      // The program must not notice.
    }
  }

  /** A datagram is about to be sent; none where the socket is connected. */
  public static void socket(Object address) {
    if (address instanceof InetSocketAddress it && it.getAddress() != null) {
      address(it.getAddress(), it.getPort());
    }
  }

  /** A name is about to be looked up. */
  public static void host(Object name) {
    try {
      note(HOST, String.valueOf(name));
    } catch (Throwable e) {
      // The program must not notice.
    }
  }

  /** The name of an address is about to be looked up. */
  public static void reverse(Object address) {
    try {
      if (address instanceof byte[] bytes) {
        note(REVERSE, hex(bytes).toString());
      }
    } catch (Throwable e) {
      // The program must not notice.
    }
  }

  /** A child is about to be started. */
  public static void child(Object command) {
    try {
      if (command instanceof String[] words && words.length > 0) {
        note(CHILD, words[0]);
      }
    } catch (Throwable e) {
      // The program must not notice.
    }
  }

  /** A native library is about to be loaded. */
  public static void library(Object name) {
    try {
      note(LIBRARY, String.valueOf(name));
    } catch (Throwable e) {
      // The program must not notice.
    }
  }

  /**
   * A thread is about to be started.
   *
   * @param booted whether the JVM is ready for code like this
   */
  public static void started(Object thread, boolean booted) {
    try {
      if (booted && thread instanceof Thread it) {
        Throwable here = new Throwable();
        synchronized (STARTS) {
          if (STARTS.size() < MOST_THREADS) {
            STARTS.put(it, here);
            STARTERS.put(it, Thread.currentThread());
          }
        }
      }
    } catch (Throwable e) {
      // The program must not notice.
    }
  }

  private static boolean isLocal(InetAddress address) {
    return address.isLoopbackAddress() || address.isAnyLocalAddress();
  }

  private static void note(char kind, String subject) throws IOException {
    if (Thread.holdsLock(LOCK) || (kind == WRITE && isPassedOver(subject))) {
      return;
    }
    synchronized (LOCK) {
      if (TOLD.size() >= MOST_RECORDS || !TOLD.add(Character.toString(kind).concat(subject))) {
        return;
      }
    }
    byte[] text = text(kind, subject).getBytes(StandardCharsets.UTF_8);
    synchronized (LOCK) {
      try (FileOutputStream out = new FileOutputStream(RECORDS, true)) {
        out.write(text);
      }
    }
  }

  private static boolean isPassedOver(String path) throws IOException {
    synchronized (LOCK) {
      if (!ready) {
        ready = true;
        try (FileInputStream in = new FileInputStream(RULES)) {
          rules = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
        }
      }
    }
    return path.indexOf("/..") < 0 && matches(PASSED_OVER, path) && !matches(WATCHED, path);
  }

  private static boolean matches(char kind, String path) {
    for (String rule : rules) {
      if (!rule.isEmpty() && rule.charAt(0) == kind) {
        int length = rule.length() - 1;
        if (path.regionMatches(0, rule, 1, length)
            && (path.length() == length || path.charAt(length) == '/')) {
          return true;
        }
      }
    }
    return false;
  }

  private static StringBuilder hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte one : bytes) {
      text.append(Character.forDigit((one >> 4) & 15, 16)).append(Character.forDigit(one & 15, 16));
    }
    return text;
  }

  private static String text(char kind, String subject) {
    StringBuilder text = new StringBuilder();
    text.append(kind);
    field(text, subject);
    text.append('\n');
    frames(text, new Throwable());
    Thread thread = Thread.currentThread();
    for (int i = 0; i < MOST_STARTS && thread != null; i++) {
      Throwable start;
      Thread starter;
      synchronized (STARTS) {
        start = STARTS.get(thread);
        starter = STARTERS.get(thread);
      }
      if (start != null) {
        text.append(STARTED);
        field(text, thread.getName());
        text.append('\n');
        frames(text, start);
      }
      thread = starter;
    }
    return text.append(END).append('\n').toString();
  }

  private static void frames(StringBuilder text, Throwable stack) {
    int told = 0;
    for (StackTraceElement frame : stack.getStackTrace()) {
      if (told < MOST_FRAMES && !frame.getClassName().equals(Recorder.class.getName())) {
        told++;
        text.append(FRAME);
        field(text, frame.getModuleName());
        field(text, frame.getClassName());
        field(text, frame.getMethodName());
        field(text, frame.getFileName());
        text.append('\t').append(frame.getLineNumber());
        field(text, frame.getModuleName() == null ? location(frame.getClassName()) : "");
        text.append('\n');
      }
    }
  }

  /** A field never holds what ends a field or a line. */
  private static void field(StringBuilder text, String value) {
    text.append('\t');
    if (value != null) {
      for (int i = 0; i < Math.min(value.length(), MOST_CHARS); i++) {
        text.append(value.charAt(i) < ' ' ? '?' : value.charAt(i));
      }
    }
  }

  /** The jar or folder that a class on the class path came from, where that is known. */
  private static String location(String className) {
    try {
      Class<?> type = Class.forName(className, false, ClassLoader.getSystemClassLoader());
      CodeSource source = type.getProtectionDomain().getCodeSource();
      return source == null || source.getLocation() == null ? "" : source.getLocation().getPath();
    } catch (Throwable e) {
      return "";
    }
  }
}
