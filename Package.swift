// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "stemma",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "stemma", targets: ["StemmaCommand"]),
    .library(name: "Stemma", targets: ["Stemma"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
    ),
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
    ),
    .systemLibrary(
      name: "CZstd",
      pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]
    ),
    .target(name: "StemmaText", swiftSettings: strict),
    .executableTarget(name: "ElementWordCompiler", swiftSettings: strict),
    .plugin(
      name: "CompileElementWords",
      capability: .buildTool(),
      dependencies: ["ElementWordCompiler"],
      path: "Sources/CompileElementWords"
    ),
    .target(
      name: "StemmaMarkup",
      dependencies: ["CLibXML2", "CVocabulary", "CZlib", "CZstd", "StemmaText"],
      swiftSettings: strict,
      plugins: ["CompileElementWords"]
    ),
    .target(
      name: "StemmaRules",
      dependencies: ["StemmaText", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict
    ),
    .target(name: "StemmaVoices", dependencies: ["StemmaText"], swiftSettings: strict),
    .executableTarget(
      name: "RulePackCompiler",
      dependencies: ["StemmaRules", "StemmaText", "StemmaVoices"],
      swiftSettings: strict
    ),
    .plugin(
      name: "CompileRulePacks",
      capability: .buildTool(),
      dependencies: ["RulePackCompiler"],
      path: "Sources/CompileRulePacks"
    ),
    .target(
      name: "StemmaStore",
      dependencies: [.product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict
    ),
    .target(
      name: "StemmaCollation",
      dependencies: [
        "CVocabulary", "StemmaStore", "StemmaText",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .target(name: "CLexicon"),
    .target(name: "CVocabulary"),
    .target(
      name: "RulePacks",
      dependencies: [
        "CLexicon", "StemmaCollation", "StemmaRules", "StemmaText", "StemmaVoices",
      ],
      path: "rules",
      swiftSettings: strict,
      plugins: ["CompileRulePacks"]
    ),
    .target(
      name: "Stemma",
      dependencies: [
        "StemmaText", "StemmaMarkup", "StemmaRules", "StemmaVoices", "StemmaCollation",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "StemmaSettings",
      dependencies: ["Stemma", "StemmaRules", "StemmaText"],
      swiftSettings: strict
    ),
    .target(
      name: "StemmaReports",
      dependencies: ["Stemma", "StemmaCollation", "StemmaRules", "StemmaText", "StemmaVoices"],
      exclude: ["stemma-report.schema.json"],
      swiftSettings: strict
    ),
    .target(
      name: "StemmaPage",
      dependencies: [
        "Stemma", "StemmaCollation", "StemmaReports", "StemmaText", "StemmaVoices",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Resources")],
      swiftSettings: strict
    ),
    .target(
      name: "StemmaLanguageServer",
      dependencies: ["Stemma", "StemmaReports", "StemmaText"],
      swiftSettings: strict
    ),
    .target(
      name: "StemmaDesk",
      dependencies: [
        "Stemma", "StemmaReports", "StemmaStore", "StemmaText",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      resources: [
        .embedInCode("Resources/desk.css"), .embedInCode("Resources/desk.js"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "StemmaCommand",
      dependencies: [
        "RulePacks", "Stemma", "StemmaCollation", "StemmaDesk", "StemmaLanguageServer",
        "StemmaMarkup", "StemmaPage", "StemmaReports", "StemmaRules", "StemmaSettings",
        "StemmaText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "StemmaBenchmark",
      dependencies: [
        "CLibXML2", "RulePacks", "Stemma", "StemmaCollation", "StemmaMarkup", "StemmaRules",
        "StemmaText", "StemmaVoices",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["peers.py"],
      swiftSettings: strict
    ),
    .testTarget(name: "StemmaTextTests", dependencies: ["StemmaText"], swiftSettings: strict),
    .testTarget(
      name: "StemmaMarkupTests",
      dependencies: ["StemmaMarkup", "StemmaText"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StemmaRulesTests",
      dependencies: ["StemmaRules", "StemmaText"],
      exclude: ["BrokenPacks"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StemmaVoicesTests",
      dependencies: ["RulePacks", "StemmaText", "StemmaVoices"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StemmaCollationTests",
      dependencies: [
        "RulePacks", "StemmaCollation", "StemmaText",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StemmaTests",
      dependencies: ["Stemma", "StemmaMarkup", "StemmaRules", "StemmaText"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StemmaSettingsTests",
      dependencies: ["Stemma", "StemmaRules", "StemmaSettings", "StemmaText"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StemmaReportsTests",
      dependencies: ["Stemma", "StemmaReports", "StemmaRules", "StemmaText"],
      exclude: ["tei.rng"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StemmaPageTests",
      dependencies: [
        "Stemma", "StemmaCollation", "StemmaPage", "StemmaReports", "StemmaRules", "StemmaText",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StemmaLanguageServerTests",
      dependencies: [
        "RulePacks", "Stemma", "StemmaLanguageServer", "StemmaMarkup", "StemmaReports",
        "StemmaRules", "StemmaText",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StemmaDeskTests",
      dependencies: [
        "RulePacks", "Stemma", "StemmaDesk", "StemmaReports", "StemmaRules", "StemmaText",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "AcceptanceTests",
      dependencies: [
        "RulePacks", "Stemma", "StemmaCommand", "StemmaLanguageServer", "StemmaMarkup",
        "StemmaReports", "StemmaRules", "StemmaText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Faults", "Gold", "Schemas", "client.lua"],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)

// What libFuzzer drives; only where `.ci/fuzz` names its runtime, so that no other build waits for it.
if let runtime = Context.environment["STEMMA_FUZZER_RUNTIME"] {
  package.products = []
  package.targets.removeAll { $0.isTest || $0.name == "StemmaBenchmark" }
  for (i, target) in package.targets.enumerated() where target.name == "StemmaCommand" {
    package.targets[i] = .target(
      name: target.name,
      dependencies: target.dependencies,
      exclude: ["ManualCommand.swift", "ManualPage.swift", "RootCommand.swift"],
      swiftSettings: strict
    )
  }
  package.targets += [
    .target(name: "CFuzzer", path: "Tests/CFuzzer"),
    .executableTarget(
      name: "Fuzzing",
      dependencies: [
        "CFuzzer", "RulePacks", "Stemma", "StemmaCollation", "StemmaCommand", "StemmaDesk",
        "StemmaMarkup", "StemmaReports", "StemmaRules", "StemmaText", "StemmaVoices",
      ],
      path: "Tests",
      // The desk is set up as its own tests do it.
      sources: [
        "Fuzzing", "StemmaDeskTests/Exchange.swift", "StemmaDeskTests/SampleFolder.swift",
      ],
      swiftSettings: strict,
      linkerSettings: [.unsafeFlags([runtime]), .linkedLibrary("stdc++")]
    ),
  ]
}
