// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import AssayManuscript
import AssayReporting
import Foundation

struct AcceptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Writes what a paper says now into the pages of its claims.",
    discussion:
      "A changed statement replaces the accepted one, a new label the old one, which becomes an alias; the "
      + "label of a statement that is gone is taken from its claim's page. What changes is shown.")

  @Argument(
    help: ArgumentHelp("Labels, then the paper's main file.", valueName: "label… paper.tex"))
  var arguments: [String]

  @OptionGroup var options: PaperOptions

  @Option(
    help: ArgumentHelp("The claim that one label is to stand under, where none does yet.", valueName: "id"))
  var claim: String?

  @Flag(help: "Every statement that has a claim, and changed or only got a new label.")
  var all = false

  @Flag(help: "Shows what would change and writes nothing.")
  var dryRun = false

  func validate() throws {
    guard arguments.count > (all ? 0 : 1) else {
      throw ValidationError("give the labels and the paper: assay accept thm:main paper/main.tex")
    }
    if all, arguments.count > 1 { throw ValidationError("--all takes no labels") }
    if claim != nil, arguments.count != 2 { throw ValidationError("--claim goes with one label") }
  }

  func run() throws {
    guard let path = arguments.last else { return }
    let claims = try PaperClaims(options)
    let manuscript = try claims.manuscripts([path], aux: options.aux)[0]
    let paper = GatePaper(manuscript, slug: try claims.slug(of: manuscript))
    let labels = all ? paper.labelsToAccept(claims: claims.claims) : Array(arguments.dropLast())

    // Everything is read, edited and read back before anything is written.
    var edits = PageEdits(theorems: claims.theorems)
    var report = ""
    do {
      for label in labels {
        let acceptances = try paper.acceptances(of: label, claims: claims.claims, claim: claim)
        if acceptances.isEmpty, !all { report += "\(label): nothing to accept\n" }
        for acceptance in acceptances { report += try edits.add(acceptance) }
      }
    } catch {
      throw Unusable("\(error)")
    }
    if !dryRun { try edits.write() }
    Console.write(report.isEmpty ? "nothing to accept\n" : report)
  }
}

/// Pages to be written, all of them valid.
private struct PageEdits {
  let theorems: URL
  private var pages: [(url: URL, text: String)] = []

  init(theorems: URL) { self.theorems = theorems }

  /// Edits a page and returns what to tell the reader.
  mutating func add(_ acceptance: Acceptance) throws -> String {
    let claim = acceptance.claim
    let url = theorems.appending(path: claim.id + ".md")
    let known = pages.firstIndex { $0.url == url }
    let text = try known.map { pages[$0].text } ?? String(contentsOf: url, encoding: .utf8)
    let edited = try acceptance.applied(to: text)
    if let known { pages[known].text = edited } else { pages.append((url, edited)) }
    let head = "\(WorkingFolder.path(to: url))"
    let lines =
      [acceptance.labelChange.map { "  label: \($0)" }].compactMap(\.self) + acceptance.diff.map { "  \($0)" }
    return ([head] + lines).map { $0 + "\n" }.joined()
  }

  /// Writes every page whole or not at all.
  func write() throws {
    for (url, text) in pages {
      do {
        try Data(text.utf8).write(to: url, options: .atomic)
      } catch {
        throw Unusable("\(WorkingFolder.path(to: url)):1: cannot be written; check its permissions")
      }
    }
  }
}
