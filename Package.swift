// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import PackageDescription

// GSL takes its BLAS from OpenBLAS where that is installed (about eight times faster, and it brings
// LAPACK along), else from its own gslcblas. ASSAY_BLAS=openblas|gsl decides it by hand.
let openBLAS: Bool =
  switch Context.environment["ASSAY_BLAS"] {
  case "openblas": true
  case "gsl": false
  default:
    [
      "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
      "/opt/homebrew/lib",
    ].contains { FileManager.default.fileExists(atPath: $0 + "/libopenblas.so") }
  }

// `swift test` builds for debugging, where Swift loops run 17 to 35 times slower and C is not optimised
// at all. The numeric rooms are therefore always optimised: a plain `swift test` has release speed.
let optimisedSwift: [SwiftSetting] = [.unsafeFlags(["-O"])]
let optimisedC: [CSetting] =
  (openBLAS ? [.define("ASSAY_OPENBLAS")] : []) + [.unsafeFlags(["-O2"])]
let numericLibraries: [LinkerSetting] =
  (openBLAS ? ["openblas", "gsl", "m"] : ["gsl", "gslcblas", "m"]).map { .linkedLibrary($0) }

let package = Package(
  name: "Assay",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Assay", targets: ["Assay"]),
    .library(name: "AssayNumerics", targets: ["AssayNumerics"]),
    .executable(name: "assay", targets: ["AssayCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CGSL",
      providers: [.apt(["libgsl-dev", "libopenblas-dev", "librandom123-dev"])]),
    .target(
      name: "CAssay", dependencies: ["CGSL"], cSettings: optimisedC,
      linkerSettings: numericLibraries),
    .target(
      name: "AssayNumerics", dependencies: ["CGSL", "CAssay"], swiftSettings: optimisedSwift),
    .target(
      name: "AssaySimulation", dependencies: ["AssayNumerics"], swiftSettings: optimisedSwift),
    .target(name: "AssayTheory", dependencies: ["AssayNumerics"], swiftSettings: optimisedSwift),
    .target(name: "AssayEvidence", dependencies: ["AssayNumerics"], swiftSettings: optimisedSwift),
    // A paper of many megabytes is scanned by `swift run assay gate`, which builds for debugging too.
    .target(
      name: "AssayManuscript", dependencies: [.product(name: "Yams", package: "Yams")],
      swiftSettings: optimisedSwift),
    .target(
      name: "Assay",
      dependencies: [
        "AssayNumerics", "AssaySimulation", "AssayTheory", "AssayEvidence", "AssayManuscript",
      ]),
    .target(name: "AssayReporting", dependencies: ["AssayEvidence", "AssayManuscript"]),
    .executableTarget(
      name: "AssayCLI",
      dependencies: [
        "AssayReporting", "AssayManuscript", "AssayEvidence", "AssayTheory",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),

    .target(
      name: "AssayTestSupport", dependencies: ["AssayNumerics"], path: "Tests/AssayTestSupport",
      swiftSettings: optimisedSwift),
    .testTarget(name: "AssayNumericsTests", dependencies: ["AssayNumerics", "AssayTestSupport"]),
    .testTarget(
      name: "AssaySimulationTests", dependencies: ["AssaySimulation", "AssayTestSupport"]),
    .testTarget(name: "AssayTheoryTests", dependencies: ["AssayTheory", "AssayTestSupport"]),
    // The machinery is calibrated on many replicates, some of them of a real simulation.
    .testTarget(
      name: "AssayEvidenceTests",
      dependencies: ["AssayEvidence", "AssaySimulation", "AssayTestSupport"],
      swiftSettings: optimisedSwift),
    .testTarget(
      name: "AssayManuscriptTests", dependencies: ["AssayManuscript", "AssayTestSupport"]),
    .testTarget(
      name: "AssayReportingTests", dependencies: ["AssayReporting", "AssayTestSupport"]),
    .testTarget(name: "AssayTests", dependencies: ["Assay", "AssayTestSupport"]),
    .testTarget(
      name: "AssayEndToEndTests",
      dependencies: ["AssayCLI", "AssayManuscript", "AssayTestSupport"]),
    .testTarget(name: "JacobianSpectraTests", dependencies: ["Assay"]),
    .testTarget(name: "SoftmaxCodesTests", dependencies: ["Assay"]),
    // The team's own conjectures, and where `assay new` puts the tests of a user's.
    .testTarget(name: "ConjectureTests", dependencies: ["Assay"]),
  ],
  swiftLanguageModes: [.v6]
)
