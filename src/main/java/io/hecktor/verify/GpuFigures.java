package io.hecktor.verify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What its maker publishes of a GPU, from data sheets and architecture whitepapers.
 *
 * @param name as it stands in the driver's name
 * @param singleTflops single precision on the ordinary units
 * @param tensorTflops what single precision becomes on tensor cores by TF32, dense; the same as
 *     before where the GPU has no TF32
 * @param gigabytesPerSecond of its memory
 * @param boostMhz the clock that the figures are for
 */
record GpuFigures(
    String name, double singleTflops, double tensorTflops, int gigabytesPerSecond, int boostMhz) {

  /** The challenge's GPU. */
  static final GpuFigures T4 = new GpuFigures("T4", 8.1, 8.1, 320, 1590);

  /** Narrow names stand before wide ones. */
  private static final List<GpuFigures> KNOWN =
      List.of(
          T4,
          new GpuFigures("H200", 67, 494, 4800, 1980),
          new GpuFigures("H100 80GB HBM3", 67, 494, 3350, 1980),
          new GpuFigures("H100 PCIe", 51, 378, 2000, 1755),
          new GpuFigures("A100-SXM4-80GB", 19.5, 156, 2039, 1410),
          new GpuFigures("A100 80GB PCIe", 19.5, 156, 1935, 1410),
          new GpuFigures("A100", 19.5, 156, 1555, 1410),
          new GpuFigures("A30", 10.3, 82, 933, 1440),
          new GpuFigures("A40", 37.4, 74.8, 696, 1740),
          new GpuFigures("A10", 31.2, 62.5, 600, 1695),
          new GpuFigures("L40S", 91.6, 183, 864, 2520),
          new GpuFigures("L40", 90.5, 90.5, 864, 2490),
          new GpuFigures("L4", 30.3, 60, 300, 2040),
          new GpuFigures("V100-SXM2", 15.7, 15.7, 900, 1530),
          new GpuFigures("V100", 14, 14, 900, 1380),
          new GpuFigures("P100-PCIE", 9.3, 9.3, 732, 1328),
          new GpuFigures("RTX 6000 Ada", 91.1, 182.1, 960, 2505),
          new GpuFigures("RTX A6000", 38.7, 77.4, 768, 1800),
          new GpuFigures("Quadro RTX 6000", 16.3, 16.3, 672, 1770),
          new GpuFigures("TITAN RTX", 16.3, 16.3, 672, 1770),
          new GpuFigures("RTX 4090", 82.6, 82.6, 1008, 2520),
          new GpuFigures("RTX 3090", 35.6, 35.6, 936, 1695),
          new GpuFigures("RTX 3080", 29.8, 29.8, 760, 1710),
          new GpuFigures("RTX 2080 Ti", 13.4, 13.4, 616, 1545),
          new GpuFigures("GTX 1080 Ti", 11.3, 11.3, 484, 1582));

  /** The figures of a GPU, where they are known. */
  static Optional<GpuFigures> of(String device) {
    String words = " " + device.toLowerCase(Locale.ROOT).replace('-', ' ') + " ";
    return KNOWN.stream()
        .filter(
            one -> words.contains(" " + one.name.toLowerCase(Locale.ROOT).replace('-', ' ') + " "))
        .findFirst();
  }
}
