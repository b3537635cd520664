// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Searches the logits that cost N factors least at margin 1, rank by rank.
///
/// For each dimension d, Z = wᵀh with d × K factors; log 𝒞_N − (2/N) log γ is minimised with a smoothed margin γ at
/// rising sharpness, from random starts. The costs found are upper bounds on the least cost of a code of rank at most d.
public struct CheapestCodeSearch: Sendable, Hashable, CustomStringConvertible {
  /// K.
  public var classes: Int
  /// N ≥ 2.
  public var factors: Int
  /// The dimensions that are tried.
  public var dimensions: ClosedRange<Int>
  /// Random starts for each dimension.
  public var starts: Int
  /// The last sharpness of the margin.
  public var sharpness: Double

  /// Describes a search; all dimensions from 2 to K − 1 are tried unless others are given.
  public init(
    classes: Int, factors: Int, dimensions: ClosedRange<Int>? = nil, starts: Int = 24, sharpness: Double = 1e5
  ) {
    self.classes = classes
    self.factors = factors
    self.dimensions = dimensions ?? min(2, classes - 1)...max(classes - 1, 1)
    self.starts = starts
    self.sharpness = sharpness
  }

  /// For instance "K = 8, N = 5, d = 2 … 7, 24 starts".
  public var description: String {
    "K = \(classes), N = \(factors), d = \(dimensions.lowerBound) … \(dimensions.upperBound), \(starts) starts"
  }

  /// The cheapest code found in one dimension.
  public struct Found: Sendable, Hashable {
    /// d.
    public var dimension: Int
    /// 𝒞_N at margin 1.
    public var cost: Double
    /// The code at margin 1.
    public var code: LogitCode
  }

  /// The cheapest code of each dimension, d rising.
  public var costs: Observable<[Found]> {
    Observable("cheapest code of each rank", in: description) { stream in
      try dimensions.map { try search(dimension: $0, from: stream) }
    }
  }

  /// The rank of the cheapest code: the least dimension whose cost is within 1e-6 of the least.
  public var rank: Observable<Int> {
    costs.map("rank of the cheapest code") { found in
      let least = found.map(\.cost).min() ?? .infinity
      return found.first { $0.cost <= least * (1 + 1e-6) }?.dimension ?? 0
    }
  }

  /// Searches one dimension.
  /// - Throws: ``SimulationError`` for impossible numbers, or when no start separates all classes.
  public func search(dimension: Int, from stream: RandomStream) throws -> Found {
    guard classes >= 3, factors >= 2, dimension >= 2, dimension < classes, starts >= 1, sharpness >= 100
    else {
      throw SimulationError(
        description, "d = \(dimension)",
        mend: "use K ≥ 3, N ≥ 2, 2 ≤ d < K, a start or more, and a sharpness ≥ 100")
    }
    let objective = CostObjective(classes, dimension, factors)
    var best: Found?
    for start in 0..<starts {
      var point = (0..<(2 * classes * dimension)).map { _ in stream.gaussian() }
      if start % 2 == 1 { for i in 0..<(classes * dimension) { point[classes * dimension + i] = point[i] } }
      guard let code = try objective.descend(&point, from: [20, 100][start / 2 % 2], to: sharpness) else {
        continue
      }
      let cost = try code.cost(factors: factors)
      if best.map({ cost < $0.cost }) ?? true {
        best = Found(dimension: dimension, cost: cost, code: try code.atUnitMargin())
      }
    }
    guard let best else {
      throw SimulationError(
        description, "no start separates the classes in d = \(dimension)", mend: "use more starts")
    }
    return best
  }
}

/// log 𝒞_N − (2/N) log γ of w and h, with a penalty that fixes their two scales, which it does not feel otherwise.
private final class CostObjective {
  private let classes: Int
  private let dimension: Int
  private let power: Double
  private let margin: SmoothMargin
  private let gram: GramPowers
  private let slope: UnsafeMutablePointer<Double>
  private var sharpness = 1.0

