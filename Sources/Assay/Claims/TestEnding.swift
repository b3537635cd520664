// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import Synchronization
import Testing

/// Whether all cases of a claim's test have come to their end.
final class TestEnding: Sendable {
  @TaskLocal static var current: TestEnding?

  private struct State {
    var begun = 0
    var ended = 0
    var mark: (store: EvidenceStore, test: FinishedTest)?
  }

  private let state = Mutex(State())

  /// A case begins.
  func begin() { state.withLock { $0.begun += 1 } }

  /// A case of a test function has ended: nothing was thrown, and something decided.
  func end(of run: ClaimRun, function: String, at place: SourceLocation) {
    let source = SourceReference(file: ClaimRun.shortened(place.filePath), line: place.line)
    let test = FinishedTest(claim: run.claim.id, function: function, source: source)
    state.withLock {
      $0.ended += 1
      $0.mark = run.store.map { ($0, test) }
    }
  }

  /// Marks the test as ended in the evidence, if every case that began has.
  /// - Throws: ``RecordError`` when the mark cannot be kept.
  func keep() throws {
    let mark = state.withLock { $0.begun == $0.ended ? $0.mark : nil }
    if let mark { try mark.store.finish(mark.test) }
  }
}
