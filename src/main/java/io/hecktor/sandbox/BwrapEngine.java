package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bubblewrap. The program's user is always this process's user under another number, also as root,
 * without any of root's rights. bwrap adds {@code PWD} to the program's environment.
 */
final class BwrapEngine extends NamespaceEngine {

  /**
   * bwrap stays in sight as process 1: neither its words nor its environment may tell of the host.
   */
  private static final String SCRIPT =
      "file=$1; shift; exec env -i \"$0\" --args 5 -- \"$@\" 5<\"$file\"";

  BwrapEngine(Host host) {
    super(
        host,
        Stream.concat(
                NeededProgram.BASIC.stream(), Stream.of(new NeededProgram("bwrap", "bubblewrap")))
            .toList());
  }

  @Override
  public String name() {
    return "bwrap";
  }

  @Override
  boolean realUser() {
    return false;
  }

  @Override
  List<String> start(Prepared run) throws IOException {
    Path file = run.staging().path("bwrap");
    String words = String.join("\0", arguments(run)) + "\0";
    Files.writeString(file, words, StandardCharsets.UTF_8);
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, program("bwrap"), file.toString()));
    command.addAll(run.program().argv());
    return command;
  }

  static List<String> arguments(Prepared run) {
    Program program = run.program();
    List<String> words = new ArrayList<>(List.of("--unshare-user", "--unshare-pid"));
    words.addAll(List.of("--unshare-ipc", "--unshare-uts", "--hostname", Staging.HOST_NAME));
    words.addAll(List.of("--uid", "" + program.uid(), "--gid", "" + program.gid()));
    words.addAll(List.of("--die-with-parent", "--new-session", "--cap-drop", "ALL"));
    words.addAll(List.of("--ro-bind", run.plan().rootfs().toString(), "/"));
    String dev = "/dev";
    for (Mount mount : run.plan().mounts()) {
      dev = mount.kind() == Mount.Kind.DEVICES ? mount.target() : dev;
      words.addAll(words(mount));
    }
    words.addAll(List.of("--remount-ro", dev));
    words.add("--clearenv");
    program.environment().forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
    words.addAll(List.of("--chdir", program.workingDirectory()));
    return words;
  }

  private static List<String> words(Mount mount) {
    return switch (mount.kind()) {
      case PROC -> List.of("--proc", mount.target());
      case DEVICES -> List.of("--dev", mount.target());
      case DEVICE, TERMINALS -> List.of();
      case EXTRA_DEVICE -> List.of("--dev-bind", mount.source(), mount.target());
      case SHARED_MEMORY -> List.of("--perms", "1777", "--tmpfs", mount.target());
      case BIND ->
          List.of(mount.readOnly() ? "--ro-bind" : "--bind", mount.source(), mount.target());
    };
  }
}
