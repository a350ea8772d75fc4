
  /** A placeholder: a straight line through the age and the PET's largest value. */
  private double score(String output) throws IOException {
    double age = patient.number("Age").orElse(rule.number(output + ".ageWhenMissing"));
    double peak = rule.number(output + ".peakWhenMissing");
    Optional<MetaImage> pet = patient.find("images/pet");
    if (pet.isPresent() && pet.get().isVolume()) {
      peak = pet.get().largest();
    }
    return rule.number(output + ".intercept")
        + rule.number(output + ".perYear") * age
        + rule.number(output + ".perSuv") * peak;
  }
