package io.hecktor.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The plugin's goals with their parameters, from the descriptor that the build has made.
 *
 * @param elements each goal's parameters, as a POM spells them
 * @param properties each goal's parameters, as the command line spells them
 */
record Goals(Map<String, Set<String>> elements, Map<String, Set<String>> properties) {

  private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");

  static Goals read() throws IOException, SAXException, ParserConfigurationException {
    Document descriptor =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(DESCRIPTOR.toFile());
    Goals goals = new Goals(new TreeMap<>(), new TreeMap<>());
    NodeList mojos = descriptor.getElementsByTagName("mojo");
    for (int i = 0; i < mojos.getLength(); i++) {
      goals.add((Element) mojos.item(i));
    }
    return goals;
  }

  /** Goals and parameters of which the descriptor has no sentence. */
  static List<String> undescribed() throws IOException, SAXException, ParserConfigurationException {
    Document descriptor =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(DESCRIPTOR.toFile());
    List<String> names = new ArrayList<>();
    for (String kind : List.of("mojo", "parameter")) {
      NodeList nodes = descriptor.getElementsByTagName(kind);
      for (int i = 0; i < nodes.getLength(); i++) {
        Element node = (Element) nodes.item(i);
        boolean ours = kind.equals("mojo") || text(node, "editable").equals("true");
        if (ours && !text(node, "description").strip().endsWith(".")) {
          names.add(kind + " " + text(node, kind.equals("mojo") ? "goal" : "name"));
        }
      }
    }
    return names;
  }

  private void add(Element mojo) {
    String goal = text(mojo, "goal");
    Set<String> names = new TreeSet<>();
    Set<String> expressions = new TreeSet<>();
    NodeList parameters = mojo.getElementsByTagName("parameter");
    for (int i = 0; i < parameters.getLength(); i++) {
      Element parameter = (Element) parameters.item(i);
      if (text(parameter, "editable").equals("true")) {
        names.add(text(parameter, "name"));
      }
    }
    NodeList configuration =
        ((Element) mojo.getElementsByTagName("configuration").item(0)).getElementsByTagName("*");
    for (int i = 0; i < configuration.getLength(); i++) {
      String expression = configuration.item(i).getTextContent();
      if (names.contains(configuration.item(i).getNodeName()) && expression.startsWith("${")) {
        expressions.add(expression.substring(2, expression.length() - 1));
      }
    }
    elements.put(goal, names);
    properties.put(goal, expressions);
  }

  private static String text(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    return nodes.getLength() == 0 ? "" : nodes.item(0).getTextContent();
  }

  boolean has(String goal) {
    return elements.containsKey(goal);
  }

  /** Whether any goal has a parameter that a POM spells so. */
  boolean hasElement(String name) {
    return elements.values().stream().anyMatch(names -> names.contains(name));
  }

  /** Whether any goal has a parameter that the command line spells so. */
  boolean hasProperty(String name) {
    return properties.values().stream().anyMatch(names -> names.contains(name));
  }
}
