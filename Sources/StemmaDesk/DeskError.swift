/// Why the desk cannot do what it was asked.
public enum DeskError: Error, Equatable {
  /// The system does not give the port; its error number.
  case cannotListen(UInt16, Int32)

  /// The server behind the port cannot be set up: why, in its words.
  case noServer(String)

  /// The texts were read anew since the page was made; a finding may be another now.
  case readAnew

  /// A text, a file or a name cannot be taken: why, in a sentence.
  case refused(String)
}
