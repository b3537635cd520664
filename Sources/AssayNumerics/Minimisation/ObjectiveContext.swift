// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL

/// What GSL's minimisers call back into: the objective, and what happened in it.
final class ObjectiveContext {
  let objective: Objective
  var error: (any Error)?
  var evaluations = 0
  /// What values and gradients are multiplied by on their way to GSL.
  var weight = 1.0
  /// Stands for +∞, which GSL's simplex accepts only while it moves and not when it is set up.
  private let infinityIsAllowed: Bool

  init(_ objective: Objective, infinityIsAllowed: Bool) {
    self.objective = objective
    self.infinityIsAllowed = infinityIsAllowed
  }

  var opaque: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  static func from(_ parameters: UnsafeMutableRawPointer?) -> ObjectiveContext? {
    parameters.map { Unmanaged<ObjectiveContext>.fromOpaque($0).takeUnretainedValue() }
  }

  /// f at a GSL vector; NaN after an error, which is kept.
  func value(_ x: UnsafePointer<gsl_vector>) -> Double {
    evaluations += 1
    let point = Self.buffer(x)
    do {
      let value = try objective.value(point)
      if value.isFinite { return weight * value }
      if value == .infinity && infinityIsAllowed { return .greatestFiniteMagnitude }
      throw MinimisationError.notFinite(Array(point))
    } catch { return keep(error) }
  }

  /// f and ∇f at a GSL vector; NaN after an error, which is kept.
  func valueAndGradient(_ x: UnsafePointer<gsl_vector>, _ gradient: UnsafeMutablePointer<gsl_vector>)
    -> Double
  {
    evaluations += 1
    let point = Self.buffer(x)
    let out = UnsafeMutableBufferPointer(start: gradient.pointee.data, count: point.count)
    do {
      guard let function = objective.valueAndGradient else { throw MinimisationError.needsGradient }
      let value = try function(point, out)
      var probe = value * 0
      for i in out.indices {
        probe += out[i] * 0
        out[i] *= weight
      }
      if probe == 0 { return weight * value }
      throw MinimisationError.notFinite(Array(point))
    } catch {
      out.update(repeating: .nan)
      return keep(error)
    }
  }

  /// Throws the first error that happened in the objective.
  func check() throws { if let error { throw error } }

  private func keep(_ error: any Error) -> Double {
    if self.error == nil { self.error = error }
    return .nan
  }

  /// GSL's minimisers evaluate at vectors of their own, which are contiguous.
  private static func buffer(_ x: UnsafePointer<gsl_vector>) -> UnsafeBufferPointer<Double> {
    precondition(x.pointee.stride == 1, "GSL's minimisers use contiguous vectors")
    return UnsafeBufferPointer(start: x.pointee.data, count: x.pointee.size)
  }
}

/// Runs a body with a GSL vector that views an array's storage.
func withVector<Result>(_ values: inout [Double], _ body: (UnsafeMutablePointer<gsl_vector>) throws -> Result)
  rethrows -> Result
{
  let count = values.count
  return try values.withUnsafeMutableBufferPointer { buffer in
    var view = gsl_vector_view_array(buffer.baseAddress, count)
    return try withUnsafeMutablePointer(to: &view.vector, body)
  }
}

/// The values of a GSL vector.
func array(_ vector: UnsafePointer<gsl_vector>) -> [Double] {
  (0..<vector.pointee.size).map { gsl_vector_get(vector, $0) }
}
