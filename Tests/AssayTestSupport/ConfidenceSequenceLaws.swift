// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Checks the laws that a location-scale confidence sequence's half-width obeys at every count and level.
///
/// It is proportional to the scale, infinite up to some count and finite from there on, falls from one doubling of
/// the count to the next, and grows as alpha falls.
/// - Parameters:
///   - alphas: levels, in any order.
///   - counts: doubling counts, increasing.
///   - halfWidth: the half-width for (alpha, count, sample standard deviation).
public func checkConfidenceSequence(
  alphas: [Double], counts: [Int], sourceLocation: SourceLocation = #_sourceLocation,
  halfWidth: (_ alpha: Double, _ count: Int, _ sd: Double) throws -> Double
) rethrows {
  for alpha in alphas {
    let widths = try counts.map { try halfWidth(alpha, $0, 1) }
    for (count, pair) in zip(counts, zip(widths, widths.dropFirst())) {
      #expect(
        pair.0.isInfinite || pair.1 < pair.0, "wider after \(count): \(pair)", sourceLocation: sourceLocation)
    }
    for (count, width) in zip(counts, widths) {
      #expect(width > 0, "half-width at \(count)", sourceLocation: sourceLocation)
      // A power of two scales without rounding.
      #expect(
        try halfWidth(alpha, count, 0.25) == width * 0.25, "scale at \(count)",
        sourceLocation: sourceLocation)
    }
  }
  for count in counts {
    let widths = try alphas.sorted().map { try halfWidth($0, count, 1) }
    for pair in zip(widths, widths.dropFirst()) {
      #expect(
        pair.0.isInfinite || pair.1 < pair.0, "not wider at a smaller alpha, count \(count)",
        sourceLocation: sourceLocation)
    }
  }
}

/// Checks that an interval is where its e-value crosses 1/alpha: below it just inside, at or above it just outside.
///
/// - Parameters:
///   - ends: the interval's ends; an end at a limit of the parameter's range is skipped.
///   - limits: the parameter's range.
///   - step: how far inside and outside to look, in units of the distance between the ends.
///   - logEValue: the logarithm of the e-value of a parameter.
public func checkInversion(
  alpha: Double, ends: (lower: Double, upper: Double),
  limits: ClosedRange<Double> = -Double.infinity...Double.infinity, step: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation, logEValue: (Double) throws -> Double
) rethrows {
  let target = -log(alpha)
  let shift = step * (ends.upper - ends.lower)
  if ends.lower > limits.lowerBound {
    let inside = ends.lower + shift
    #expect(try logEValue(inside) < target, "inside the lower end", sourceLocation: sourceLocation)
    let outside = max(ends.lower - shift, ends.lower * 0.999)
    #expect(try logEValue(outside) >= target, "outside the lower end", sourceLocation: sourceLocation)
  }
  // Within 1e−9 of its limit an upper end is not resolved well enough; mirrored data test it as a lower end.
  if ends.upper < limits.upperBound - (limits.upperBound.isFinite ? 1e-9 : 0) {
    let inside = ends.upper - shift
    #expect(try logEValue(inside) < target, "inside the upper end", sourceLocation: sourceLocation)
    let outside = min(ends.upper + shift, limits.upperBound - 0.999 * (limits.upperBound - ends.upper))
    #expect(try logEValue(outside) >= target, "outside the upper end", sourceLocation: sourceLocation)
  }
}

/// The integral of a function over the line by the trapezoidal rule after x = sinh((π/2) sinh t), which converges
/// faster than any power of the step for functions that decay like a density.
///
/// The step 1/64 over |t| ≤ 4 leaves an error near rounding for every density in use; a caller checks that by
/// integrating the density alone.
public func integralOverLine(_ function: (Double) throws -> Double) rethrows -> Double {
  let step = 1.0 / 64
  return try (-256...256).reduce(0) { sum, i in
    let t = Double(i) * step
    let inner = Double.pi / 2 * sinh(t)
    let x = sinh(inner)
    let weight = Double.pi / 2 * cosh(t) * cosh(inner)
    let value = try function(x)
    return value == 0 || !weight.isFinite ? sum : sum + step * weight * value
  }
}
