import Stemma
import StemmaCollation

/// A store with the name of its file.
struct StoreFile {
  private let store: StoryStore
  private let path: String

  fileprivate init(_ store: StoryStore, at path: String) {
    self.store = store
    self.path = path
  }

  /// Finds the stories of some texts, and remembers these.
  func stories(
    of sketches: [Sketch],
    reportedAs reports: [DocumentReport]
  ) throws(CommandError) -> [Story] {
    let texts = zip(sketches, reports).map { sketch, report in
      StoryStore.Text(
        report.input.arrival.name,
        digest: report.input.content.digest.hexadecimal,
        sketch: sketch
      )
    }
    do {
      return try store.add(texts)
    } catch {
      throw CommandError("\(path): \(sentence(for: error))")
    }
  }
}

/// Opens a store, or makes one.
func openedStore(at path: String) throws(CommandError) -> StoreFile {
  // SQLite takes an empty name, or this one, for a database that is forgotten at the end.
  guard !path.isEmpty, path != ":memory:", path != "-" else {
    throw CommandError("--store takes the path of a file.")
  }
  do {
    return StoreFile(try StoryStore(at: path), at: path)
  } catch {
    throw CommandError("\(path): \(sentence(for: error))")
  }
}

/// Why a store cannot be used, and what to do.
private func sentence(for error: StoryStoreError) -> String {
  switch error {
  case .notAStore: "is no store of stories. Name another file, or one that is not there yet."
  case .otherVersion(let version):
    "was written by another version of stemma (its tables are \(version), these \(storeVersion)). Name a new file."
  case .damaged: "is damaged. Put a copy back, or name a new file and collate the texts again."
  case .busy: "is in use by another run, which did not finish. Try again."
  case .unusable(let reason): "cannot be used: \(reason)."
  }
}

private let storeVersion = StoryStore.version
