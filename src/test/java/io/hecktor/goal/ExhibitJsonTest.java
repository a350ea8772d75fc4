package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.page.Exhibit;
import io.hecktor.picture.Picture;
import io.hecktor.picture.Plane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ExhibitJson}. */
class ExhibitJsonTest {

  private static Picture picture() {
    return new Picture(
        List.of(
            new Picture.View(
                Plane.AXIAL,
                17,
                40,
                512.25,
                384.125,
                List.of(
                    new Picture.Scan(
                        Picture.Modality.CT,
                        "-160 to 240 HU",
                        new Picture.Frame(0, -1.5, 512.25, 384.125),
                        "iVBORw0KGgo="),
                    new Picture.Scan(
                        Picture.Modality.PET,
                        "0 to 12.3",
                        new Picture.Frame(1e-9, 0, 100.1, 99),
                        "")),
                List.of(new Picture.Outline(2, "M1 2h3v4z")),
                0.9765625,
                3),
            new Picture.View(Plane.CORONAL, 0, 1, 1, 1, List.of(), List.of(), 0.1, 1 / 3.0)),
        List.of(new Picture.Label(1, 0, 0), new Picture.Label(2, 5_000_000_000L, 12.75)),
        List.of("There is no `PET` \"here\" \u0007."));
  }

  private static Exhibit whole() {
    return new Exhibit(
        "a case",
        Optional.of(picture()),
        List.of(new Exhibit.Excerpt("rfs.json", "0.7310585786300049\n")),
        List.of(new Exhibit.Excerpt("stderr.log", "é\n\u0000</pre>")));
  }

  private static Exhibit read(byte[] bytes) throws IOException {
    return ExhibitJson.read(bytes, "x.json");
  }

  @Test
  void keepsEverything() throws IOException {
    Exhibit bare = new Exhibit("b", Optional.empty(), List.of(), List.of());

    assertThat(read(ExhibitJson.bytes(whole()))).isEqualTo(whole());
    assertThat(read(ExhibitJson.bytes(bare))).isEqualTo(bare);
  }

  @Test
  void refusesWhatWasCutShort() {
    byte[] bytes = ExhibitJson.bytes(whole());
    for (int length = 0; length < bytes.length; length += 13) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"picture\":{\"views\":[{\"plane\":\"SIDEWAYS\"}]}}",
        "{\"picture\":{\"views\":[7]}}",
        "{\"picture\":{\"views\":[{\"plane\":\"AXIAL\",\"scans\":[{\"modality\":\"MRI\"}]}]}}"
      })
  void refusesWhatIsNoExhibit(String text) {
    assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessage("x.json is no exhibit of a case");
  }
}
