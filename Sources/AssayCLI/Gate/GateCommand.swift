// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import AssayEvidence
import AssayManuscript
import AssayReporting
import Foundation

// The values stand in the options' help; a mistake is then one line instead of a list.
extension GateFormat: ExpressibleByArgument {
  /// Nothing to list.
  public static var allValueStrings: [String] { [] }
}
extension JUnitDialect: ExpressibleByArgument {
  /// Nothing to list.
  public static var allValueStrings: [String] { [] }
}

struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "Sets what a paper states beside its claims and their evidence.",
    discussion:
      "Exit status: 0, the paper may pass; 1, it may not; 2, there is nothing to judge, or it cannot be read."
  )

  @Argument(help: ArgumentHelp("The papers' main files.", valueName: "paper.tex"))
  var papers: [String]

  @OptionGroup var options: PaperOptions

  @Option(
    help: ArgumentHelp("The evidence (default: ASSAY_EVIDENCE, else .assay/evidence).", valueName: "dir"))
  var evidence: String?

  @Option(
    help: ArgumentHelp("Compares with the papers in an older revision in git as well.", valueName: "rev"))
  var since: String?

  @Flag(help: "Statements without a claim stop the paper, and so does whatever may hide one.")
  var strict = false

  @Option(help: "text, github, sarif, junit, markdown or json.")
  var format: GateFormat = .text

  @Option(help: "rich, or strict: only what strict schemas of JUnit's XML know.")
  var junitDialect: JUnitDialect = .rich

  func run() throws {
    let claims = try PaperClaims(options)
    let manuscripts = try claims.manuscripts(papers, aux: options.aux)
    let before = try PaperHistory(since: since, papers: papers)
    let evidence = try EvidenceReading(folder: evidenceFolder(claims), claims: claims)
    let gate = Gate(
      claims: claims.claims, standings: evidence.standings, tests: claims.tests, pages: claims.pages,
      settings: claims.settings,
      isStrict: strict, texts: since == nil ? [:] : claims.texts)

    let outcome: GateOutcome
    do {
      outcome = try gate.decide(
        try manuscripts.map { manuscript in
          GatePaper(
            manuscript, slug: try claims.slug(of: manuscript), since: try before?.manuscript(manuscript.path))
        })
    } catch {
      throw Unusable("\(error)")
    }
    let report = GateReport(
      outcome, budget: evidence.budget, theorems: WorkingFolder.path(to: claims.theorems),
      version: Version.current)
    Console.write(try report.rendered(format, ink: Console.ink, dialect: junitDialect))
    if !outcome.isOpen { throw ExitStatus.refuted }
  }

  /// The folder with the evidence, and whether somebody named it.
  private func evidenceFolder(_ claims: PaperClaims) -> (url: URL, isNamed: Bool) {
    let named =
      evidence ?? ProcessInfo.processInfo.environment["ASSAY_EVIDENCE"].flatMap { $0.isEmpty ? nil : $0 }
    if let named { return (URL(filePath: named, directoryHint: .isDirectory), true) }
    return (claims.root.appending(path: ".assay/evidence", directoryHint: .isDirectory), false)
  }
}

/// The papers in an older revision.
private struct PaperHistory {
  private let revision: String
  private let files: RevisionFiles

  /// Returns nil when no revision is given.
  ///
  /// - Throws: `Unusable` when there is no repository, or no such revision in it.
  init?(since revision: String?, papers: [String]) throws {
    guard let revision else { return nil }
    let folder = URL(filePath: papers[0]).deletingLastPathComponent()
    guard let repository = GitRepository(around: folder) else {
      throw Unusable("--since needs git: \(papers[0]) is in no repository")
    }
    guard let commit = repository.commit(revision) else {
      throw Unusable("--since \(revision): there is no such revision; in CI, fetch the whole history")
    }
    self.revision = revision
    files = try RevisionFiles(repository, commit: commit)
  }

  /// Returns the paper as it was; nil when it was not there yet.
  func manuscript(_ path: String) throws -> (revision: String, manuscript: Manuscript)? {
    do {
      guard try files.bytes(of: path) != nil else {
        Console.note("assay: \(path) was not there in \(revision): everything in it is new\n")
        return nil
      }
      return (revision, try Manuscript(reading: path, from: files))
    } catch {
      throw Unusable("in \(revision): \(error)")
    }
  }
}

/// What the evidence says of the claims.
private struct EvidenceReading {
  let standings: [String: ClaimStanding]
  let budget: ErrorBudget?

  /// Reads the records.
  ///
  /// - Throws: `Unusable` when a folder that somebody named cannot be read, or a record in it is broken.
  init(folder: (url: URL, isNamed: Bool), claims: PaperClaims) throws {
    let store = EvidenceStore(directory: folder.url)
    if !folder.isNamed, !FileManager.default.fileExists(atPath: folder.url.path) {
      (standings, budget) = ([:], nil)
      return
    }
    let read: (records: [EvidenceRecord], problems: [RecordError])
    let finished: [FinishedTest]
    do {
      read = try store.readAll()
      finished = try store.finishedTests()
    } catch {
      throw Unusable("\(error)")
    }
    guard read.problems.isEmpty else { throw Unusable(lines: read.problems.map(\.description)) }
    let report = RunReport(
      claims: claims.claims, records: read.records, unfinished: claims.index.unfinished(finished))
    let freshness = Freshness(root: claims.root, index: claims.index, evidence: folder.url)
    var standings: [String: ClaimStanding] = [:]
    for claim in report.claims {
      standings[claim.file.id] = ClaimStanding(claim, staleness: freshness.staleness(of:))
    }
    self.standings = standings
    budget = read.records.isEmpty ? nil : report.budget
  }
}

extension PaperClaims {
  /// Where claims are tested, seen from the current folder.
  var tests: [String: [SourcePosition]] {
    Dictionary(grouping: index.uses, by: \.id).mapValues { uses in
      uses.map { use in
        SourcePosition(
          file: WorkingFolder.path(to: root.appending(path: use.file)), line: use.line, column: 1)
      }
    }
  }

  /// Each claim's page, seen from the current folder.
  var pages: [String: String] {
    let named = claims.map { ($0.id, WorkingFolder.path(to: theorems.appending(path: $0.id + ".md"))) }
    return Dictionary(named, uniquingKeysWith: { first, _ in first })
  }

  /// The texts of the package in which a theorem's number may have been typed.
  var texts: [String: String] {
    var texts: [String: String] = [:]
    let paths = ["Sources", "Tests", "Theorems"].flatMap { folder in
      (FileManager.default.subpaths(atPath: root.appending(path: folder).path) ?? []).map {
        "\(folder)/\($0)"
      }
    }
    let pages = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    for path in paths + pages where path.hasSuffix(".md") || path.hasSuffix(".swift") {
      let file = root.appending(path: path)
      if let text = try? String(contentsOf: file, encoding: .utf8) {
        texts[WorkingFolder.path(to: file)] = text
      }
    }
    return texts
  }
}
