// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import AssayEvidence
import AssayManuscript
import AssayReporting
import Foundation
import Subprocess

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Decides the claims by running their tests, and prints the verdicts.",
    discussion: "The options stand for the variables ASSAY_FILTER, ASSAY_EFFORT, ASSAY_SEED, ASSAY_WORKERS, "
      + "ASSAY_SHARD and ASSAY_EVIDENCE, which a plain 'swift test' reads as well.")

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var options: RunOptions

  @Option(help: "text, or json: the verdicts with every record.")
  var format: DataFormat = .text

  @Flag(help: "Adds a line for every check to the table.")
  var details = false

  @Flag(help: "Runs the tests as they were last built.")
  var skipBuild = false

  mutating func run() async throws {
    // Whatever can be refused is refused before anything is built or written.
    var environment = options.environment(filter: selection.filter)
    let settings = try options.settings(environment, filter: selection.filter)
    let package = try ClaimsPackage(path: selection.packagePath)
    let claims = try package.claims(matching: settings.filter.pattern)
    let targets = package.index.targets(deciding: claims.map(\.id))
    guard !targets.isEmpty else {
      throw Unusable("no test decides \(claims[0].id); give one the trait .claim(\"\(claims[0].id)\")")
    }

    Interruption.forward()
    let directory = settings.evidenceDirectory ?? package.root.appending(path: ".assay/evidence")
    let folder = try EvidenceFolder(preparing: directory.absoluteURL)
    environment["ASSAY_EVIDENCE"] = folder.url.path
    environment["ASSAY_OWNER"] = "\(ProcessInfo.processInfo.processIdentifier)"
    let swift = SwiftChild(root: package.root, environment: environment)
    if !skipBuild { try await swift.build() }

    let start = ContinuousClock.now
    let status = try await Self.decide(targets, swift, folder, claims: claims.count)
    let seconds = Double((ContinuousClock.now - start) / .seconds(1))
    let report = try Self.report(
      folder, claims: claims, index: package.index, isShard: settings.shard != nil)
    if !status.isSuccess { explain(report, folder) }
    try show(report, settings, seconds: seconds)
    if !status.isSuccess || !report.allAsExpected || !report.allChecksAsExpected { throw ExitStatus.refuted }
  }

  /// Runs the tests, with a line of progress on a terminal.
  private static func decide(
    _ targets: [String], _ swift: SwiftChild, _ folder: EvidenceFolder, claims: Int
  ) async throws -> TerminationStatus {
    let progress = Task {
      guard Console.showsProgress else { return }
      var progress = Progress(store: folder.store, claims: claims)
      await progress.show()
    }
    defer { progress.cancel() }
    let status = try await swift.test(targets: targets, log: folder.log)
    progress.cancel()
    await progress.value
    return status
  }

  /// Reads the records that the run left.
  ///
  /// A part of a shared run decides only some checks, so that claims of which it has none are not its own.
  private static func report(
    _ folder: EvidenceFolder, claims: [ClaimFile], index: ClaimIndex, isShard: Bool
  ) throws -> RunReport {
    let (records, problems) = try folder.store.readAll()
    if !problems.isEmpty { throw Unusable(lines: problems.map(\.description)) }
    let decided = Set(records.map(\.claim))
    let own = isShard ? claims.filter { decided.contains($0.id) } : claims
    guard !own.isEmpty else {
      throw Unusable("this shard holds no check of the selected claims; use fewer shards")
    }
    // Which tests a part of a shared run has to end, only the other parts know.
    let unfinished = isShard ? [] : index.unfinished(try folder.store.finishedTests())
    return RunReport(claims: own, records: records, unfinished: unfinished)
  }

  /// Says why `swift test` failed, where the verdicts alone do not.
  private func explain(_ report: RunReport, _ folder: EvidenceFolder) {
    let isExplained =
      !report.allChecksAsExpected && report.claims.allSatisfy { $0.verdict != nil && $0.unfinished.isEmpty }
    guard !isExplained else { return }
    let log = SwiftTestLog(String(decoding: (try? Data(contentsOf: folder.log)) ?? Data(), as: UTF8.self))
    Console.note(log.excerpt(atMost: 20) + "\n")
    Console.complain(
      (report.allAsExpected ? "every verdict is as declared, but swift test failed" : "swift test failed")
        + "; all it said is in \(folder.log.path)")
  }

  private func show(_ report: RunReport, _ settings: RunSettings, seconds: Double) throws {
    if format == .json { return Console.write(try report.json(seed: settings.seed)) }
    let ink = Console.ink
    let summary = RunSummary(report)
    let problems = summary.problems(ink) { id in
      "assay verify --filter '^\(id)$' --seed \(settings.seed) --effort \(settings.effort.rawValue)"
    }
    Console.write(
      [
        VerdictTable(report, showsChecks: details).text(ink), problems,
        summary.totals(seed: settings.seed, effort: settings.effort, seconds: seconds),
      ]
      .filter { !$0.isEmpty }.joined(separator: "\n"))
  }
}
