package io.hecktor.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The base's {@code /etc/passwd} and {@code /etc/group} with lines for the image's user where they
 * have none: without one the platform gives the process root's home, and the group 0.
 *
 * @param passwd the whole file
 * @param group the whole file
 * @param changed whether anything was added
 * @param home the user's home
 */
record Accounts(String passwd, String group, boolean changed, String home) {

  private static final String NAME = "hecktor";
  private static final String ROOT_PASSWD = "root:x:0:0:root:/root:/bin/sh\n";
  private static final String ROOT_GROUP = "root:x:0:\n";
  private static final int ID_COLUMN = 2;
  private static final int HOME_COLUMN = 5;
  private static final int PASSWD_COLUMNS = 7;
  private static final int GROUP_COLUMNS = 3;

  static Accounts of(BaseFiles base, Owner user) {
    String passwd = base.text("/etc/passwd").orElse(ROOT_PASSWD);
    String group = base.text("/etc/group").orElse(ROOT_GROUP);
    Optional<String> home =
        find(passwd, PASSWD_COLUMNS, user.uid()).map(line -> line.get(HOME_COLUMN));
    boolean hasGroup = find(group, GROUP_COLUMNS, user.gid()).isPresent();
    String newHome = home.filter(h -> h.startsWith("/")).orElse("/home/" + freeName(passwd));
    return new Accounts(
        home.isPresent() ? passwd : withLine(passwd, passwdLine(passwd, user, newHome)),
        hasGroup ? group : withLine(group, freeName(group) + ":x:" + user.gid() + ":"),
        home.isEmpty() || !hasGroup,
        newHome);
  }

  private static String passwdLine(String passwd, Owner user, String home) {
    return freeName(passwd) + ":x:" + user.uid() + ":" + user.gid() + "::" + home + ":/bin/sh";
  }

  private static Optional<List<String>> find(String text, int columns, int id) {
    return text.lines()
        .map(line -> List.of(line.split(":", -1)))
        .filter(fields -> fields.size() >= columns)
        .filter(fields -> fields.get(ID_COLUMN).equals(Integer.toString(id)))
        .findFirst();
  }

  private static String freeName(String text) {
    List<String> taken = new ArrayList<>();
    text.lines().forEach(line -> taken.add(line.split(":", -1)[0]));
    String name = NAME;
    for (int i = 1; taken.contains(name); i++) {
      name = NAME + i;
    }
    return name;
  }

  private static String withLine(String text, String line) {
    return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + line + "\n";
  }
}
