package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The embedded engine: unshare(1) and mount(8) of util-linux, which each Linux has. As an ordinary
 * user it works through user namespaces and the program's user is this user under another number;
 * as root the program gets its real number.
 */
final class UnshareEngine extends NamespaceEngine {

  /** What the last steps need as root; the program itself gets none of it. */
  private static final String LAST_STEPS = "-all,+sys_chroot,+setuid,+setgid";

  private static final String ENV = "/usr/bin/env";

  UnshareEngine(Host host) {
    super(host, NeededProgram.BASIC);
  }

  @Override
  public String name() {
    return "unshare";
  }

  @Override
  Inner inner() {
    return Inner.MOUNTS;
  }

  @Override
  List<String> chain(Prepared run) throws IOException {
    List<String> itself = super.chain(run);
    return loaderVariables(run).isEmpty() ? itself : List.of(ENV, itself.get(0));
  }

  @Override
  List<String> start(Prepared run) throws IOException {
    Files.writeString(
        run.staging().path("fstab"), Fstab.of(run.plan(), run.spec().limits().memoryBytes()));
    List<String> words = new ArrayList<>(byInner());
    words.addAll(List.of(program("setpriv"), "--no-new-privs"));
    if (host().root()) {
      words.addAll(List.of("--inh-caps=-all", "--bounding-set=" + LAST_STEPS));
    }
    words.add("--");
    words.addAll(enter(run));
    return words;
  }

  /** From here on the environment is the program's; the root and the user change last. */
  private List<String> enter(Prepared run) throws IOException {
    Program program = run.program();
    Map<String, String> forLoader = loaderVariables(run);
    Map<String, String> others = new HashMap<>(program.environment());
    others.keySet().removeAll(forLoader.keySet());
    List<String> words = new ArrayList<>(List.of(program("env"), "-i"));
    addVariables(words, others);
    words.add(program("unshare"));
    words.addAll(user(program));
    words.addAll(List.of("--root=.", "--wd=" + program.workingDirectory(), "--"));
    if (!forLoader.isEmpty()) {
      words.add(ENV);
      addVariables(words, forLoader);
    }
    words.addAll(program.argv());
    return words;
  }

  private List<String> user(Program program) {
    return host().root()
        ? List.of("--setuid=" + program.uid(), "--setgid=" + program.gid())
        : List.of("--user", "--map-user=" + program.uid(), "--map-group=" + program.gid());
  }

  private static void addVariables(List<String> words, Map<String, String> variables) {
    variables.forEach((name, value) -> words.add(name + "=" + value));
  }

  /**
   * Variables that would change the host's programs too, such as {@code LD_PRELOAD}; the image's
   * own env(1) sets them where it has one.
   */
  private static Map<String, String> loaderVariables(Prepared run) throws IOException {
    Map<String, String> found = new HashMap<>();
    String env = new ContainerPaths(run.plan().rootfs()).canonical(ENV, true);
    if (run.plan().onHost(env).filter(Files::isExecutable).isPresent()) {
      run.program()
          .environment()
          .forEach(
              (name, value) -> {
                if (name.startsWith("LD_") || name.equals("GLIBC_TUNABLES")) {
                  found.put(name, value);
                }
              });
    }
    return found;
  }
}
