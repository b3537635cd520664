// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayReporting
import Foundation

/// Watches an evidence folder fill up and keeps one line of a terminal up to date.
struct Progress {
  private let store: EvidenceStore
  private let total: Int
  private let start = ContinuousClock.now
  private var seen: [RecordKey: Verdict] = [:]
  private var newest: EvidenceRecord?

  init(store: EvidenceStore, claims: Int) {
    self.store = store
    total = claims
  }

  /// Looks into the folder and rewrites the line, until the task is cancelled; then clears the line.
  mutating func show() async {
    while !Task.isCancelled {
      update()
      Console.note("\r\u{1B}[2K" + line.prefix(Self.columns - 1))
      try? await Task.sleep(for: .milliseconds(300))
    }
    Console.note("\r\u{1B}[2K")
  }

  private mutating func update() {
    // A file that cannot be read yet is read at the next look, or reported at the end.
    let records = (try? store.readAll().records) ?? []
    newest = records.last { seen[$0.key] == nil } ?? newest
    for record in records { seen[record.key] = record.verdict }
  }

  private var line: String {
    let claims = Set(seen.keys.map(\.claim)).count
    let seconds = Int((ContinuousClock.now - start).components.seconds)
    let last = newest.map { "; \($0.claim): \($0.verdict.rawValue)" } ?? ""
    return
      "evidence for \(claims) of \(total) claims, \(seen.count) check\(seen.count == 1 ? "" : "s"), \(seconds) s\(last)"
  }

  /// The width of the terminal on stderr, 80 when it does not say.
  private static var columns: Int {
    var size = winsize()
    let known = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1
    return known ? Int(size.ws_col) : 80
  }
}
