// SPDX-License-Identifier: GPL-3.0-or-later

/// The Kolmogorov–Smirnov distance between two distribution functions given as closed forms.
struct LawDistance: Sendable {
  /// How finely each law is cut: a distance is found to within 1/cells from below.
  static let cells = 256

  /// The quantiles of one law at i/cells, 0 < i < cells, each the least double with F(x) ≥ i/cells, and the
  /// points just below them; a jump shows between the two.
  static func grid(of law: DistributionFunction) throws -> [Double] {
    var points: [Double] = [-.infinity]
    var lower = -Double.infinity
    for i in 1..<cells {
      let level = Double(i) / Double(cells)
      if try law(lower) >= level { continue }
      let (below, x) = try bisectDoubles(from: lower, to: .infinity) { try law($0) >= level }
      points += [below, x]
      lower = x
    }
    return points
  }

  /// A lower bound of sup |F − G|, at most 1/cells below it (for smooth laws far less).
  ///
  /// On a cell of F's grid F grows by at most 1/cells and G is monotone, so |F − G| exceeds its values at the ends by
  /// no more. The best cells are then searched again at 64 points each.
  static func between(
    _ f: DistributionFunction, _ g: DistributionFunction, grid: [Double]
  ) throws -> Double {
    var distance = 0.0
    var best = 0
    for (i, x) in grid.enumerated() {
      let here = abs(try f(x) - g(x))
      if here > distance { (distance, best) = (here, i) }
    }
    for i in max(0, best - 3)..<min(grid.count - 1, best + 3) {
      let (a, b) = (grid[i], grid[i + 1])
      guard a.isFinite, b.isFinite else { continue }
      for step in 1..<64 {
        let x = a + (b - a) * (Double(step) / 64)
        distance = max(distance, abs(try f(x) - g(x)))
      }
    }
    return distance
  }
}
