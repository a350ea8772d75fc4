package io.hecktor.sandbox;

import io.hecktor.sandbox.RawTar.Header;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Images that try to leave the rootfs, or to break what unpacks them, and what becomes of them. */
final class HostileImages {

  private static final String LONG = "n".repeat(60);

  private final List<Row> rows = new ArrayList<>();

  /**
   * An image.
   *
   * @param layers from the folder that must stay untouched
   * @param expected parts of what {@link HostileRun} tells
   */
  record Row(String name, Function<Path, List<RawTar>> layers, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    HostileImages table = new HostileImages();
    table.names();
    table.links();
    table.hardLinks();
    table.replacements();
    table.whiteouts();
    table.kinds();
    table.sizes();
    return table.rows;
  }

  private void add(String name, RawTar layer, String... expected) {
    rows.add(new Row(name, outside -> List.of(layer), List.of(expected)));
  }

  private void add(String name, List<RawTar> layers, String... expected) {
    rows.add(new Row(name, outside -> layers, List.of(expected)));
  }

  private void add(String name, Function<Path, List<RawTar>> layers, String... expected) {
    rows.add(new Row(name, layers, List.of(expected)));
  }

  private static RawTar tar() {
    return new RawTar();
  }

  private void names() {
    add("..", tar().file("../outside/new", "x"), "refused", "has '..' in its name");
    add(".. in the middle", tar().file("a/../../outside/new", "x"), "refused", "'..'");
    add(".. at the end", tar().directory("a/.."), "refused", "'..'");
    add("absolute name", o -> List.of(tar().file(o + "/new", "x")), "made", "/outside/new = x");
    add("many slashes", tar().file("//./a//b", "x"), "made", "/a/b = x");
    add("no name", tar().file("", "x"), "refused", "has no name");
    add("root as a link", tar().link("./", "/outside"), "refused", "the root");
    add("root as a file", tar().file(".", "x"), "refused", "the root");
    add("a name of 256 bytes", tar().pax("path=" + "é".repeat(128)).file("x", ""), "256 bytes");
    add("a name of 255 bytes", tar().pax("path=a" + "é".repeat(127)).file("x", "y"), "made", "= y");
    add("a path of 5000 bytes", tar().pax("path=" + "d/".repeat(2500)).file("x", ""), "4095");
    add(
        "a path that the cache's place makes too long",
        tar().pax("path=" + "d/".repeat(2040) + "f").file("x", ""),
        "refused",
        "too deep");
    add("a zero in a PAX name", tar().pax("path=a\0b").file("x", ""), "refused");
    add("a newline", tar().file("a\nb", "x"), "made", "/a\\u000ab = x");
    add("a control character refused", tar().file("a\u001b[2J/..", "x"), "'a\\\\u001b[2J/..'");
    add("UTF-8", tar().file("Főtanúsítvány", "x"), "made", "Főtanúsítvány = x");
    add("PAX in Latin 1's range", tar().pax("path=é").file("x", "y"), "made", "/é = y");
    add("not UTF-8", tar().raw(latin1Header(), new byte[0]), "made", "/é = ");
    add("a backslash", tar().file("a\\..\\b", "x"), "made", "/a\\\\..\\\\b = x");
    add("a GNU long name", gnuLong('L').file("cut", "x"), "made", LONG + "/" + LONG + " = x");
    add("a GNU long link", gnuLong('K').link("l", "cut"), "made", "/l -> " + LONG + "/" + LONG);
    add("a PAX link", tar().pax("linkpath=" + LONG + LONG).link("l", "cut"), LONG + LONG);
  }

  private static byte[] latin1Header() {
    return new Header("é".getBytes(StandardCharsets.ISO_8859_1), '0').bytes();
  }

  private static RawTar gnuLong(char type) {
    return tar().entry(new Header("././@LongLink", type).gnu(), LONG + "/" + LONG + "\0");
  }

