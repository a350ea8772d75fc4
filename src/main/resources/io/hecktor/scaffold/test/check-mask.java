    MetaImage mask = MetaImage.read(output.resolve(@pathLiteral@).resolve("output.mha"));
    assertTrue(
        IntStream.range(0, mask.voxels())
            .mapToDouble(mask::value)
            .allMatch(label -> Set.of(@labelDoubles@).contains(label)));
