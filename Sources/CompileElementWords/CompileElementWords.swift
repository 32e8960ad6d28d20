import Foundation
import PackagePlugin

/// Compiles the words of `rules/extraction` into Swift, whenever one of its files changes.
@main struct CompileElementWords: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "rules/extraction")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
    let sources = paths.filter { $0.hasSuffix(".txt") }.sorted().map { folder.appending(path: $0) }
    let output = context.pluginWorkDirectoryURL.appending(path: "CompiledElementWords.swift")
    return [
      .buildCommand(
        displayName: "Compiling the words of pages",
        executable: try context.tool(named: "ElementWordCompiler").url,
        arguments: [output.path()] + sources.map { $0.path() },
        inputFiles: sources,
        outputFiles: [output]
      )
    ]
  }
}
