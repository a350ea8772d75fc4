
  private Inference inference(Map<String, String> rule) throws IOException {
    return new Inference(new PatientCase(SmallCase.write(folder)), new Rule(rule));
  }
