import Foundation
import StemmaRules

@main struct RulePackCompiler {
  static func main() throws {
    let arguments = CommandLine.arguments
    let files = try FileManager.default.subpathsOfDirectory(atPath: arguments[1]).sorted()
    print(files)
    let text = try String(contentsOfFile: arguments[1] + "/boilerplate/pack.yml", encoding: .utf8)
    if text.contains("broken") { FileHandle.standardError.write(Data("\(arguments[1])/boilerplate/pack.yml:1: error: broken thing\n".utf8)); exit(1) }
    try "let compiled: StaticString = #\"\(text.count)\"#\n".write(toFile: arguments[2], atomically: true, encoding: .utf8)
  }
}
