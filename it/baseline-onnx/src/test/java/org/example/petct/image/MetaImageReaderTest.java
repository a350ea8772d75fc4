package org.example.petct.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.example.petct.InferenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MetaImageReaderTest {
  @TempDir Path folder;

  static Stream<Arguments> typesAndExtremes() {
    return Stream.of(
        Arguments.of(ElementType.MET_CHAR, -128, 127),
        Arguments.of(ElementType.MET_UCHAR, 0, 255),
        Arguments.of(ElementType.MET_SHORT, -32768, 32767),
        Arguments.of(ElementType.MET_USHORT, 0, 65535),
        Arguments.of(ElementType.MET_INT, -0x1p31, 0x1p31 - 1),
        Arguments.of(ElementType.MET_UINT, 0, 0x1p32 - 1),
        Arguments.of(ElementType.MET_LONG, -0x1p31, 0x1p31 - 1),
        Arguments.of(ElementType.MET_ULONG, 0, 0x1p32 - 1),
        Arguments.of(ElementType.MET_LONG_LONG, -0x1p63, 0x1p62),
        Arguments.of(ElementType.MET_ULONG_LONG, 1, 0x1p63),
        Arguments.of(ElementType.MET_FLOAT, -1.5, 0.015625),
        Arguments.of(ElementType.MET_DOUBLE, -1e300, 0.1));
  }

  @ParameterizedTest
  @MethodSource("typesAndExtremes")
  void readsEachTypeInBothByteOrdersPlainAndCompressed(ElementType type, double low, double high)
      throws Exception {
    double[] values = {low, high, 7, 2, 5, 3};

    assertThat(voxels(MhaBuilder.image(type, "1 2 3", values))).containsExactly(values);
    assertThat(voxels(MhaBuilder.image(type, "1 2 3", values).bigEndian())).containsExactly(values);
    assertThat(voxels(MhaBuilder.image(type, "1 2 3", values).compressed()))
        .containsExactly(values);
    assertThat(voxels(MhaBuilder.image(type, "1 2 3", values).bigEndian().compressed()))
        .containsExactly(values);
  }

  @Test
  void everyTypeHasARowAbove() {
    assertThat(typesAndExtremes().map(row -> row.get()[0]))
        .containsExactly((Object[]) ElementType.values());
  }

  @Test
  void readsThePlatformsStubAsFlat() throws Exception {
    MetaImage stub = MhaBuilder.stub().read(folder);

    assertThat(stub.isVolume()).isFalse();
    assertThat(stub.grid().size()).isEqualTo(new Size(1, 1, 1));
    assertThat(stub.at(0)).isEqualTo(1.0);
  }

  @Test
  void rowsOfTheMatrixAreTheAxesDirections() throws Exception {
    Grid grid =
        mask("2 3 4")
            .tag("TransformMatrix", "0 1 0 0 0 1 1 0 0")
            .tag("ElementSpacing", "2 3 5")
            .tag("Offset", "10 20 30")
            .read(folder)
            .grid();

    assertThat(grid.toPatient(new Vec(1, 0, 0))).isEqualTo(new Vec(10, 22, 30));
    assertThat(grid.toPatient(new Vec(0, 1, 0))).isEqualTo(new Vec(10, 20, 33));
    assertThat(grid.toPatient(new Vec(0, 0, 1))).isEqualTo(new Vec(15, 20, 30));
    assertThat(grid.steps().determinant()).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({
    "Offset, Position",
    "Offset, Origin",
    "TransformMatrix, Rotation",
    "TransformMatrix, Orientation",
    "ElementSpacing, ElementSize",
  })
  void olderTagsMeanTheSame(String tag, String older) throws Exception {
    String value = tag.equals("TransformMatrix") ? "-1 0 0 0 -1 0 0 0 1" : "2 3 4";
    MetaImage image =
        mask("2 3 4").without(tag).tag(older, value).tag("ElementDataFile", "LOCAL").read(folder);

    assertThat(image.grid()).isEqualTo(mask("2 3 4").tag(tag, value).read(folder).grid());
    assertThat(image.header().geometry()).containsEntry(tag, value);
  }

  @Test
  void readsCompressedVoxelsWhoseSizeIsNotTold() throws Exception {
    byte[] header = mask("2 1 1").compressed().header();
    byte[] voxels = MhaBuilder.deflate(new byte[] {5, 6});
    byte[] file = Arrays.copyOf(header, header.length + voxels.length);
    System.arraycopy(voxels, 0, file, header.length, voxels.length);

    assertThat(read(file).at(1)).isEqualTo(6);
  }

  @Test
  void readsWindowsLineEnds() throws Exception {
    String header = new String(mask("2 1 1").header()).replace("\n", "\r\n");

    assertThat(read((header + "ab").getBytes()).at(1)).isEqualTo('b');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ObjectType | Tube | ObjectType `Tube`",
        "NDims | 5 | NDims `5`",
        "NDims | three | NDims `three`",
        "NDims | 2 | numbers",
        "BinaryData | False | text voxels",
        "BinaryDataByteOrderMSB | maybe | True or False",
        "ElementNumberOfChannels | 3 | ElementNumberOfChannels `3`",
        "HeaderSize | -1 | HeaderSize `-1`",
        "ElementType | MET_STRING | ElementType `MET_STRING`",
        "ElementDataFile | voxels.raw | ElementDataFile = LOCAL",
        "DimSize | 2 2 | 3 numbers",
        "DimSize | 0 2 2 | whole counts",
        "DimSize | -2 -2 2 | whole counts",
        "DimSize | 1.5 2 2 | whole counts",
        "DimSize | 65536 65536 65536 | under 2^31 voxels",
        "DimSize | 4294967296 4294967296 4294967296 | under 2^31 voxels",
        "DimSize | 1000 1000 1000 | fewer bytes of voxels than the 1000000000",
        "DimSize | 2 2 1 | more bytes of voxels than the 4",
        "ElementSpacing | 1 0 1 | distances above 0",
        "ElementSpacing | 1 NaN 1 | finite numbers",
        "Offset | 0 0 Infinity | finite numbers",
        "Offset | 0 0 x | numbers with blanks between",
        "TransformMatrix | 1 0 0 1 0 0 0 0 1 | axes that span a volume",
      })
  void refusesAHeaderThatItCannotFollow(String tag, String value, String message) {
    assertThatThrownBy(() -> mask("2 2 2").tag(tag, value).read(folder))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("image.mha")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @EnumSource(names = {"MET_SHORT", "MET_DOUBLE"})
  void refusesEveryTruncation(ElementType type) {
    byte[] plain = MhaBuilder.image(type, "1 2 2", 1, 2, 3, 4).bytes();
    byte[] compressed = MhaBuilder.image(type, "1 2 2", 1, 2, 3, 4).compressed().bytes();
    for (byte[] whole : new byte[][] {plain, compressed}) {
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(InferenceException.class);
      }
    }
  }

  @Test
  void refusesCompressedVoxelsThatTheFileIsTooShortFor() {
    assertThatThrownBy(() -> mask("1290 1290 1290").compressed().read(folder))
        .hasMessageContaining("too short for the voxels");
  }

  @Test
  void refusesMoreThanAnArrayHolds() {
    MhaBuilder large = MhaBuilder.image(ElementType.MET_DOUBLE, "1000 1000 1000").compressed();

    assertThatThrownBy(() -> large.read(folder)).hasMessageContaining("2 GiB");
  }

  @Test
  void refusesCompressedVoxelsOfAnotherCount() {
    assertThatThrownBy(() -> mask("2 2 2").compressed().tag("DimSize", "2 2 1").read(folder))
        .hasMessageContaining("more bytes");
    assertThatThrownBy(() -> mask("2 2 2").compressed().tag("DimSize", "2 2 3").read(folder))
        .hasMessageContaining("fewer bytes");
  }

  @Test
  void refusesDamagedCompressedVoxels() {
    byte[] file = mask("2 2 2").compressed().bytes();
    file[file.length - 1] ^= 1;

    assertThatThrownBy(() -> read(file)).hasMessageContaining("damaged");
  }

  @Test
  void refusesACompressedSizeThatTheFileDoesNotHave() {
    MhaBuilder image = mask("2 2 2").compressed().tag("CompressedDataSize", "9999");

    assertThatThrownBy(() -> image.read(folder)).hasMessageContaining("9999");
  }

  @Test
  void refusesAFileThatIsNoMetaImage() {
    assertThatThrownBy(() -> read(new byte[200_000])).hasMessageContaining("no whole MetaImage");
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatThrownBy(() -> MetaImageReader.read(folder.resolve("none.mha")))
        .hasMessageContaining("none.mha` cannot be read (NoSuchFileException)");
  }

  /** An 8-bit image; one of more than 64 voxels lacks the rest. */
  private static MhaBuilder mask(String dimSize) {
    int voxels =
        Arrays.stream(dimSize.split(" ")).mapToInt(Integer::parseInt).reduce(1, (a, b) -> a * b);
    return MhaBuilder.image(ElementType.MET_UCHAR, dimSize, new double[Math.min(voxels, 64)]);
  }

  private MetaImage read(byte[] file) throws IOException, InferenceException {
    return MetaImageReader.read(Files.write(folder.resolve("image.mha"), file));
  }

  private double[] voxels(MhaBuilder builder) throws Exception {
    MetaImage image = builder.read(folder);
    return IntStream.range(0, image.grid().size().voxels()).mapToDouble(image::at).toArray();
  }
}
