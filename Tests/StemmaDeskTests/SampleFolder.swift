import RulePacks
import Stemma
import StemmaRules
import Synchronization

@testable import StemmaDesk

/// A folder and a baseline in memory.
final class SampleFolder: Sendable {
  struct Files {
    var texts: [String: String] = [:]
    var known: Set<Baseline.Entry> = []
    var reasons: [Baseline.Entry: String] = [:]
    var cleaned: [String: String] = [:]
    /// Readings of the folder at once, now and at most.
    var readings = 0
    var mostReadings = 0
  }

  let files: Mutex<Files>
  private let examination = Examination(with: Checker(RulePacks.ruleset()))
  private let rules = RulesInForce(RulePacks.ruleset(), tables: [])

  init(_ texts: [String: String]) { files = Mutex(Files(texts: texts)) }

  var surroundings: DeskSurroundings {
    DeskSurroundings(
      rules: rules,
      readEach: { [self] body in
        let texts = files.withLock { files in
          files.readings += 1
          files.mostReadings = max(files.mostReadings, files.readings)
          return files.texts
        }
        defer { files.withLock { $0.readings -= 1 } }
        await Task.yield()
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
          body(try input(name, Array(text.utf8)))
        }
        return []
      },
      examine: { [self] name, bytes throws(DeskError) in try input(name, bytes) },
      compare: { texts in
        Comparison(
          of: texts.map(\.examined),
          reportedAs: texts.map(\.report),
          lexicon: RulePacks.lexicon(),
          relations: RulePacks.relations()
        )
      },
      page: { texts, comparison in
        let sigla = texts.map(\.report.identifier)
        return Array("<head></head>\(sigla)\(comparison == nil ? "" : " compared")".utf8)
      },
      known: { [self] () throws(DeskError) in files.withLock { $0.known } },
      record: { [self] records throws(DeskError) in
        files.withLock { files in
          for record in records {
            files.reasons[record.entry] = record.reason
            if record.reason == nil {
              files.known.remove(record.entry)
            } else {
              files.known.insert(record.entry)
            }
          }
        }
      },
      keep: { [self] name, bytes throws(DeskError) in
        let isNew = files.withLock { files in
          guard files.texts[name] == nil else { return false }
          files.texts[name] = String(decoding: bytes, as: UTF8.self)
          return true
        }
        guard isNew else { throw DeskError.refused("is there") }
      },
      write: { [self] name, bytes throws(DeskError) in
        files.withLock { $0.cleaned[name] = String(decoding: bytes, as: UTF8.self) }
        return name
      }
    )
  }

  private func input(_ name: String, _ bytes: [UInt8]) throws(DeskError) -> DeskSurroundings.Input {
    do {
      let examined = try examination.result(for: Source(bytes, name: name))
      return DeskSurroundings.Input(examined, named: name, inBaseline: name)
    } catch {
      throw .refused("\(error)")
    }
  }
}
