package io.hecktor.gpu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.gpu.GpuCode.Kind;
import io.hecktor.gpu.GpuCode.Piece;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A layer's contents as the cache's record of them, in JSON. */
final class ContentsJson {

  private ContentsJson() {}

  static byte[] format(LayerContents contents) {
    ObjectNode node = Json.newObject();
    contents.libraries().forEach(library -> add(node.withArray("libraries").addObject(), library));
    contents.models().forEach(model -> add(node.withArray("models").addObject(), model));
    for (LayerContents.Foreign foreign : contents.foreign()) {
      node.withArray("foreign")
          .addArray()
          .add(foreign.path())
          .add(foreign.system())
          .add(foreign.packedBytes());
    }
    ObjectNode links = node.putObject("links");
    contents.links().forEach(links::put);
    contents.whiteouts().forEach(node.putArray("whiteouts")::add);
    contents.loaderFolders().forEach(node.putArray("loaderFolders")::add);
    return Json.compact(node);
  }

  private static void add(ObjectNode node, NativeLibrary library) {
    node.put("path", library.path()).put("size", library.sizeBytes());
    library.soname().ifPresent(soname -> node.put("soname", soname));
    library.needed().forEach(node.putArray("needed")::add);
    ArrayNode code = node.putArray("code");
    library
        .code()
        .pieces()
        .forEach(
            (piece, count) ->
                code.addArray()
                    .add(piece.kind().name())
                    .add(piece.architecture())
                    .add(piece.specific())
                    .add(count));
    node.put("phonesHome", library.phonesHome());
  }

  private static void add(ObjectNode node, OnnxModel model) {
    node.put("path", model.path()).put("irVersion", model.irVersion());
    ObjectNode opsets = node.putObject("opsets");
    model.opsets().forEach(opsets::put);
    model.dataTypes().forEach(node.putArray("dataTypes")::add);
    node.put("weights", model.weightBytes());
    ArrayNode external = node.putArray("external");
    for (OnnxModel.External file : model.external()) {
      external.addArray().add(file.location()).add(file.sizeBytes()).add(file.endBytes());
    }
  }

  static LayerContents parse(byte[] bytes) throws IOException {
    ObjectNode node = Json.object(bytes, "a layer's contents");
    List<NativeLibrary> libraries = new ArrayList<>();
    node.path("libraries").forEach(library -> libraries.add(library(library)));
    List<OnnxModel> models = new ArrayList<>();
    node.path("models").forEach(model -> models.add(model(model)));
    List<LayerContents.Foreign> foreign = new ArrayList<>();
    node.path("foreign")
        .forEach(
            entry ->
                foreign.add(
                    new LayerContents.Foreign(
                        entry.path(0).asText(), entry.path(1).asText(), entry.path(2).asLong())));
    TreeMap<String, String> links = new TreeMap<>();
    node.path("links").properties().forEach(e -> links.put(e.getKey(), e.getValue().asText()));
    return new LayerContents(
        libraries,
        models,
        foreign,
        links,
        texts(node.path("whiteouts")),
        texts(node.path("loaderFolders")));
  }

  private static NativeLibrary library(JsonNode node) {
    TreeMap<Piece, Integer> pieces = new TreeMap<>();
    for (JsonNode piece : node.path("code")) {
      pieces.put(
          new Piece(
              Kind.valueOf(piece.path(0).asText()),
              piece.path(1).asInt(),
              piece.path(2).asBoolean()),
          piece.path(3).asInt());
    }
    return new NativeLibrary(
        node.path("path").asText(),
        node.path("size").asLong(),
        node.has("soname") ? Optional.of(node.path("soname").asText()) : Optional.empty(),
        texts(node.path("needed")),
        new GpuCode(pieces),
        node.path("phonesHome").asBoolean());
  }

  private static OnnxModel model(JsonNode node) {
    TreeMap<String, Long> opsets = new TreeMap<>();
    node.path("opsets").properties().forEach(e -> opsets.put(e.getKey(), e.getValue().asLong()));
    TreeSet<Integer> dataTypes = new TreeSet<>();
    node.path("dataTypes").forEach(type -> dataTypes.add(type.asInt()));
    List<OnnxModel.External> external = new ArrayList<>();
    for (JsonNode file : node.path("external")) {
      external.add(
          new OnnxModel.External(
              file.path(0).asText(), file.path(1).asLong(), file.path(2).asLong()));
    }
    return new OnnxModel(
        node.path("path").asText(),
        node.path("irVersion").asLong(),
        opsets,
        dataTypes,
        node.path("weights").asLong(),
        external);
  }

  private static List<String> texts(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(text -> all.add(text.asText()));
    return all;
  }
}
