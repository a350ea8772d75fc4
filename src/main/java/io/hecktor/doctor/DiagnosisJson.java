package io.hecktor.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.Json;

/** A diagnosis as a file that one can attach to a bug report. */
public final class DiagnosisJson {

  private DiagnosisJson() {}

  /**
   * What the file says besides the diagnosis.
   *
   * @param plugin version of the plugin
   * @param system name, version and processor of the operating system
   * @param made when, in ISO 8601
   */
  public record Heading(String plugin, String system, String made) {}

  /** The file's bytes. */
  public static byte[] format(Heading heading, Diagnosis diagnosis) {
    ObjectNode root = Json.newObject();
    root.put("plugin", heading.plugin());
    root.put("system", heading.system());
    root.put("made", heading.made());
    root.put("buildsAndSaves", diagnosis.stops().isEmpty());
    root.put("warnings", diagnosis.warnings().size());
    ArrayNode chapters = root.putArray("chapters");
    for (Chapter chapter : diagnosis.chapters()) {
      ObjectNode node = chapters.addObject();
      node.put("title", chapter.title());
      ArrayNode remarks = node.putArray("remarks");
      chapter.remarks().forEach(remark -> add(remarks.addObject(), remark));
    }
    return Json.pretty(root);
  }

  private static void add(ObjectNode node, Remark remark) {
    node.put("subject", remark.subject());
    node.put("state", remark.state().word());
    node.put("stops", remark.stops());
    node.put("found", remark.found());
    node.put("remedy", remark.remedy());
  }
}
