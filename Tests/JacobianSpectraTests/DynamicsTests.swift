// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Testing

@Suite("Singular-value dynamics of fixed-gates networks", .paper("jacobian-spectra"))
struct DynamicsTests {
  static let balancedValues = [2.0, 1.3, 0.8, 0.4]

  @Test(
    "Gradient flow conserves the differences of neighbouring layers' masked Gram matrices",
    .claim("jacobian-spectra/balancedness-conserved"), arguments: [2, 4])
  func balancednessConserved(depth: Int) async throws {
    let setting = "n = 6, L = \(depth), p = 0.7, r = 2"
    let tolerance = 1e-12
    try await expectIdentity(
      Observable("Δ_l at t = 1 against t = 0", in: setting) { stream in
        let (network, loss) = try Networks.gated(width: 6, depth: depth, from: stream)
        let method = FlowMethod.adaptive(.rk8pd, relative: tolerance, absolute: tolerance)
        let later = try network.flowed(down: loss, to: [1], by: method)[0]
        return Residuals(
          of: try Networks.drift(from: network, to: later) / tolerance,
          rivals: [
            (
              name: "with W for M", value: try Networks.drift(.unmasked, from: network, to: later) / tolerance
            ),
            (
              name: "transposes exchanged",
              value: try Networks.drift(.exchanged, from: network, to: later) / tolerance
            ),
          ], input: "\(network.factors)")
      }, inputs: 60,
      // Each of a hundred steps or so may err by the integrator's tolerance in every entry of size about 1.
      limit: 1000)

    // Descent conserves nothing: it drifts in proportion to the step. A classical Runge–Kutta method drifts like its
    // fourth power: what is left of a flow's drift is the integrator's.
    let stream = RandomStream(
      StreamKey(seed: 1, claim: "balancedness-conserved", case: setting, check: "drift"))
    let (network, loss) = try Networks.gated(width: 6, depth: depth, from: stream)
    try expectConverges(
      "drift of Δ_l by t = 1 under gradient descent, against the step", in: setting,
      points: [100, 200, 400].reversed().map { steps in
        let step = 1 / Double(steps)
        let end = try network.descended(loss, rate: step, steps: steps).network
        return (x: step, y: try Networks.drift(from: network, to: end))
      }, exponent: 1,
      rivals: [(name: "a drift of the flow itself", value: 0), (name: "of second order", value: 2)])
    try expectConverges(
      "drift of Δ_l by t = 1 under rk4, against the step", in: setting,
      points: [0.00625, 0.0125, 0.025].map { step in
        let end = try network.flowed(down: loss, to: [1], by: .fixed(.rk4, step: step))[0]
        return (x: step, y: try Networks.drift(from: network, to: end))
      }, exponent: 4,
      rivals: [(name: "a drift of the flow itself", value: 0), (name: "of first order", value: 1)])
  }

  @Test(
    "ds_k/dt is the sum over layers of u_kᵀA_lA_lᵀ G B_lᵀB_l v_k, balanced or not",
    .claim("jacobian-spectra/singular-value-flow"), arguments: [2, 4])
  func singularValueFlow(depth: Int) async throws {
    for k in 1...2 {
      try await expectIdentity(
        Observable("ds_\(k)/dt", in: "n = 5, L = \(depth), p = 0.7, r = 2") { stream in
          let (network, loss) = try Networks.gated(width: 5, depth: depth, from: stream)
          let (factors, g) = (network.factors, loss.gradient(network.jacobian))
          return try Networks.rate(of: network, down: loss, index: k).against(
            SingularValueFlow.rate(index: k, factors: factors, gradient: g),
            rivals: SingularValueFlow.rivals(index: k, factors: factors, gradient: g), input: "\(factors)")
        }, inputs: 100, limit: Networks.differenceLimit)
    }
  }

  @Test(
    "Balanced factors make every mode move by itself; the error is linear in the imbalance",
    .claim("jacobian-spectra/balanced-flow"), arguments: [3, 5])
  func balancedFlow(depth: Int) async throws {
    let values = Self.balancedValues
    for k in 1...2 {
      try await expectIdentity(
        Observable("ds_\(k)/dt, balanced", in: "n = 4, L = \(depth), s = \(values)") { stream in
          let network = try FixedGatesNetwork.balanced(singularValues: values, depth: depth, from: stream)
          let loss = JacobianLoss.distance(to: stream.matrix(rows: 4, columns: 4))
          let (factors, g) = (network.factors, loss.gradient(network.jacobian))
          return try Networks.rate(of: network, down: loss, index: k).against(
            SingularValueFlow.balancedRate(index: k, factors: factors, gradient: g),
            rivals: SingularValueFlow.balancedRivals(index: k, factors: factors, gradient: g),
            input: "\(factors)")
        }, inputs: 100, limit: Networks.differenceLimit)
    }
    let key = StreamKey(seed: 1, claim: "balanced-flow", case: "L = \(depth)", check: "disturbed")
    let balanced = try FixedGatesNetwork.balanced(
      singularValues: values, depth: depth, from: RandomStream(key))
    for k in 1...3 {
      try expectConverges(
        "error of the balanced formula against ‖Δ‖, k = \(k)", in: "n = 4, L = \(depth), s = \(values)",
        points: try [1e-6, 1e-5, 1e-4, 1e-3].map { deviation in
          let network = balanced.disturbed(by: deviation, from: RandomStream(key, trial: 1))
          return (x: network.imbalance, y: try Networks.balancedError(of: network, index: k))
        }, exponent: 1, rivals: [(name: "√‖Δ‖", value: 0.5), (name: "‖Δ‖²", value: 2)])
    }
  }

  @Test(
    "d/dt log PR = 4 tr X/tr M − 4 tr(MX)/tr M²", .claim("jacobian-spectra/participation-ratio-flow"),
    arguments: [2, 4])
  func participationRatioFlow(depth: Int) async throws {
    try await expectIdentity(
      Observable("d log PR/dt", in: "n = 5, L = \(depth), p = 0.7, r = 2") { stream in
        let (network, loss) = try Networks.gated(width: 5, depth: depth, from: stream)
        let (factors, g) = (network.factors, loss.gradient(network.jacobian))
        return try Networks.participationRate(of: network, down: loss).against(
          ParticipationRatioFlow.logRate(factors: factors, gradient: g),
          rivals: ParticipationRatioFlow.rivals(factors: factors, gradient: g), input: "\(factors)")
      }, inputs: 100, limit: Networks.differenceLimit)
  }
}
