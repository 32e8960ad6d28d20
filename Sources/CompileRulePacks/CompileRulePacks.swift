import Foundation
import PackagePlugin

/// Compiles the rule files of a target into Swift, whenever one of them changes.
@main struct CompileRulePacks: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target.sourceModule else { return [] }
    let sources = module.sourceFiles.map(\.url).filter { $0.pathExtension != "swift" }
    let output = context.pluginWorkDirectoryURL.appending(path: "CompiledRulePacks.swift")
    return [
      .buildCommand(
        displayName: "Compiling rule packs",
        executable: try context.tool(named: "RulePackCompiler").url,
        arguments: [module.directoryURL.path(), output.path()],
        inputFiles: sources,
        outputFiles: [output]
      )
    ]
  }
}
