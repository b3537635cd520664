// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds where a monotone condition turns, between adjacent doubles: at most 64 evaluations and no tolerance.
///
/// Doubles are ordered like the integers of their bit patterns, so halving that range ends at two neighbours
/// whatever the scale of the answer.
///
/// - Parameters:
///   - lower: where the condition fails (not evaluated; may be −∞).
///   - upper: where it holds (not evaluated; may be ∞).
///   - holds: a condition that fails up to some point and holds beyond it.
/// - Returns: the last double at which it fails and the first at which it holds.
func bisectDoubles(
  from lower: Double, to upper: Double, holds: (Double) throws -> Bool
) rethrows -> (lastFailing: Double, firstHolding: Double) {
  var failing = order(lower)
  var holding = order(upper)
  precondition(failing <= holding, "bisection needs lower ≤ upper, not \(lower), \(upper)")
  while holding - 1 > failing {
    // The mean of two integers, rounded down, without overflow.
    let middle = (failing & holding) + ((failing ^ holding) >> 1)
    if try holds(double(at: middle)) { holding = middle } else { failing = middle }
  }
  return (double(at: failing), double(at: holding))
}

/// The place of a double in the order of all doubles: 0 for zero, odd about it.
private func order(_ x: Double) -> Int64 {
  let bits = Int64(bitPattern: x.bitPattern)
  return bits < 0 ? Int64.min &- bits : bits
}

private func double(at order: Int64) -> Double {
  Double(bitPattern: UInt64(bitPattern: order < 0 ? Int64.min &- order : order))
}
