// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

extension RandomProduct {
  /// The logarithms of the k largest singular values of J_L, largest first; −∞ beyond the rank.
  public func logSingularValues(upTo k: Int) -> Observable<[Double]> {
    logSingularValues(upTo: k, atDepths: [depth]).map("log singular values up to \(k)") { $0[0] }
  }

  /// The logarithms of the k largest singular values of the products J_l of one network at several depths l ≤ L.
  ///
  /// The value has one array a depth, in the order of `depths`, largest singular value first; −∞ beyond the rank.
  public func logSingularValues(upTo k: Int, atDepths depths: [Int]) -> Observable<[[Double]]> {
    let list = depths.map(String.init).joined(separator: ", ")
    return Observable("log singular values up to \(k) at depths \(list)", in: description) { stream in
      try require(k, atMost: min(inputs, width), "k")
      guard !depths.isEmpty, depths.allSatisfy({ $0 >= 1 && $0 <= depth }) else {
        throw SimulationError(description, "depths \(list)", mend: "use depths from 1 to \(depth)")
      }
      var seen: [Int: [Double]] = [:]
      try carry(columns: inputs, singularValues: true, completing: depths, from: stream) {
        factor, product, _ in
        guard factor.kind == .weight, depths.contains(factor.layer) else { return }
        let logs = try product.logSingularValues()
        seen[factor.layer] = (0..<k).map { $0 < logs.count ? logs[$0] : -.infinity }
      }
      return depths.map { seen[$0] ?? [] }
    }
  }

  /// The top-k right singular subspaces (inputs × k orthonormal bases) of J_l at several depths l, with the logarithms of
  /// all singular values there.
  public func rightSubspaces(
    dimension k: Int, atDepths depths: [Int]
  ) -> Observable<[(basis: Matrix, logValues: [Double])]> {
    let list = depths.map(String.init).joined(separator: ", ")
    return Observable("top-\(k) right singular subspaces at depths \(list)", in: description) { stream in
      try require(k, atMost: min(inputs, width), "k")
      var seen: [Int: (Matrix, [Double])] = [:]
      try carry(columns: inputs, singularValues: true, completing: depths, from: stream) {
        factor, product, _ in
        guard factor.kind == .weight, depths.contains(factor.layer) else { return }
        let (_, logs, right) = try product.singularValueDecomposition()
        guard right.columns >= k else { return }
        seen[factor.layer] = (right.block(rows: 0..<inputs, columns: 0..<k), logs)
      }
      return try depths.map { depth in
        guard let (basis, logs) = seen[depth] else {
          throw SimulationError(
            description, "the rank fell below \(k) by depth \(depth)", mend: "use gates with r ≥ \(k)")
        }
        return (basis, logs)
      }
    }
  }
}
