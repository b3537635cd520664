// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Checks draws against a distribution function: sup |Fₙ − F| within ``kolmogorovBound(count:error:)``.
///
/// With a fixed seed the check either always passes or never; for a sampler of that law it fails with probability at most
/// `error`.
/// - Parameters:
///   - distribution: P(X ≤ x).
///   - below: P(X < x), where the law has atoms; the same as `distribution` unless given.
public func checkSampler(
  _ draws: [Double], against distribution: (Double) -> Double, below: ((Double) -> Double)? = nil,
  error: Double = 1e-9, _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  let distance = kolmogorovDistance(draws, from: distribution, below: below)
  let bound = kolmogorovBound(count: draws.count, error: error)
  #expect(
    distance <= bound, "\(what): distance \(distance) of \(draws.count) draws exceeds \(bound)",
    sourceLocation: sourceLocation)
}

/// sup |Fₙ − F| for the empirical distribution function of the draws.
public func kolmogorovDistance(
  _ draws: [Double], from distribution: (Double) -> Double, below: ((Double) -> Double)? = nil
) -> Double {
  let sorted = draws.sorted()
  let count = Double(sorted.count)
  var distance = 0.0
  var i = 0
  while i < sorted.count {
    var next = i + 1
    while next < sorted.count && sorted[next] == sorted[i] { next += 1 }
    let after = distribution(sorted[i])
    let before = below.map { $0(sorted[i]) } ?? after
    distance = max(distance, abs(Double(i) / count - before), abs(Double(next) / count - after))
    i = next
  }
  return distance
}

/// The ε with P(sup |Fₙ − F| > ε) ≤ error for independent draws of any law (Dvoretzky–Kiefer–Wolfowitz, Massart 1990).
public func kolmogorovBound(count: Int, error: Double) -> Double {
  (log(2 / error) / (2 * Double(count))).squareRoot()
}

/// Checks the mean of draws that lie in a bounded range against its expectation, by Hoeffding's inequality.
///
/// For independent draws with that mean, the check fails with probability at most `error`. (Hoeffding's bound for a range
/// of length 1 is the Dvoretzky–Kiefer–Wolfowitz one.)
public func checkMean(
  of draws: [Double], equals mean: Double, in range: ClosedRange<Double>, error: Double = 1e-9,
  _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    draws.allSatisfy(range.contains), "\(what): a draw lies outside \(range)", sourceLocation: sourceLocation)
  let average = draws.reduce(0, +) / Double(draws.count)
  let bound = (range.upperBound - range.lowerBound) * kolmogorovBound(count: draws.count, error: error)
  #expect(
    abs(average - mean) <= bound,
    "\(what): mean \(average) of \(draws.count) draws is not \(mean) ± \(bound)",
    sourceLocation: sourceLocation)
}
