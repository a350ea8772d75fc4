package io.hecktor.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The site's pages say what the plugin has: goals, parameters, files, links. */
class SiteTest {

  private static final Set<String> LANGUAGES =
      Set.of("shell", "xml", "yaml", "text", "json", "java", "python");

  /** Phases, goals and properties of Maven and its own plugins that the pages use. */
  private static final Set<String> MAVENS_OWN =
      Set.of("clean", "package", "verify", "install", "deploy", "dependency:tree");

  private static final Set<String> MAVENS_PROPERTIES = Set.of("skipTests", "outputDirectory");

  private static final Pattern PROPERTY = Pattern.compile("\\bhecktor\\.([a-z][A-Za-z]+)");
  private static final Pattern GOAL = Pattern.compile("(?<!io\\.)\\bhecktor:([a-z][a-z-]+[a-z])");

  /** What reads like a property and is something else. */
  private static final Set<String> NO_PROPERTIES = Set.of("lock", "it", "rebuild");

  private static Goals goals;

  @BeforeAll
  static void readDescriptor() throws Exception {
    goals = Goals.read();
  }

  static List<Page> pages() {
    return Page.all();
  }

  static List<Page> manual() {
    return Page.all().stream().filter(page -> !page.isDecision()).toList();
  }

  /** Without the catalogue of errors, which quotes messages and names remedies. */
  static List<Page> instructions() {
    return manual().stream().filter(page -> !page.toString().equals("errors.md")).toList();
  }

  @ParameterizedTest
  @MethodSource("manual")
  void namesGoalsThatAreThere(Page page) {
    assertThat(GOAL.matcher(page.text()).results().map(goal -> goal.group(1))).allMatch(goals::has);
  }

  @ParameterizedTest
  @MethodSource("manual")
  void namesPropertiesThatAreThere(Page page) {
    assertThat(PROPERTY.matcher(page.text()).results().map(name -> name.group(1)))
        .allMatch(name -> NO_PROPERTIES.contains(name) || goals.hasProperty("hecktor." + name));
  }

  @ParameterizedTest
  @MethodSource("manual")
  void givesEachGoalParametersThatItHas(Page page) {
    for (String command : commands(page)) {
      MavenWords words = MavenWords.of(command);
      assertThat(words.goals()).as(command).allMatch(goals::has);
      assertThat(words.others()).as(command).isSubsetOf(MAVENS_OWN);
      assertThat(words.properties())
          .as(command)
          .allMatch(name -> MAVENS_PROPERTIES.contains(name) || isTaken(words, name));
    }
  }

  /** Where a command names no goal of ours, a phase runs those that the POM binds. */
  private static boolean isTaken(MavenWords words, String property) {
    return words.goals().isEmpty()
        ? goals.hasProperty(property)
        : words.goals().stream().anyMatch(goal -> goals.properties().get(goal).contains(property));
  }

  private static List<String> commands(Page page) {
    return Stream.concat(page.typed().stream(), page.mentioned().stream())
        .filter(command -> command.startsWith("mvn "))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("instructions")
  void mentionsOnlyCommandsThatAreRunOrListed(Page page) throws IOException {
    Set<String> known = new HashSet<>(NotRun.all().stream().map(NotRun::command).toList());
    manual().forEach(each -> known.addAll(each.typed()));

    assertThat(page.mentioned()).isSubsetOf(known);
  }

  @ParameterizedTest
  @MethodSource("listed")
  void listsCommandsThatStandOnAPageAndAreTestedOtherwise(NotRun listed) throws IOException {
    assertThat(listed.why()).endsWith(".");
    assertThat(manual())
        .anyMatch(
            page ->
                page.typed().contains(listed.command())
                    || page.mentioned().contains(listed.command()));
    assertThat(isTest(listed.by())).as(listed.by()).isTrue();
  }

  static List<NotRun> listed() throws IOException {
    return NotRun.all();
  }

  private static boolean isTest(String name) throws IOException {
    if (name.startsWith("it/")) {
      return Files.exists(Path.of(name, "pom.xml"));
    }
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files.anyMatch(file -> file.endsWith(name + ".java"));
    }
  }

  @ParameterizedTest
  @MethodSource("instructions")
  void marksEachBlockWithItsLanguage(Page page) {
    assertThat(page.blocks()).extracting(Page.Block::language).isSubsetOf(LANGUAGES);
    assertThat(page.prose()).doesNotContain("```");
  }

