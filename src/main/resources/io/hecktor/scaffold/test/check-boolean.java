    assertTrue(Set.of("true", "false").contains(Files.readString(output.resolve(@pathLiteral@)).trim()));
