// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import AssayManuscript
import Foundation

/// Throws mutated papers and claims' pages at their readers, and measures how fast the scanner is.
struct FuzzCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz-scanner",
    abstract: "Reads mutated papers and claims' pages; no crash, no hang, no nonsense.",
    shouldDisplay: false)

  @Option(help: "How many papers, and as many pages.")
  var count = 10_000

  @Option(help: "The number of the first.")
  var from = 0

  @Option(help: "The seed; the same seed gives the same texts.")
  var seed: UInt64 = 1

  @Option(help: "Measures the scanner on a paper of so many megabytes instead.")
  var megabytes: Int?

  @Option(help: "Writes the paper and the page of the first number to this path, to see what was read.")
  var show: String?

  func validate() throws {
    guard count > 0, from >= 0, (megabytes ?? 1) > 0 else {
      throw ValidationError("numbers must be positive")
    }
  }

  private var papers: MutatedText {
    MutatedText(samples: FuzzSamples.papers, fragments: FuzzSamples.fragments, seed: seed)
  }
  private var pages: MutatedText {
    MutatedText(samples: FuzzSamples.pages, fragments: FuzzSamples.fragments, seed: seed)
  }

  func run() throws {
    if let show {
      try Data(papers(from)).write(to: URL(filePath: show + ".tex"))
      try Data(pages(from)).write(to: URL(filePath: show + ".md"))
    } else if let megabytes {
      try measure(bytes: megabytes << 20)
    } else {
      try fuzz()
    }
  }

  private func fuzz() throws {
    let (papers, pages) = (papers, pages)
    var bytes = 0
    var slowest: (seconds: Double, number: Int) = (0, 0)
    let start = ContinuousClock.now
    for number in from..<from + count {
      let text = papers(number)
      let page = pages(number)
      bytes += text.count + page.count
      let begin = ContinuousClock.now
      let violation =
        ReaderInvariants.violation(paper: text, included: papers(number &+ 1 << 40))
        ?? ReaderInvariants.violation(page: page)
      let seconds = (ContinuousClock.now - begin) / .seconds(1)
      if seconds > slowest.seconds { slowest = (seconds, number) }
      if let violation { throw Unusable("seed \(seed), number \(number): \(violation)") }
      if Console.showsProgress, number % 10_000 == 0 { Console.note("\r\(number) ") }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    Console.write(
      String(
        format:
          "%d papers and %d pages, %.1f MB, in %.1f s; the slowest took %.2f ms (number %d); nothing wrong\n",
        count, count, Double(bytes) / 1e6, seconds, slowest.seconds * 1e3, slowest.number))
  }

  private func measure(bytes: Int) throws {
    try time("plausible", HostilePapers.plausiblePaper(bytes: bytes))
    for pattern in HostilePapers.patterns {
      try time(pattern.replacing("\n", with: " "), HostilePapers.paper(repeating: pattern, bytes: bytes))
    }
  }

  private func time(_ name: String, _ text: [UInt8]) throws {
    let files = MemoryFiles(["main.tex": text])
    let start = ContinuousClock.now
    // A hostile paper may be refused; it must be refused soon.
    let statements = (try? Manuscript(reading: "main.tex", from: files))?.statements.count
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    Console.write(
      String(
        format: "%8.1f MB/s  %6.2f s  %@ statements  %@\n", Double(text.count) / 1e6 / seconds, seconds,
        statements.map(String.init) ?? "no", name))
  }
}