  @ParameterizedTest
  @MethodSource("manual")
  void configuresParametersThatAreThere(Page page) throws Exception {
    for (String block : page.blocks("xml")) {
      Element root = parse(block);
      assertThat(ownConfiguration(root)).as(block).allMatch(goals::hasElement);
      assertThat(texts(root, "goal")).as(block).allMatch(goals::has);
      assertThat(names(root).filter(name -> name.startsWith("hecktor.")))
          .as(block)
          .allMatch(goals::hasProperty);
    }
  }

  private static Element parse(String xml) throws Exception {
    String whole = "<block>" + xml.replaceFirst("<\\?xml[^>]*>", "") + "</block>";
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(whole.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  /** Parameters in the plugin's own configuration, and in one that stands for itself. */
  private static List<String> ownConfiguration(Element root) {
    NodeList configurations = root.getElementsByTagName("configuration");
    return elements(configurations)
        .filter(it -> !isOfAnotherPlugin(it))
        .flatMap(it -> elements(it.getChildNodes()))
        .map(Element::getTagName)
        .toList();
  }

  private static boolean isOfAnotherPlugin(Element configuration) {
    for (var parent = configuration.getParentNode();
        parent instanceof Element element;
        parent = element.getParentNode()) {
      if (element.getTagName().equals("plugin")) {
        return !texts(element, "artifactId").contains("hecktor-maven-plugin");
      }
    }
    return false;
  }

  private static Stream<String> names(Element root) {
    return elements(root.getElementsByTagName("*")).map(Element::getTagName);
  }

  private static List<String> texts(Element root, String name) {
    return elements(root.getElementsByTagName(name)).map(Element::getTextContent).toList();
  }

  private static Stream<Element> elements(NodeList nodes) {
    return java.util.stream.IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast);
  }

  @ParameterizedTest
  @MethodSource("manual")
  void hasYamlThatCanBeRead(Page page) {
    for (String block : page.blocks("yaml")) {
      assertThat(new Load(LoadSettings.builder().build()).loadFromString(block)).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("manual")
  void quotesPythonFromTheBaseline(Page page) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("it/baseline-onnx/training"))) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".py")).toList();
      for (String block : page.blocks("python")) {
        assertThat(scripts)
            .as(block)
            .anySatisfy(script -> assertThat(Files.readString(script)).contains(block));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksToPagesAndAnchorsThatAreThere(Page page) {
    for (String link : page.links()) {
      if (!link.startsWith("https://") && !link.startsWith("http://")) {
        assertThat(resolves(page, link)).as(link).isTrue();
      }
    }
  }

  private static boolean resolves(Page page, String link) {
    String file = link.replaceFirst("#.*", "");
    String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
    Path target = file.isEmpty() ? page.path() : page.path().resolveSibling(file).normalize();
    if (file.endsWith(".png")) {
      return Files.exists(Path.of("src/site/resources").resolve(target));
    }
    if (file.endsWith(".html")) {
      return isMade(target.toString(), anchor);
    }
    return file.isEmpty() || Files.exists(Page.ROOT.resolve(target))
        ? anchor.isEmpty() || Page.of(target.toString()).anchors().contains(anchor)
        : false;
  }

  /** Pages that the plugin's report makes: one of all goals, and one of each goal. */
  private static boolean isMade(String page, String anchor) {
    if (page.equals("plugin-info.html")) {
      return anchor.isEmpty();
    }
    String goal = page.replaceFirst("-mojo\\.html$", "");
    return goals.has(goal) && (anchor.isEmpty() || goals.elements().get(goal).contains(anchor));
  }

  @Test
  void describesEachGoalAndParameter() throws Exception {
    assertThat(Goals.undescribed()).isEmpty();
  }

  @Test
  void hasEachPageInItsMenu() throws Exception {
    Element site = parse(Files.readString(Path.of("src/site/site.xml")));
    List<String> hrefs =
        elements(site.getElementsByTagName("item")).map(it -> it.getAttribute("href")).toList();

    assertThat(hrefs).doesNotHaveDuplicates();
    assertThat(hrefs.stream().filter(href -> !isMade(href, "")))
        .containsExactlyInAnyOrderElementsOf(
            Page.all().stream()
                .map(page -> page.toString().replace('\\', '/').replaceFirst("md$", "html"))
                .toList());
  }
}
