package io.hecktor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AccountsTest {

  private static final Owner USER = new Owner(1000, 1001);
  private static final String ROOT = "root:x:0:0:root:/root:/bin/bash\n";

  private static Accounts accounts(String passwd, String group) {
    Map<String, String> texts = new HashMap<>();
    texts.put("etc/passwd", passwd);
    texts.put("etc/group", group);
    return Accounts.of(SampleBase.files(SampleBase.layer(texts)), USER);
  }

  @Test
  void makesBothFilesWhereTheBaseHasNeither() {
    Accounts accounts = Accounts.of(SampleBase.files(SampleBase.layer("usr/")), USER);
    assertThat(accounts.passwd())
        .isEqualTo(
            "root:x:0:0:root:/root:/bin/sh\n" + "hecktor:x:1000:1001::/home/hecktor:/bin/sh\n");
    assertThat(accounts.group()).isEqualTo("root:x:0:\nhecktor:x:1001:\n");
    assertThat(accounts.changed()).isTrue();
    assertThat(accounts.home()).isEqualTo("/home/hecktor");
  }

  @Test
  void leavesFilesAloneThatHaveUserAndGroup() {
    String passwd = ROOT + "app:x:1000:50:The App:/srv/app:/bin/false\n";
    String group = "root:x:0:\napp:x:1001:app,other\n";
    Accounts accounts = accounts(passwd, group);
    assertThat(accounts).isEqualTo(new Accounts(passwd, group, false, "/srv/app"));
  }

  @Test
  void addsOnlyTheGroupWhereTheUserIsThere() {
    String passwd = ROOT + "app:x:1000:1001::/srv/app:\n";
    Accounts accounts = accounts(passwd, "root:x:0:\n");
    assertThat(accounts.passwd()).isEqualTo(passwd);
    assertThat(accounts.group()).isEqualTo("root:x:0:\nhecktor:x:1001:\n");
    assertThat(accounts.changed()).isTrue();
  }

  @Test
  void addsOnlyTheUserWhereTheGroupIsThere() {
    Accounts accounts = accounts(ROOT, "root:x:0:\napp:x:1001:\n");
    assertThat(accounts.passwd()).isEqualTo(ROOT + "hecktor:x:1000:1001::/home/hecktor:/bin/sh\n");
    assertThat(accounts.group()).isEqualTo("root:x:0:\napp:x:1001:\n");
    assertThat(accounts.changed()).isTrue();
  }

  @Test
  void evadesNamesThatAreTakenAndTheirHomes() {
    Accounts accounts =
        accounts(
            ROOT + "hecktor:x:5:5::/home/hecktor:\nhecktor1:x:6:6::/home/hecktor1:\n",
            "hecktor:x:5:\n");
    assertThat(accounts.passwd()).endsWith("hecktor2:x:1000:1001::/home/hecktor2:/bin/sh\n");
    assertThat(accounts.group()).endsWith("hecktor1:x:1001:\n");
    assertThat(accounts.home()).isEqualTo("/home/hecktor2");
  }

  @Test
  void endsTheLastLineBeforeItAddsOne() {
    Accounts accounts = accounts(ROOT.strip(), "root:x:0:");
    assertThat(accounts.passwd()).isEqualTo(ROOT + "hecktor:x:1000:1001::/home/hecktor:/bin/sh\n");
    assertThat(accounts.group()).isEqualTo("root:x:0:\nhecktor:x:1001:\n");
  }

  @Test
  void takesEmptyFilesAsTheyAre() {
    Accounts accounts = accounts("", "");
    assertThat(accounts.passwd()).isEqualTo("hecktor:x:1000:1001::/home/hecktor:/bin/sh\n");
    assertThat(accounts.group()).isEqualTo("hecktor:x:1001:\n");
  }

  @Test
  void looksPastLinesThatAreNoAccounts() {
    String odd = "# 1000\n\n+::::::\nbroken:x:1000\n:::\nx:x:10000:1001::/x:/x\n";
    Accounts accounts = accounts(odd, odd);
    assertThat(accounts.passwd()).isEqualTo(odd + "hecktor:x:1000:1001::/home/hecktor:/bin/sh\n");
    assertThat(accounts.home()).isEqualTo("/home/hecktor");
  }

  @Test
  void takesTheFirstOfTwoLines() {
    String passwd = ROOT + "a:x:1000:1::/home/a:\nb:x:1000:1::/home/b:\n";
    assertThat(accounts(passwd, "g:x:1001:\n").home()).isEqualTo("/home/a");
  }

  @Test
  void givesAHomeToAnAccountThatHasNone() {
    Accounts accounts = accounts(ROOT + "app:x:1000:1001:::\n", "app:x:1001:\n");
    assertThat(accounts.home()).isEqualTo("/home/hecktor");
  }
}
