// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import AssayEvidence
import AssayReporting
import Foundation

struct RivalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rivals",
    abstract: "Shows how near each claim's nearest rival is, from the evidence of a run.",
    discussion:
      "A unit is three times the half-width of the interval at the cap of standard effort: a rival nearer "
      + "than that could not be told apart. Of a claim without a rival within three units the page has to say "
      + "why ('no-near-rival'); where it does not, or a corroborated claim has a rival left, the exit status is 1."
  )

  @OptionGroup var selection: SelectionOptions

  @Option(
    help: ArgumentHelp(
      "Where the records are (default: .assay/evidence in the package).", valueName: "dir"))
  var evidence: String?

  func run() throws {
    let package = try ClaimsPackage(path: selection.packagePath)
    let claims = try package.claims(matching: selection.filter)
    let folder = evidence.map { URL(filePath: $0) } ?? package.root.appending(path: ".assay/evidence")
    let (records, problems): ([EvidenceRecord], [RecordError])
    do {
      (records, problems) = try EvidenceStore(directory: folder.absoluteURL).readAll()
    } catch {
      throw Unusable("\(error)")
    }
    if !problems.isEmpty { throw Unusable(lines: problems.map(\.description)) }
    let table = RivalTable(RunReport(claims: claims, records: records))
    Console.write(table.text(Console.ink))
    if table.hasSurvivor || table.hasStrawMen { throw ExitStatus.refuted }
  }
}
