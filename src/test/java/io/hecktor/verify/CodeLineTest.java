package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodeLineTest {

  private static final String JDK = "java.base/java.net.Socket.connect(Socket.java:633)";
  private static final String DEPENDENCY = "org.dep.Dep.call(Dep.java:7) [dep-1.jar]";
  private static final String OWN = "org.example.Main.main(Main.java:3)";

  @Test
  void leadsToTheInnermostFrameThatIsNotTheJdks() {
    assertThat(CodeLine.of(List.of(JDK, OWN, JDK))).hasValue("at " + OWN);
    assertThat(CodeLine.of(List.of(JDK))).hasValue("at " + JDK);
    assertThat(CodeLine.of(List.of())).isEmpty();
  }

  @Test
  void namesTheDependencyAndWhoInTheProjectCalledIt() {
    assertThat(CodeLine.of(List.of(JDK, DEPENDENCY, JDK, OWN)))
        .hasValue("at " + DEPENDENCY + ", from " + OWN);
    assertThat(CodeLine.of(List.of(JDK, DEPENDENCY))).hasValue("at " + DEPENDENCY);
  }

  @Test
  void namesWhoStartedAThreadThatRunsNothingButTheJdk() {
    assertThat(CodeLine.of(List.of(JDK, "- thread `HttpClient-1` was started by", JDK, OWN)))
        .hasValue("in a thread that is started at " + OWN);
  }

  @Test
  void showsNoControlCharactersOfTheProgram() {
    RunFinding.Violation finding =
        new RunFinding.Violation(
            "input",
            RunRule.NETWORK,
            RunRule.NETWORK.code(),
            "connect",
            "Seen.",
            "Mend.",
            List.of("a.\u001b[31mB.c(B:1)"));
    assertThat(finding.codeLine()).hasValue("at a.\\u001b[31mB.c(B:1)");
  }
}
