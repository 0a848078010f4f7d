// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: warnings are errors.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "mgrnet",
  products: [
    .executable(name: "mgrnet", targets: ["mgrnet"]),
    .library(name: "Records", targets: ["Records"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // The rooms, from the door down. Imports go down only.
    .executableTarget(name: "mgrnet", dependencies: ["MgrnetCLI"], swiftSettings: strict),
    .target(
      name: "MgrnetCLI",
      dependencies: [
        "Records", "Disk", "Git", "Store", "Rights", "Judging", "Disclosure", "Sync", "Sealing", "SealedSync",
        "SearchIndex", "Importing", "Attention", "Meeting", "Contests",
        "LinkCheck", "Markdown", "Pages", "Planning",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      swiftSettings: strict),
    .target(
      name: "Pages",
      dependencies: ["Records", "Markdown", .product(name: "Mustache", package: "swift-mustache")],
      swiftSettings: strict),
    .target(
      name: "SealedSync", dependencies: ["Sync", "Judging", "Store", "Sealing", "Git", "Disk", "Records"],
      swiftSettings: strict),
    .target(
      name: "Sync", dependencies: ["Disclosure", "Judging", "Rights", "Store", "Git", "Disk", "Records"],
      swiftSettings: strict),
    .target(
      name: "Disclosure", dependencies: ["Store", "Git", "Disk", "Markdown", "Records"], swiftSettings: strict
    ),
    .target(
      name: "Judging", dependencies: ["Rights", "Contests", "Sealing", "Store", "Git", "Disk", "Records"],
      swiftSettings: strict),
    .target(name: "Rights", dependencies: ["Records"], swiftSettings: strict),
    .target(
      name: "Store", dependencies: ["Records", "Git", "Disk", "Markdown", "Sealing", "Shipped"],
      swiftSettings: strict),
    .target(
      name: "SearchIndex",
      dependencies: [
        "Records", "Disk", "Markdown", "CSearchIndex",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(name: "Importing", dependencies: ["Records", "Markdown", "Cgumbo"], swiftSettings: strict),
    .target(
      name: "Planning",
      dependencies: [
        "Records", "Clibical", "HolidayFacts", .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: strict),
    .target(name: "Attention", dependencies: ["Records", "Planning"], swiftSettings: strict),
    .target(name: "Meeting", dependencies: ["Records"], swiftSettings: strict),
    .target(name: "Contests", dependencies: ["Meeting", "Sealing", "Records"], swiftSettings: strict),
    .target(name: "LinkCheck", dependencies: ["Clibcurl"], swiftSettings: strict),
    .target(
      name: "Sealing",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(name: "Git", dependencies: ["Disk", "Clibgit2"], swiftSettings: strict),
    .target(name: "Disk", dependencies: ["Cdisk"], swiftSettings: strict),
    .target(name: "Markdown", dependencies: ["Ccmark"], swiftSettings: strict),
    .target(
      name: "Records",
      dependencies: [.product(name: "Yams", package: "Yams")],
      swiftSettings: strict),

    // C at the bottom: shims over flock, libgit2, libcurl, libical, cmark-gfm and gumbo, the FTS5 tokenizer over libstemmer,
    // and the files that `init` writes, embedded.
    .target(name: "Clibgit2", linkerSettings: [.linkedLibrary("git2")]),
    .target(name: "Clibcurl"),
    .target(name: "Clibical"),
    .target(name: "Cdisk"),
    .target(
      name: "Ccmark", linkerSettings: [.linkedLibrary("cmark-gfm-extensions"), .linkedLibrary("cmark-gfm")]),
    .target(name: "CSearchIndex", linkerSettings: [.linkedLibrary("stemmer"), .linkedLibrary("sqlite3")]),
    .target(name: "Cgumbo", linkerSettings: [.linkedLibrary("gumbo")]),
    .target(name: "Shipped", exclude: ["files"]),
    .target(name: "HolidayFacts", exclude: ["days.txt"]),

    .testTarget(
      name: "LinkCheckTests", dependencies: ["LinkCheck"], exclude: ["server.py"], swiftSettings: strict),
    .testTarget(name: "RoomsTests", swiftSettings: strict),
    .testTarget(
      name: "AttentionTests", dependencies: ["Attention", "Planning", "Records", "SeededRandom"],
      swiftSettings: strict),
    .testTarget(
      name: "MeetingTests", dependencies: ["Meeting", "Records", "Sealing", "SeededRandom"],
      swiftSettings: strict),
    .testTarget(
      name: "ContestsTests", dependencies: ["Contests", "Records", "Sealing", "SeededRandom"],
      swiftSettings: strict),
    .testTarget(name: "MarkdownTests", dependencies: ["Markdown"], swiftSettings: strict),
    .testTarget(name: "PagesTests", dependencies: ["Pages", "Records"], swiftSettings: strict),
    .testTarget(name: "RightsTests", dependencies: ["Rights", "Records"], swiftSettings: strict),
    .testTarget(
      name: "JudgingTests", dependencies: ["Judging", "Rights", "Sealing", "Git", "Records", "SeededRandom"],
      swiftSettings: strict),
    .testTarget(name: "RecordsTests", dependencies: ["Records", "SeededRandom"], swiftSettings: strict),
    .testTarget(name: "DiskTests", dependencies: ["Disk"], swiftSettings: strict),
    .testTarget(
      name: "GitTests", dependencies: ["Git", "Disk", "Clibgit2", "Sealing", "SeededRandom"],
      swiftSettings: strict),
    .testTarget(
      name: "SyncTests",
      dependencies: [
        "Sync", "SealedSync", "Judging", "Disclosure", "Store", "Sealing", "Git", "Disk", "Records",
        "SeededRandom",
        "mgrnet",
        "seal-sync",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "StoreTests", dependencies: ["Store", "Git", "Disk", "Records", "SeededRandom"],
      swiftSettings: strict),
    .testTarget(
      name: "SearchIndexTests",
      dependencies: [
        "SearchIndex", "CSearchIndex", "Records", "SeededRandom", "SharedData",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: strict),
    .target(name: "SharedData", path: "Tests/SharedData", swiftSettings: strict),
    .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),
    .testTarget(
      name: "ImportingTests", dependencies: ["Importing", "Records", "SharedData"], swiftSettings: strict),
    .testTarget(
      name: "PlanningTests",
      dependencies: ["Planning", "Records", "SharedData", "SeededRandom"], swiftSettings: strict),
    .executableTarget(
      name: "seal-stream", dependencies: ["Sealing"], path: "Tests/SealStream", swiftSettings: strict),
    .executableTarget(
      name: "seal-sync", dependencies: ["SealedSync", "Sync", "Store", "Sealing", "Git", "Disk", "Records"],
      path: "Tests/SealSync",
      swiftSettings: strict),
    .testTarget(
      name: "SealingTests",
      dependencies: [
        "Sealing", "SharedData", "SeededRandom", "seal-stream",
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: strict),
    .testTarget(
      name: "ShippedTests",
      dependencies: [
        "Shipped", "Records", "Planning", "SeededRandom",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "MgrnetCLITests",
      dependencies: ["MgrnetCLI", "SearchIndex", "Git", "Disk", "Records", "SharedData", "SeededRandom"],
      swiftSettings: strict),
    .testTarget(name: "TranscriptTests", dependencies: ["mgrnet"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x  // `#embed` in Shipped
)

// As a program only for `.ci/fuzz`: libFuzzer brings its own `main`. As tests, the subjects take their seeds.
let fuzzed: [Target.Dependency] = ["Sealing", "Records", "SeededRandom"]
package.targets.append(
  Context.environment["MGRNET_FUZZ"] == nil
    ? .testTarget(
      name: "FuzzTests", dependencies: fuzzed, path: "Tests/Fuzz", exclude: ["Seeds"], swiftSettings: strict)
    : .executableTarget(
      name: "fuzz", dependencies: fuzzed, path: "Tests/Fuzz", exclude: ["Seeds", "SeedsTests.swift"],
      swiftSettings: strict))
