import ArgumentParser

/// Which files of settings are read.
struct SettingsOptions: ParsableArguments {
  @Option(help: "The file of settings for every PATH, instead of the nearest .stemma.yml above it.")
  var config: String?

  @Flag(help: "Reads no file of settings.")
  var noConfig = false

  func validate() throws {
    guard config == nil || !noConfig else {
      throw ValidationError("--config and --no-config exclude each other.")
    }
  }
}
