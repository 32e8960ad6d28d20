// The only file that imports swift-mustache.
internal import Mustache
internal import Stemma

/// The files of `Resources`, which lie in the binary.
enum Templates {
  /// What the page looks like.
  static let style = text(PackageResources.page_css)

  /// What makes the page handier where scripts may run.
  static let script = text(PackageResources.page_js)

  /// Fills the page in.
  static func page(_ scope: Scope) -> String {
    guard let page = library.render(scope, withTemplate: "page") else {
      preconditionFailure("The template of the page is one of the library.")
    }
    return page
  }

  private static let library: MustacheLibrary = {
    var library = MustacheLibrary()
    do {
      for (name, bytes) in sources { try library.register(text(bytes), named: name) }
    } catch {
      preconditionFailure("A template is broken: \(error)")
    }
    return library
  }()

  /// The templates, by the names they call each other.
  static let sources: [(name: String, bytes: [UInt8])] = [
    ("page", PackageResources.page_mustache),
    ("overview", PackageResources.overview_mustache),
    ("chart", PackageResources.chart_mustache),
    ("witnesses", PackageResources.witnesses_mustache),
    ("statements", PackageResources.statements_mustache),
    ("passage", PackageResources.passage_mustache),
    ("stemma", PackageResources.stemma_mustache),
    ("findings", PackageResources.findings_mustache),
    ("texts", PackageResources.texts_mustache),
    ("runs", PackageResources.runs_mustache),
    ("quotes", PackageResources.quotes_mustache),
    ("account", PackageResources.account_mustache),
  ]

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension Escaped: MustacheCustomRenderable {
  /// What three braces write.
  var renderText: String { html }

  /// Whether a section over it is left out.
  var isNull: Bool { html.isEmpty }
}

extension Scope: MustacheParent {
  /// What the library asks for.
  func child(named name: String) -> Any? {
    guard let value = values[name] else { return nil }
    return switch value {
    case .text(let text): text
    case .count(let number): Escaped(trusted: grouped(number))
    case .place(let number): Escaped(trusted: String(number))
    case .flag(let flag): flag
    case .list(let scopes): scopes
    case .scope(let scope): scope
    }
  }
}

/// The source expression of a script or style in a Content Security Policy (CSP Level 3, 2.3.1).
func policyHash(of content: String) -> String {
  "'sha256-\(Digest(of: Array(content.utf8)).base64)'"
}
