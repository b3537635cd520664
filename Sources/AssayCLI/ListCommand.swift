// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import AssayManuscript
import AssayReporting

/// How data is written to standard output.
enum DataFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Shows the claims, what they expect, and the tests that decide them.")

  @OptionGroup var selection: SelectionOptions

  @Option(help: "text, or json: an array of the claim files' front matter with their tests.")
  var format: DataFormat = .text

  func run() throws {
    let package = try ClaimsPackage(path: selection.packagePath)
    let claims = try package.claims(matching: selection.filter)
    let list = ClaimList(claims: claims, index: package.index)
    Console.write(format == .json ? try list.json() : list.text(Console.ink))
  }
}
