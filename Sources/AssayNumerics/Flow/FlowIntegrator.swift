// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL

/// GSL's evolution of one field by one method: owns the work space, takes one accepted step at a time.
final class FlowIntegrator {
  private(set) var steps = 0
  private let method: FlowMethod
  private let context: FlowContext
  private let system: UnsafeMutablePointer<gsl_odeiv2_system>
  private let driver: UnsafeMutablePointer<gsl_odeiv2_driver>
  /// The step that the error control suggests next, with the sign of the direction; 0 before the first.
  private var suggestion = 0.0

  init(_ field: FlowField, _ method: FlowMethod) throws {
    try method.check(for: field)
    self.method = method
    context = FlowContext(field)
    system = .allocate(capacity: 1)
    system.initialize(
      to: gsl_odeiv2_system(
        function: evaluateDerivative, jacobian: field.jacobian == nil ? nil : evaluateJacobian,
        dimension: field.dimension, params: Unmanaged.passUnretained(context).toOpaque()))
    let (relative, absolute) = method.tolerances
    guard
      let driver = gsl_odeiv2_driver_alloc_y_new(system, method.stepper.type, 1e-6, absolute, relative)
    else { preconditionFailure("out of memory: a flow of \(field.dimension) equations needs work space") }
    self.driver = driver
  }

  deinit {
    gsl_odeiv2_driver_free(driver)
    system.deallocate()
  }

  var evaluations: Int { context.evaluations }
  var rejectedSteps: Int { Int(driver.pointee.e.pointee.failed_steps) }

  /// Forgets the past: the next step starts afresh, from any state.
  func restart(firstStep: Double = 0) {
    let rejected = driver.pointee.e.pointee.failed_steps
    gsl_odeiv2_step_reset(driver.pointee.s)
    gsl_odeiv2_evolve_reset(driver.pointee.e)
    driver.pointee.e.pointee.failed_steps = rejected
    suggestion = firstStep
  }

  /// Takes one accepted step from `time` towards `target` and not beyond; returns the new time.
  func step(_ state: UnsafeMutablePointer<Double>, from time: Double, to target: Double) throws -> Double {
    guard steps < method.stepLimit else { throw FlowError.stepLimit(method.stepLimit, time: time) }
    let reached: Double
    switch method.stepSize {
    case .adaptive: reached = try adaptiveStep(state, time, target)
    case .fixed(let step): reached = try fixedStep(state, time, target, step)
    }
    steps += 1
    for i in 0..<system.pointee.dimension where !state[i].isFinite {
      throw FlowError.notFinite(time: reached)
    }
    return reached
  }

  private func adaptiveStep(
    _ state: UnsafeMutablePointer<Double>, _ time: Double, _ target: Double
  ) throws -> Double {
    if suggestion == 0 { suggestion = try firstStep(state, time, target) }
    if abs(suggestion) > method.longestStep {
      suggestion = suggestion < 0 ? -method.longestStep : method.longestStep
    }
    var t = time
    let gsl = driver.pointee
    let status = gsl_odeiv2_evolve_apply(gsl.e, gsl.c, gsl.s, system, &t, target, &suggestion, state)
    try check(status, at: time)
    return t
  }

  private func fixedStep(
    _ state: UnsafeMutablePointer<Double>, _ time: Double, _ target: Double, _ step: Double
  ) throws -> Double {
    // The slack lets a whole number of steps fit although their sum was rounded.
    let left = target.isFinite ? (abs(target - time) / step * (1 - 1e-12)).rounded(.up) : .infinity
    let length = (target < time ? -1 : 1) * (left.isFinite ? abs(target - time) / max(left, 1) : step)
    var t = time
    let gsl = driver.pointee
    let status = gsl_odeiv2_evolve_apply_fixed_step(gsl.e, nil, gsl.s, system, &t, length, state)
    try check(status, at: time)
    return left <= 1 ? target : t
  }

  /// A first step that changes the state by about a hundredth (Hairer, Nørsett and Wanner, *Solving ordinary
  /// differential equations I*, II.4): the error control does the rest.
  private func firstStep(
    _ state: UnsafeMutablePointer<Double>, _ time: Double, _ target: Double
  ) throws -> Double {
    let sign: Double = target < time ? -1 : 1
    let span = abs(target - time)
    if let step = method.firstStep { return sign * min(step, span) }
    let n = system.pointee.dimension
    let slope = driver.pointee.e.pointee.dydt_out
    try check(evaluateDerivative(time, state, slope, system.pointee.params), at: time)
    let (relative, absolute) = method.tolerances
    var size = 0.0
    var speed = 0.0
    for i in 0..<n {
      let scale = absolute + relative * abs(state[i])
      guard scale > 0, let slope else { continue }
      size = max(size, abs(state[i]) / scale)
      speed = max(speed, abs(slope[i]) / scale)
    }
    let guess = size > 1e-5 && speed > 1e-5 ? 0.01 * size / speed : 1e-6
    return sign * min(guess.isFinite && guess > 0 ? guess : 1e-6, span)
  }

  private func check(_ status: Int32, at time: Double) throws {
    if let error = context.error {
      context.error = nil
      throw error
    }
    if status == 0 { return }
    throw context.lastWasFinite
      ? FlowError.stalled(time: time, step: abs(suggestion)) : FlowError.notFinite(time: time)
  }
}

/// What the C callbacks see: the field, and what happened in it.
private final class FlowContext {
  let field: FlowField
  var error: (any Error)?
  var evaluations = 0
  var lastWasFinite = true

  init(_ field: FlowField) { self.field = field }

  /// A status other than GSL_EBADFUNC makes GSL try a shorter step.
  func status(_ values: UnsafeMutableBufferPointer<Double>) -> Int32 {
    var probe = 0.0
    for value in values { probe += value * 0 }
    lastWasFinite = probe == 0
    return lastWasFinite ? 0 : Int32(GSL_ERANGE)
  }

  func failed(_ error: any Error) -> Int32 {
    self.error = error
    return Int32(GSL_EBADFUNC)
  }
}

private func evaluateDerivative(
  _ time: Double, _ state: UnsafePointer<Double>?, _ derivative: UnsafeMutablePointer<Double>?,
  _ parameters: UnsafeMutableRawPointer?
) -> Int32 {
  guard let parameters else { return Int32(GSL_EFAULT) }
  let context = Unmanaged<FlowContext>.fromOpaque(parameters).takeUnretainedValue()
  let n = context.field.dimension
  let out = UnsafeMutableBufferPointer(start: derivative, count: n)
  context.evaluations += 1
  do {
    try context.field.derivative(time, UnsafeBufferPointer(start: state, count: n), out)
  } catch { return context.failed(error) }
  return context.status(out)
}

private func evaluateJacobian(
  _ time: Double, _ state: UnsafePointer<Double>?, _ matrix: UnsafeMutablePointer<Double>?,
  _ timeDerivative: UnsafeMutablePointer<Double>?, _ parameters: UnsafeMutableRawPointer?
) -> Int32 {
  guard let parameters else { return Int32(GSL_EFAULT) }
  let context = Unmanaged<FlowContext>.fromOpaque(parameters).takeUnretainedValue()
  let n = context.field.dimension
  let out = UnsafeMutableBufferPointer(start: matrix, count: n * n)
  let slope = UnsafeMutableBufferPointer(start: timeDerivative, count: n)
  slope.update(repeating: 0)
  do {
    try context.field.jacobian?(time, UnsafeBufferPointer(start: state, count: n), out, slope)
  } catch { return context.failed(error) }
  return context.status(out)
}