  init(_ classes: Int, _ dimension: Int, _ factors: Int) {
    self.classes = classes
    self.dimension = dimension
    power = 1 / Double(factors)
    margin = SmoothMargin(classes: classes, dimension: dimension)
    gram = GramPowers(classes: classes, dimension: dimension, power: power)
    slope = .allocate(capacity: 2 * classes * dimension)
    slope.initialize(repeating: 0, count: 2 * classes * dimension)
  }

  deinit { slope.deallocate() }

  /// First a separating code, then the cheapest one nearby at rising sharpness; nil when the start does not separate.
  func descend(_ point: inout [Double], from first: Double, to last: Double) throws -> LogitCode? {
    let rough = SoftmaxCodeSearch(classes: classes, dimension: dimension)
    point = try rough.separate(point)
    guard code(point).margin > 0.01 else { return nil }
    let search = QuasiNewton(gradientTolerance: 1e-8, iterationLimit: 400, restarts: 1)
    sharpness = first
    while true {
      sharpness = min(sharpness, last)
      // A softer margin than is there would be negative, and have no logarithm.
      if smoothMargin(point) > 0 { point = try search.minimise(objective, from: point).point }
      if sharpness >= last { break }
      sharpness *= 4
    }
    let found = code(point)
    return found.margin > 0 ? found : nil
  }

  private func code(_ point: [Double]) -> LogitCode {
    let half = classes * dimension
    return LogitCode(
      classVectors: Matrix(rows: dimension, columns: classes, values: Array(point[..<half])),
      features: Matrix(rows: dimension, columns: classes, values: Array(point[half...])))
  }

  private func smoothMargin(_ point: [Double]) -> Double {
    let half = classes * dimension
    return point.withUnsafeBufferPointer { x in
      guard let w = x.baseAddress else { return 0 }
      return margin.evaluate(w, w + half, sharpness: sharpness, gradientW: slope, gradientH: slope + half)
    }
  }

  private var objective: Objective {
    Objective(dimension: 2 * classes * dimension) { [unowned self] point, gradient in
      try self.evaluate(point, gradient)
    }
  }

  private func evaluate(
    _ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>
  ) throws -> Double {
    let half = classes * dimension
    guard let w = point.baseAddress, let g = gradient.baseAddress else { return 0 }
    let smooth = margin.evaluate(w, w + half, sharpness: sharpness, gradientW: slope, gradientH: slope + half)
    // A wall, with the slope that leads back: the line search must not step over the logarithm's end.
    let floor = 1e-3
    let logMargin = smooth > floor ? log(smooth) : log(floor) + (smooth - floor) / floor
    let logSlope = smooth > floor ? 1 / smooth : 1 / floor
    let cost = try gram.evaluate(w, w + half, gradientW: g, gradientH: g + half)
    var value = log(cost) - 2 * power * logMargin
    for i in 0..<(2 * half) { g[i] = g[i] / cost - 2 * power * logSlope * slope[i] }
    for offset in [0, half] {
      let size = DenseKernel.norm(w + offset, count: half)
      let excess = log(size * size / Double(classes))
      value += 0.1 * excess * excess
      for i in offset..<(offset + half) { g[i] += 0.4 * excess * w[i] / (size * size) }
    }
    return value
  }
}

/// Σ (s_i² + ε)^p of the singular values s_i of wᵀh, for 0 < p ≤ ½, with its gradients.
///
/// With A = wwᵀ = LLᵀ and B = hhᵀ, the s_i² are the eigenvalues of M = LᵀBL, and
/// ∂/∂A = p L⁻ᵀ M M^(p−1) L⁻¹, ∂/∂B = p L M^(p−1) Lᵀ with M^(p−1) taken at M + ε. ε keeps the powers of vanishing
/// singular values smooth.
private final class GramPowers {
  private let classes: Int
  private let dimension: Int
  private let power: Double
  private let epsilon = 1e-9
  private let svd: SingularValueWorkspace
  private let space: UnsafeMutablePointer<Double>