  private void links() {
    add(
        "a link to / as parent",
        o -> List.of(tar().link("l", "/").file("l" + o + "/new", "x")),
        "made",
        "/outside/new = x",
        "/l -> /");
    add(
        "an absolute link as parent",
        o -> List.of(tar().link("l", o.toString()).file("l/new", "x")),
        "made",
        "/outside/new = x");
    add(
        "an absolute link in a lower layer as parent",
        o -> List.of(tar().link("l", o.toString()), tar().file("l/new", "x")),
        "made",
        "/outside/new = x");
    add(
        "a long ../ chain as parent",
        o ->
            List.of(
                tar()
                    .pax("linkpath=" + "../".repeat(50) + o.toString().substring(1))
                    .link("l", "cut")
                    .file("l/new", "x")),
        "made",
        "/outside/new = x");
    add(
        "links through links",
        tar().link("a", "b/..").link("b", "/c").directory("c").file("a/a/f", "x"),
        "made",
        "/f = x");
    add("links in a circle", tar().link("a", "b").link("b", "a").file("a/x", ""), "40 links");
    add("a link to itself", tar().link("a", "a").file("a/x", ""), "refused", "40 links");
    add(
        "a link's long component",
        tar().pax("linkpath=/" + "n".repeat(300)).link("a", "x").file("a/x", ""),
        "300 bytes");
    add("a link to nothing", tar().link("a", ""), "refused", "Linux does not allow");
    add(
        "a link to the kernel's files",
        tar().link("p", "/proc/self/cwd").file("p/new", "x"),
        "made",
        "/proc/self/cwd/new = x");
    add(
        "a file over a link to a file",
        o -> List.of(tar().link("l", o + "/secret").file("l", "x")),
        "made",
        "/l = x");
    add(
        "a folder over a link to a folder",
        o -> List.of(tar().link("l", o.toString()).directory("l").file("l/new", "x")),
        "made",
        "/l/new = x");
    add(
        "a usual link as parent",
        List.of(tar().directory("usr/lib").link("lib", "usr/lib"), tar().file("lib/a.so", "x")),
        "made",
        "/usr/lib/a.so = x",
        "/lib -> usr/lib");
    add(
        "a mount point that is a link",
        o -> List.of(tar().link("mnt", o.toString()).directory("opt")),
        "made",
        "mount /mnt at",
        "/outside");
    add("a mount point below a file", tar().file("mnt", "x"), "refused", "'mnt', which is a file");
  }

  private void hardLinks() {
    add(
        "a hard link out",
        o -> List.of(tar().hardLink("h", o + "/secret")),
        "refused",
        "which is no file of the image");
    add("a hard link out by ..", tar().hardLink("h", "../outside/secret"), "refused", "'..'");
    add(
        "a hard link through a link out",
        o -> List.of(tar().link("l", o.toString()).hardLink("h", "l/secret")),
        "refused",
        "which is no file of the image");
    add(
        "a hard link to a link out, written to",
        o -> List.of(tar().link("l", o + "/secret").hardLink("h", "l").file("h", "x")),
        "made",
        "/h = x",
        "/l -> ");
    add("a hard link to a folder", tar().directory("d").hardLink("h", "d"), "no file");
    add("a hard link to the root", tar().hardLink("h", "/"), "refused", "no file");
    add("a hard link to nothing", tar().hardLink("h", "n"), "refused", "no file");
    add("a hard link to itself", tar().file("h", "x").hardLink("h", "h"), "made", "/h = x");
    add(
        "a hard link to a lower layer's file",
        List.of(tar().file("a", "x"), tar().hardLink("h", "a")),
        "made",
        "/h = x",
        "/a = x");
    add(
        "a hard link to a file that is gone",
        List.of(tar().file("a", "x"), tar().file(".wh.a", "").hardLink("h", "a")),
        "no file");
    add(
        "an upper layer's file over one of two names",
        List.of(tar().file("a", "x").hardLink("h", "a"), tar().file("a", "y")),
        "made",
        "/a = y",
        "/h = x");
  }

  private void replacements() {
    add(
        "a folder replaced by a link",
        o ->
            List.of(
                tar().directory("etc").file("etc/a", "x"),
                tar().link("etc", o.toString()),
                tar().file("etc/new", "x")),
        "made",
        "/etc -> ",
        "/outside/new = x");
    add(
        "a folder replaced by a link within one layer",
        o -> List.of(tar().directory("d").link("d", o.toString()).file("d/new", "x")),
        "made",
        "/outside/new = x");
    add("a file as parent", tar().file("a", "x").file("a/b", "y"), "'a', which is a file");
    add(
        "a folder over a file",
        List.of(tar().file("a", "x"), tar().directory("a").file("a/b", "y")),
        "made",
        "/a/b = y");
    add(
        "a file over a folder",
        List.of(tar().directory("a").file("a/b", "y"), tar().file("a", "x")),
        "made",
        "/a = x");
    add(
        "a folder of mode 000 that the next layer enters",
        List.of(tar().directory("a", 0, 0), tar().file("a/b", "y")),
        "made",
        "/a/");
    add("a root of mode 000", tar().directory("./", 0, 0).file("b", "y"), "made");
  }

