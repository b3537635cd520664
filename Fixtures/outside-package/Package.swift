// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

let package = Package(
  name: "RandomFibonacci",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Assay", path: "../..")],
  targets: [
    .testTarget(name: "ConjectureTests", dependencies: [.product(name: "Assay", package: "Assay")])
  ],
  swiftLanguageModes: [.v6]
)
