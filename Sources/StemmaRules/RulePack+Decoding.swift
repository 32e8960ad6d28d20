internal import StemmaText

extension RulePack {
  /// Decodes packs from their files, and says everything that is wrong with them.
  ///
  /// A path ends in `PACK/pack.yml`, `PACK/RULE.yml` or `PACK/PHRASES.txt`; other files are passed
  /// over. Packs and rules come by name, errors by file and line. With a lexicon, token rules are
  /// refused that name what neither it nor their pack has.
  public static func decoded(
    from files: [File],
    with lexicon: Lexicon? = nil
  ) -> (packs: [RulePack], errors: [RulePackError]) {
    var folders: [String: [File]] = [:]
    for file in files {
      let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
      folders[(file.path.hasPrefix("/") ? "/" : "") + folder, default: []].append(file)
    }
    var packs: [RulePack] = []
    var errors: [RulePackError] = []
    var places: [String: String] = [:]
    for (_, files) in folders.sorted(by: { $0.key < $1.key }) {
      let files = files.sorted { $0.path < $1.path }
      guard files.contains(where: { $0.path.hasSuffix(".yml") }) else { continue }
      guard let manifest = files.first(where: { fileName($0.path) == "pack.yml" }) else {
        errors.append(
          RulePackError(
            file: files[0].path,
            line: 1,
            fault: "The folder of this rule has no pack.yml.",
            advice: "Write one with name, version, licence, maintainer, kind and summary."
          )
        )
        continue
      }
      do throws(RulePackError) {
        let pack = try RulePack(manifest, files, lexicon, &places, &errors)
        packs.append(pack)
      } catch {
        errors.append(error)
      }
    }
    errors.sort { ($0.file, $0.line) < ($1.file, $1.line) }
    return (packs.sorted { $0.manifest.name < $1.manifest.name }, errors)
  }

  private init(
    _ file: File,
    _ files: [File],
    _ lexicon: Lexicon?,
    _ places: inout [String: String],
    _ errors: inout [RulePackError]
  ) throws(RulePackError) {
    let fields = try RuleFields(
      RuleNode(yaml: file),
      of: "a pack",
      in: file.path,
      keys: ["name", "version", "licence", "maintainer", "kind", "summary", "classes"]
    )
    let name = try fields.required("name", "Write the name of its folder.")
    let folder = file.path.split(separator: "/").dropLast().last.map(String.init)
    if let folder, folder != name {
      throw fields.error(
        at: "name",
        "The pack is called ‘\(name)’, its folder ‘\(folder)’.",
        "Write ‘name: \(folder)’."
      )
    }
    let version = try fields.required("version", "Write one such as ‘2026.11.1’.")
    let licence = try fields.required("licence", "Write an SPDX identifier.")
    let maintainer = try fields.required("maintainer", "Write who answers for the rules.")
    let summary = try fields.required("summary", "Say in a sentence what the pack is for.")
    let kinds = RuleKind.allCases.map(\.rawValue).joined(separator: ", ")
    _ = try fields.required("kind", "Write one of \(kinds).")
    let kind = try fields.choice("kind", of: RuleKind.self) ?? .boilerplate
    let classes = try wordClasses(fields)
    let words = WordSource(lexicon: lexicon, classes: classes)
    var rules: [Rule] = []
    for other in files where other.path.hasSuffix(".yml") && other.path != file.path {
      do throws(RulePackError) {
        let rule = try Rule(decoding: other, kind: kind, pack: name, beside: files, words)
        if let first = places.updateValue(other.path, forKey: rule.identifier) {
          throw RulePackError(
            file: other.path,
            line: 1,
            fault: "A rule ‘\(rule.identifier)’ stands in \(first) already.",
            advice: "Give one of them another name."
          )
        }
        rules.append(rule)
      } catch {
        errors.append(error)
      }
    }
    let manifest = Manifest(
      name: name,
      version: version,
      licence: licence,
      maintainer: maintainer,
      kind: kind,
      summary: summary,
      classes: classes
    )
    self.init(manifest: manifest, rules: rules.sorted { $0.identifier < $1.identifier })
  }
}

/// Reads `classes`: names with lists of words.
private func wordClasses(_ pack: RuleFields) throws(RulePackError) -> [RulePack.WordClass] {
  guard let node = pack.node("classes") else { return [] }
  var keys: [String] = []
  if case .map(let entries) = node.content { keys = entries.map(\.key) }
  let fields = try RuleFields(node, of: "classes of words", in: pack.file, keys: keys)
  var classes: [RulePack.WordClass] = []
  for key in keys.sorted() {
    classes.append(RulePack.WordClass(name: key, words: try fields.texts(key)))
  }
  return classes
}

/// The last part of a path.
func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
