// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Foundation

/// Laws with a known mean, and the streams of these tests.
enum Planted {
  static func key(_ check: String, seed: UInt64 = 1) -> StreamKey {
    StreamKey(seed: seed, claim: "tests/evidence", case: "planted", check: check)
  }

  static func settings(workers: Int = 2, effort: Effort = .quick) -> RunSettings {
    RunSettings(effort: effort, workers: workers)
  }

  static func observable<Value>(
    _ name: String, _ draw: @escaping @Sendable (RandomStream) throws -> Value
  ) -> Observable<Value> {
    Observable(name, in: "planted", draw: draw)
  }

  /// A normal number with mean 0.5 and standard deviation 1.
  static let normal = observable("normal") { 0.5 + $0.gaussian() }

  /// log |N|: exponential lower tail, mean −0.635181422730739.
  static func logAbs(_ stream: RandomStream) -> Double { log(abs(stream.gaussian())) }

  /// A Pareto number with tail index 2.1: finite mean, a variance that barely is.
  static func pareto(_ stream: RandomStream) -> Double { pow(1 - stream.uniform(), -1 / 2.1) }

  /// The mean of several draws.
  static func mean(of count: Int, _ draw: (RandomStream) -> Double, _ stream: RandomStream) -> Double {
    (0..<count).reduce(0) { sum, _ in sum + draw(stream) } / Double(count)
  }

  /// A list of draws from one stream.
  static func draws(_ count: Int, _ name: String, _ draw: (RandomStream) -> Double) -> [Double] {
    let stream = RandomStream(key(name))
    return (0..<count).map { _ in draw(stream) }
  }
}
