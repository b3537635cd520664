// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import AssayEvidence

@Suite("Bisection over the doubles")
struct BisectionTests {
  @Test(
    "Ends at the two neighbours about the turning point, at any scale",
    arguments: [-1e300, -1.0, -Double.leastNonzeroMagnitude, 0, .leastNonzeroMagnitude, 0.1, 1, 1e300])
  func neighbours(turn: Double) {
    let (failing, holding) = bisectDoubles(from: -.infinity, to: .infinity) { $0 >= turn }
    #expect(holding == turn)
    #expect(failing == turn.nextDown)
  }

  @Test("Needs at most 64 evaluations")
  func cost() {
    var evaluations = 0
    _ = bisectDoubles(from: -.infinity, to: .infinity) {
      evaluations += 1
      return $0 > 0.3
    }
    #expect(evaluations <= 64)
  }

  @Test("A condition that never turns inside ends at the upper limit")
  func never() {
    #expect(bisectDoubles(from: 0, to: 1) { _ in false }.firstHolding == 1)
  }
}
