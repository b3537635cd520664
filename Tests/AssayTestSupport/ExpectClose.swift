// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Expects two numbers to agree to a relative error (of the expected value), with signs, infinities and NaN told apart.
///
/// - Parameters:
///   - actual: what the code computed.
///   - expected: an independent reference value.
///   - relative: the largest relative error allowed; the caller says where it comes from.
///   - absolute: an absolute error allowed besides, for expected values that may vanish.
public func expectClose(
  _ actual: Double, _ expected: Double, relative: Double, absolute: Double = 0,
  _ what: @autoclosure () -> String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  let agree: Bool
  if actual.isNaN || expected.isNaN {
    agree = false
  } else if actual.isInfinite || expected.isInfinite {
    agree = actual == expected
  } else {
    agree = abs(actual - expected) <= relative * abs(expected) + absolute
  }
  let error = expected == 0 ? abs(actual) : abs(actual - expected) / abs(expected)
  #expect(
    agree,
    """
    \(what()) got \(String(format: "%.17g", actual)), expected \(String(format: "%.17g", expected)), \
    relative error \(String(format: "%.2g", error)) > \(String(format: "%.2g", relative))
    """, sourceLocation: sourceLocation)
}
