public import StemmaText

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
      keys: [
        "name", "version", "licence", "maintainer", "kind", "summary", "classes", "lists", "lines",
      ]
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
    let lists = try nameLists(fields, files)
    let lines = try lineReading(fields, files)
    let words = WordSource(lexicon: lexicon, classes: classes, lists: lists)
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
      classes: classes,
      lists: lists,
      lines: lines
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

/// Reads `lines`: the files of weights and of words by which lines of furniture are told.
private func lineReading(
  _ pack: RuleFields,
  _ files: [RulePack.File]
) throws(RulePackError) -> [UInt8] {
  guard let node = pack.node("lines") else { return [] }
  let keys = ["weights", "words"]
  let fields = try RuleFields(node, of: "lines of furniture", in: pack.file, keys: keys)
  var found: [RulePack.File] = []
  for key in keys {
    let name = try fields.required(key, "Write the name of a .txt file beside the pack.")
    guard let file = files.first(where: { fileName($0.path) == name }) else {
      throw fields.error(at: key, "There is no file ‘\(name)’ beside the pack.", "Write one.")
    }
    found.append(file)
  }
  return try LineReading(weights: found[0], words: found[1]).compiled
}

/// Reads `lists`: names with files of lines `VALUE<TAB>NAME<TAB>ALIAS|ALIAS`.
private func nameLists(
  _ pack: RuleFields,
  _ files: [RulePack.File]
) throws(RulePackError) -> [RulePack.NameList] {
  guard let node = pack.node("lists") else { return [] }
  var keys: [String] = []
  if case .map(let entries) = node.content { keys = entries.map(\.key) }
  let fields = try RuleFields(node, of: "lists", in: pack.file, keys: keys)
  var lists: [RulePack.NameList] = []
  for key in keys.sorted() {
    let name = try fields.required(key, "Write the name of a .txt file beside the pack.")
    guard let file = files.first(where: { fileName($0.path) == name }) else {
      throw fields.error(at: key, "There is no file ‘\(name)’ beside the pack.", "Write one.")
    }
    lists.append(RulePack.NameList(name: key, items: try items(of: file)))
  }
  return lists
}

private func items(of file: RulePack.File) throws(RulePackError) -> [RulePack.NameList.Item] {
  var items: [RulePack.NameList.Item] = []
  let text = String(decoding: file.bytes, as: UTF8.self)
  for (i, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    guard !line.isEmpty, !line.hasPrefix("#") else { continue }
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard columns.count >= 3 else {
      throw RulePackError(
        file: file.path,
        line: i + 1,
        fault: "The line has \(columns.count) columns.",
        advice: "Write value, name and what stands in texts, with tabs between."
      )
    }
    let aliases = columns[2].split(separator: "|").map(String.init)
    items.append(RulePack.NameList.Item(value: columns[0], name: columns[1], aliases: aliases))
  }
  return items
}

/// The last part of a path.
func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
