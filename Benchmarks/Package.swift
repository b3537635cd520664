// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Assay", path: "..")],
  targets: [
    .executableTarget(
      name: "ExponentBenchmark", dependencies: [.product(name: "AssayNumerics", package: "Assay")])
  ],
  swiftLanguageModes: [.v6]
)
