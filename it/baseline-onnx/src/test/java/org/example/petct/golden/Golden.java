package org.example.petct.golden;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.example.petct.image.Axes;
import org.example.petct.image.Grid;
import org.example.petct.image.Size;
import org.example.petct.image.Vec;

/** What scipy, scikit-image and PyTorch gave; {@code training/goldens.py} writes the files. */
public record Golden(JsonObject values) {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  public static Golden read(String name) {
    try {
      String text = Files.readString(file(name + ".json"));
      return new Golden(JsonParser.parseString(text).getAsJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path file(String name) {
    return FOLDER.resolve(name);
  }

  public float[] floats(String name) {
    return floats(values.get(name));
  }

  public static float[] floats(JsonElement element) {
    JsonArray array = element.getAsJsonArray();
    float[] floats = new float[array.size()];
    for (int at = 0; at < floats.length; at++) {
      floats[at] = array.get(at).getAsFloat();
    }
    return floats;
  }

  public double number(String name) {
    JsonElement value = values.get(name);
    return value.isJsonArray() ? value.getAsJsonArray().get(0).getAsDouble() : value.getAsDouble();
  }

  public Vec vec(String name) {
    return vec(values.get(name).getAsJsonArray(), 0);
  }

  private static Vec vec(JsonArray numbers, int from) {
    return new Vec(
        numbers.get(from).getAsDouble(),
        numbers.get(from + 1).getAsDouble(),
        numbers.get(from + 2).getAsDouble());
  }

  public Size size(String name) {
    return size(values.get(name));
  }

  public static Size size(JsonElement element) {
    JsonArray counts = element.getAsJsonArray();
    return new Size(counts.get(0).getAsInt(), counts.get(1).getAsInt(), counts.get(2).getAsInt());
  }

  /** A grid along the axes. */
  public Grid grid(String size, String spacing, String origin) {
    Vec mm = vec(spacing);
    Axes steps = new Axes(new Vec(mm.x(), 0, 0), new Vec(0, mm.y(), 0), new Vec(0, 0, mm.z()));
    return new Grid(size(size), vec(origin), steps);
  }

  /** A grid with a step in any direction per axis. */
  public Grid aslant(String size, String steps, String origin) {
    JsonArray of = values.get(steps).getAsJsonArray();
    return new Grid(size(size), vec(origin), new Axes(vec(of, 0), vec(of, 3), vec(of, 6)));
  }

  public List<JsonElement> list(String name) {
    return values.get(name).getAsJsonArray().asList();
  }

  /** The input that networks are tried with. */
  public static float[] wave(int count) {
    float[] wave = new float[count];
    for (int at = 0; at < count; at++) {
      wave[at] = (float) Math.sin(at * 0.37);
    }
    return wave;
  }

  /** Every {@code step}-th value. */
  public static float[] every(int step, float[] values) {
    float[] kept = new float[(values.length + step - 1) / step];
    for (int at = 0; at < kept.length; at++) {
      kept[at] = values[at * step];
    }
    return kept;
  }
}
