    assertTrue(Set.of(@quotedLiterals@).contains(Files.readString(output.resolve(@pathLiteral@)).trim()));
