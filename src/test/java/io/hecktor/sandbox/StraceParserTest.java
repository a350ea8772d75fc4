package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StraceParserTest {

  private final StraceParser parser = new StraceParser();

  @Test
  void readsAFailedCall() {
    SystemCall call =
        parse(
            "7649<probe> connect(3<socket:[147131]>, {sa_family=AF_INET, sin_port=htons(80),"
                + " sin_addr=inet_addr(\"1.1.1.1\")}, 16) = -1 ENETUNREACH (Network is"
                + " unreachable)");

    assertThat(call.pid()).isEqualTo(7649);
    assertThat(call.process()).isEqualTo("probe");
    assertThat(call.name()).isEqualTo("connect");
    assertThat(call.arguments()).hasSize(3);
    assertThat(call.argument(2)).isEqualTo("16");
    assertThat(call.error()).isEqualTo("ENETUNREACH");
    assertThat(call.succeeded()).isFalse();
  }

  @Test
  void readsDescriptorsWithTheirFiles() {
    SystemCall call =
        parse("9 openat(AT_FDCWD</opt/app>, \"x, y) = 3\", O_RDONLY) = 4</opt/app/x, y) = 3>");

    assertThat(call.process()).isEmpty();
    assertThat(call.file(0)).contains("/opt/app");
    assertThat(call.text(1)).contains("x, y) = 3");
    assertThat(call.resultFile()).contains("/opt/app/x, y) = 3");
    assertThat(call.succeeded()).isTrue();
  }

  @Test
  void undoesEscapes() {
    SystemCall call = parse("9 mkdir(\"/tmp/\\303\\244 \\\"q\\\"\\n\\x41\\\\\", 0755) = 0");

    assertThat(call.text(0)).contains("/tmp/ä \"q\"\nA\\");
  }

  @Test
  void keepsAnglesOutOfDecorationsApart() {
    SystemCall call = parse("9 openat(3</tmp/a\\76\\74b>, \"c\", O_RDONLY|1<<20) = 4</tmp/c>");

    assertThat(call.file(0)).contains("/tmp/a><b");
    assertThat(call.arguments()).hasSize(3);
  }

  @Test
  void putsInterruptedCallsTogether() {
    assertThat(parser.parse("7<java> mkdir(\"/x\", 0755 <unfinished ...>")).isEmpty();
    assertThat(parser.parse("8<C2> openat(AT_FDCWD</>, \"/y\", O_RDONLY) = 3</y>")).isPresent();
    SystemCall call = parse("7<java> <... mkdir resumed>) = -1 EROFS (Read-only file system)");

    assertThat(call.text(0)).contains("/x");
    assertThat(call.argument(1)).isEqualTo("0755");
    assertThat(call.error()).isEqualTo("EROFS");
  }

  @Test
  void passesOverWhatIsNoCall() {
    assertThat(parser.parse("7<java> +++ exited with 0 +++")).isEmpty();
    assertThat(parser.parse("7<java> --- SIGSEGV {si_signo=SIGSEGV} ---")).isEmpty();
    assertThat(parser.parse("7<java> <... mkdir resumed>) = 0")).isEmpty();
    assertThat(parser.parse("strace: nonsense (")).isEmpty();
    assertThat(parser.parse("7 half(\"open")).isEmpty();
    assertThat(parser.parse("")).isEmpty();
  }

  @Test
  void tellsACallThatNeverReturned() {
    SystemCall call = parse("7 mkdir(\"/x\", 0755) = ? ERESTARTSYS (To be restarted)");

    assertThat(call.succeeded()).isFalse();
  }

  private SystemCall parse(String line) {
    return parser.parse(line).orElseThrow();
  }
}