  private void whiteouts() {
    add("a bare .wh.", tar().file("a/.wh.", ""), "refused", "names nothing it could remove");
    add("a whiteout of .", tar().file("a/.wh..", ""), "refused", "names nothing");
    add("a whiteout of ..", tar().file("a/.wh...", ""), "refused", "names nothing");
    add(
        "a whiteout through a link out",
        o -> List.of(tar().link("l", o.toString()), tar().file("l/.wh.secret", "")),
        "refused",
        "leads through 'l'");
    add(
        "an opaque whiteout of a link out",
        o -> List.of(tar().link("l", o.toString()), tar().file("l/.wh..wh..opq", "")),
        "refused",
        "leads through 'l'");
    add("a whiteout with ..", tar().file("../.wh.outside", ""), "refused", "'..'");
    add("a file below a whiteout", tar().file(".wh.a/b", ""), "refused", "below a whiteout");
    add("a whiteout of nothing", tar().file("no/.wh.such", ""), "made");
    add(
        "the root's opaque whiteout",
        List.of(tar().file("a", "x"), tar().file("b", "y").file(".wh..wh..opq", "")),
        "made",
        "/b = y");
    add("AUFS's own files", tar().directory(".wh..wh.plnk").file(".wh..wh.aufs", ""), "made");
  }

  private void kinds() {
    add(
        "devices and pipes",
        tar()
            .entry(new Header("mem", '3').device(1, 1), "")
            .entry(new Header("disk", '4').device(8, 0), "")
            .entry(new Header("pipe", '6'), "")
            .entry(new Header("dev/null", '3').device(1, 3), ""),
        "made",
        "left out /mem (character device 1:1)",
        "left out /disk (block device 8:0)",
        "left out /pipe (pipe)");
    add(
        "a device over a file",
        List.of(tar().file("a", "x"), tar().entry(new Header("a", '6'), "")),
        "made",
        "left out /a (pipe)");
    add(
        "a kind that nobody knows",
        tar().entry(new Header("odd", 'Q'), "data").file("b", "y"),
        "made",
        "left out /odd (entry of type 'Q')",
        "/b = y");
    add("an old folder", tar().file("d/", "", 0755, 0).file("d/f", "x"), "made", "/d/f = x");
    add("set-user-ID", tar().file("su", "x", 06755, 0), "made", "/su = x");
  }

  private void sizes() {
    add(
        "an old GNU sparse entry",
        tar()
            .entry(new Header("s", 'S').gnu().extent(0, 5, 3).extent(1, 12, 0).realSize(12), "abc"),
        "made",
        "/s = " + "\\u0000".repeat(5) + "abc" + "\\u0000".repeat(4));
    add(
        "a PAX sparse entry 1.0",
        tar()
            .pax(
                "GNU.sparse.major=1",
                "GNU.sparse.minor=0",
                "GNU.sparse.name=s",
                "GNU.sparse.realsize=6")
            .file("x", "2\n2\n2\n6\n0\n" + "\0".repeat(502) + "ab"),
        "made",
        "/s = \\u0000\\u0000ab\\u0000\\u0000");
    add(
        "a PAX sparse entry 0.1",
        tar()
            .pax(
                "GNU.sparse.size=6",
                "GNU.sparse.numblocks=2",
                "GNU.sparse.map=2,2,6,0",
                "GNU.sparse.name=s")
            .file("x", "ab"),
        "made",
        "/s = \\u0000\\u0000ab\\u0000\\u0000");
    add("two gigabytes of holes", holes(Integer.MAX_VALUE), "made", "/s = 2147483647 bytes");
    add(
        "an exabyte of holes",
        tar().pax("SCHILY.filetype=sparse", "SCHILY.realsize=" + (1L << 60)).file("s", ""),
        "refused",
        "claims to be a file of");
    add(
        "9 GiB that are not there",
        tar().raw(new Header("b", '0').size(9L << 30).bytes(), new byte[9]),
        "refused",
        "its tar ends within an entry");
    add(
        "a name that fills the memory",
        tar().entry(new Header("././@LongLink", 'L').gnu(), "n".repeat(9 << 20)).file("b", "x"),
        "refused",
        "more memory than any name can need");
    add(
        "a header that is no header",
        tar()
            .raw(new byte[512], new byte[512])
            .raw("x".repeat(512).getBytes(StandardCharsets.UTF_8), new byte[0]),
        "made");
    add("a wrong number", tar().raw(wrongNumber(), new byte[0]), "refused", "cannot be read");
  }

  private static RawTar holes(long size) {
    String map = "1\n" + size + "\n0\n";
    return tar()
        .pax(
            "GNU.sparse.major=1",
            "GNU.sparse.minor=0",
            "GNU.sparse.name=s",
            "GNU.sparse.realsize=" + size)
        .file("x", map + "\0".repeat(512 - map.length()));
  }

  private static byte[] wrongNumber() {
    byte[] header = new Header("w", '0').bytes();
    header[100] = 'z';
    return header;
  }
}
