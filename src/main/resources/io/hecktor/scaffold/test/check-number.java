    assertTrue(Double.isFinite(Double.parseDouble(Files.readString(output.resolve(@pathLiteral@)))));
