package org.example.petct.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskWriterTest {
  @TempDir Path folder;

  @Test
  void takesOverTheGeometryWordByWord() throws Exception {
    MetaImage ct =
        MhaBuilder.image(ElementType.MET_SHORT, "2 1 1", 5, 6)
            .tag("Offset", "-249.51171875 1e-3 0.10000000000000001")
            .tag("ElementSpacing", "0.9765625 0.9765625 3.2700000000000000")
            .tag("TransformMatrix", "-1 0 0 0 -1 0 0 0 1")
            .tag("CenterOfRotation", "1 2 3")
            .tag("AnatomicalOrientation", "LPI")
            .read(folder);

    String header =
        new String(MaskWriter.encode(ct, new byte[] {1, 2}), StandardCharsets.ISO_8859_1);

    assertThat(header)
        .contains("\nOffset = -249.51171875 1e-3 0.10000000000000001\n")
        .contains("\nElementSpacing = 0.9765625 0.9765625 3.2700000000000000\n")
        .contains("\nTransformMatrix = -1 0 0 0 -1 0 0 0 1\n")
        .contains("\nCenterOfRotation = 1 2 3\n")
        .contains("\nAnatomicalOrientation = LPI\n")
        .contains("\nDimSize = 2 1 1\nElementType = MET_UCHAR\nElementDataFile = LOCAL\n");
  }

  @Test
  void writesLabelsThatAreReadBack() throws Exception {
    MetaImage ct =
        MhaBuilder.image(ElementType.MET_FLOAT, "3 1 1", 5, 6, 7).bigEndian().read(folder);
    byte[] file = MaskWriter.encode(ct, new byte[] {0, 2, 1});
    MetaImage mask = MetaImageReader.read(Files.write(folder.resolve("mask.mha"), file));

    assertThat(mask.type()).isEqualTo(ElementType.MET_UCHAR);
    assertThat(mask.grid()).isEqualTo(ct.grid());
    assertThat(mask.bytes().array()).containsExactly(0, 2, 1);
  }

  @Test
  void keepsTwoDimensions() throws Exception {
    byte[] file = MaskWriter.encode(MhaBuilder.stub().read(folder), new byte[1]);
    MetaImage mask = MetaImageReader.read(Files.write(folder.resolve("mask.mha"), file));

    assertThat(mask.grid()).isEqualTo(MhaBuilder.stub().read(folder).grid());
    assertThat(mask.header().tags()).containsEntry("NDims", "2");
  }

  @Test
  void keepsFourDimensionsWithTheLabelsInEachFrame() throws Exception {
    MetaImage ct =
        MhaBuilder.image(ElementType.MET_SHORT, "2 1 1 3", 1, 2, 3, 4, 5, 6)
            .tag("TransformMatrix", "1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1")
            .tag("Offset", "1 2 3 0")
            .tag("ElementSpacing", "2 2 4 1")
            .read(folder);
    byte[] file = MaskWriter.encode(ct, new byte[] {1, 2});
    MetaImage mask = MetaImageReader.read(Files.write(folder.resolve("mask.mha"), file));

    assertThat(ct.frames()).isEqualTo(3);
    assertThat(ct.volume().values()).containsExactly(1, 2);
    assertThat(ct.grid().toPatient(new Vec(1, 1, 1))).isEqualTo(new Vec(3, 4, 7));
    assertThat(mask.header().geometry()).isEqualTo(ct.header().geometry());
    assertThat(mask.bytes().array()).containsExactly(1, 2, 1, 2, 1, 2);
  }

  @Test
  void givesTheSameBytesTwice() throws Exception {
    MetaImage ct = MhaBuilder.stub().read(folder);

    assertThat(MaskWriter.encode(ct, new byte[1])).isEqualTo(MaskWriter.encode(ct, new byte[1]));
  }
}