  init(classes: Int, dimension: Int, power: Double) {
    self.classes = classes
    self.dimension = dimension
    self.power = power
    svd = SingularValueWorkspace(rows: dimension, columns: dimension)
    space = .allocate(capacity: 7 * dimension * dimension)
    space.initialize(repeating: 0, count: 7 * dimension * dimension)
  }

  deinit { space.deallocate() }

  func evaluate(
    _ w: UnsafePointer<Double>, _ h: UnsafePointer<Double>, gradientW: UnsafeMutablePointer<Double>,
    gradientH: UnsafeMutablePointer<Double>
  ) throws -> Double {
    let (d, k, area) = (dimension, classes, dimension * dimension)
    let (lower, b, m, core, right, slope, scratch) =
      (
        space, space + area, space + 2 * area, space + 3 * area, space + 4 * area, space + 5 * area,
        space + 6 * area
      )
    DenseKernel.multiply(rows: d, columns: d, inner: k, w, w, transposingB: true, into: lower)
    DenseKernel.multiply(rows: d, columns: d, inner: k, h, h, transposingB: true, into: b)
    factor(lower)
    DenseKernel.multiply(rows: d, columns: d, inner: d, b, lower, into: scratch)
    DenseKernel.multiply(rows: d, columns: d, inner: d, lower, transposingA: true, scratch, into: m)
    try svd.decompose(m)
    var sum = 0.0
    for i in 0..<d {
      let value = exp(svd.logValues[i])
      sum += pow(value + epsilon, power)
      let slopeB = power * pow(value + epsilon, power - 1)
      for r in 0..<d {
        core[r + i * d] = svd.left[r + i * d] * slopeB
        right[r + i * d] = svd.left[r + i * d] * slopeB * value
      }
    }
    // core ← P p(M+ε)^(p−1) Pᵀ and right ← the same times M.
    DenseKernel.multiply(rows: d, columns: d, inner: d, core, svd.left, transposingB: true, into: scratch)
    DenseKernel.multiply(rows: d, columns: d, inner: d, lower, scratch, into: core)
    DenseKernel.multiply(rows: d, columns: d, inner: d, core, lower, transposingB: true, into: slope)
    DenseKernel.multiply(rows: d, columns: k, inner: d, slope, h, scale: 2, into: gradientH)
    DenseKernel.multiply(rows: d, columns: d, inner: d, right, svd.left, transposingB: true, into: slope)
    solveTransposed(lower, slope)
    transpose(slope)
    solveTransposed(lower, slope)
    DenseKernel.multiply(rows: d, columns: k, inner: d, slope, w, scale: 2, into: gradientW)
    return sum
  }

  /// Cholesky's factor, in place, zeros above the diagonal; pivots below rounding are lifted to it.
  private func factor(_ a: UnsafeMutablePointer<Double>) {
    let d = dimension
    for j in 0..<d {
      var pivot = a[j + j * d]
      for i in 0..<j { pivot -= a[j + i * d] * a[j + i * d] }
      let root = max(pivot, 1e-14).squareRoot()
      a[j + j * d] = root
      for r in stride(from: j + 1, to: d, by: 1) {
        var entry = a[r + j * d]
        for i in 0..<j { entry -= a[r + i * d] * a[j + i * d] }
        a[r + j * d] = entry / root
        a[j + r * d] = 0
      }
    }
  }

  /// x ← L⁻ᵀ x.
  private func solveTransposed(_ lower: UnsafePointer<Double>, _ x: UnsafeMutablePointer<Double>) {
    let d = dimension
    for column in 0..<d {
      let v = x + column * d
      for i in stride(from: d - 1, through: 0, by: -1) {
        var entry = v[i]
        for r in stride(from: i + 1, to: d, by: 1) { entry -= lower[r + i * d] * v[r] }
        v[i] = entry / lower[i + i * d]
      }
    }
  }

  private func transpose(_ x: UnsafeMutablePointer<Double>) {
    for j in 0..<dimension {
      for i in 0..<j {
        (x[i + j * dimension], x[j + i * dimension]) = (x[j + i * dimension], x[i + j * dimension])
      }
    }
  }
}
