// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import AssayTestSupport
import Foundation
import Testing

@Suite("Random fixed-gates networks, regions of ReLU networks, and real data")
struct RandomNetworkTests {
  private let stream = RandomStream(StreamKey(seed: 3, claim: "unit", case: "networks", check: "drawn"))

  @Test("A balanced chain has the singular values asked for and no imbalance", arguments: [1, 2, 5])
  func balanced(depth: Int) throws {
    let values = [3.0, 2, 0.5, 0.125]
    let network = try FixedGatesNetwork.balanced(singularValues: values, depth: depth, from: stream)
    for (s, expected) in zip(try network.jacobian.singularValues(), values) {
      expectClose(s, expected, relative: 64 * Double.ulpOfOne * Double(depth))
    }
    #expect(network.imbalance <= 64 * Double.ulpOfOne * 9)
    #expect(network.disturbed(by: 0.1, from: stream).imbalance > 0.01 || depth == 1)
  }

  @Test("Graded chains have singular values in the progressions asked for, and share their singular vectors")
  func graded() throws {
    let steepnesses = [0.5, 1.5]
    let networks = try FixedGatesNetwork.graded(width: 4, depth: 3, steepnesses: steepnesses, from: stream)
    for (network, steepness) in zip(networks, steepnesses) {
      for weight in network.weights {
        for (j, s) in try weight.singularValues().enumerated() {
          expectClose(s, exp(-steepness * Double(j)), relative: 64 * Double.ulpOfOne * exp(4.5))
        }
      }
    }
    let first = try networks.map { try GradedSVD($0.weights[0]).left.column(0) }
    let cosine = zip(first[0], first[1]).reduce(0) { $0 + $1.0 * $1.1 }
    expectClose(abs(cosine), 1, relative: 64 * Double.ulpOfOne)
  }

  @Test("Gates close whole units: their rows and columns vanish in the factors, not in the weights")
  func masks() throws {
    let network = try FixedGatesNetwork.gaussian(
      widths: [3, 8, 8, 2], gates: .bernoulli(0.5, rankAtLeast: 2), from: stream)
    let factors = network.factors
    for l in 0..<2 {
      for i in 0..<8 {
        let open = network.gates[l][i]
        #expect(factors[l].row(i).allSatisfy { $0 == 0 } == !open)
        #expect(factors[l + 1].column(i).allSatisfy { $0 == 0 } == !open)
        #expect(network.weights[l].row(i).allSatisfy { $0 != 0 })
      }
    }
    let gradient = stream.matrix(rows: 2, columns: 3)
    for (l, g) in network.weightGradients(jacobianGradient: gradient).enumerated() {
      #expect(zip(g.values, factors[l].values).allSatisfy { $0 == 0 || $1 != 0 })
    }
  }

  @Test(
    "Inside its region a ReLU network is its fixed-gates network, and its differences are that one's Jacobian"
  )
  func regions() throws {
    let network = try RectifierNetwork.gaussian(widths: [5, 7, 6, 3], from: stream)
    for _ in 0..<20 {
      let x = (0..<5).map { _ in stream.gaussian() }
      let region = try network.region(at: x)
      let column = Matrix(rows: 5, columns: 1, values: x)
      expectClose(
        region.outputs(at: column), network.outputs(at: column), relative: 64 * Double.ulpOfOne, "outputs")
      let (differenced, step) = try network.differencedJacobian(at: x)
      #expect(step > 0 && step == step.binade)
      let scale = network.outputs(at: column).largestEntry + region.jacobian.largestEntry
      let error = (differenced - region.jacobian).largestEntry
      #expect(error <= 64 * Double.ulpOfOne * scale / step)
    }
  }

  @Test("The origin lies on the boundary of every region, and is refused")
  func boundary() throws {
    let network = try RectifierNetwork.gaussian(widths: [2, 3, 1], from: stream)
    #expect(throws: SimulationError.self) { try network.differencedJacobian(at: [0, 0]) }
  }

  @Test("The digits are read: 500 samples, 64 inputs of root mean square length 1, ten classes")
  func digits() throws {
    let text = try String(
      contentsOf: packageRoot.appending(path: "Fixtures/digits/digits.csv"), encoding: .utf8)
    let data = try LabelledData.classes(csv: text, named: "digits")
    #expect(data.count == 500 && data.inputs.rows == 64 && data.targets.rows == 10)
    expectClose(data.inputs.frobeniusNorm, 500.0.squareRoot(), relative: 64 * Double.ulpOfOne)
    #expect((0..<500).allSatisfy { data.targets.column($0).reduce(0, +) == 1 })
    // The first line of the file is a nought, the second a one.
    #expect(data.targets[0, 0] == 1 && data.targets[1, 1] == 1)
    #expect(data.prefix(7).count == 7)
  }

  @Test(
    "A line that is no sample is named",
    arguments: ["1,2,0\n1,x,1", "1,2,0\n1,2", "", "1,2,-1", "1,2,0.5", "0,0,0"])
  func unreadable(csv: String) {
    #expect(throws: SimulationError.self) { try LabelledData.classes(csv: csv, named: "samples") }
  }

  @Test("The imbalance by each definition, on two factors worked out by hand")
  func imbalances() throws {
    // W_1 = [[1, 2], [0, 1]], W_2 = [[1, 0], [1, 1]], the second unit closed.
    let network = try FixedGatesNetwork(
      weights: [Matrix([[1, 2], [0, 1]]), Matrix([[1, 0], [1, 1]])], gates: [[true, false]])
    #expect(try network.imbalances(.masked) == [Matrix([[-3, 0], [0, 0]])])
    #expect(try network.imbalances(.unmasked) == [Matrix([[-3, -1], [-1, 0]])])
    #expect(try network.imbalances(.exchanged) == [Matrix([[0, -1], [-1, -3]])])
    expectClose(network.imbalance, 3, relative: 4 * Double.ulpOfOne)
  }

  @Test("A prefix multiplies the first layers, and its own last layer is ungated")
  func prefixes() throws {
    let network = try FixedGatesNetwork.gaussian(
      widths: [3, 4, 4, 2], gates: .bernoulli(0.5, rankAtLeast: 1), from: stream)
    #expect(network.prefix(3) == network)
    #expect(network.prefix(1).jacobian == network.weights[0])
    let two = network.weights[1] * network.factors[0]
    expectClose(network.prefix(2).jacobian, two, relative: 8 * Double.ulpOfOne, "two layers")
  }

  @Test("The time scale of one layer, by hand")
  func timeScales() throws {
    let network = try FixedGatesNetwork(weights: [.diagonal([3, 1])], gates: [])
    let loss = JacobianLoss.linear(.identity(2))
    // ‖G‖/‖W‖ + 1 + ‖G‖ over the distance to the next singular value, or to zero.
    let root = 2.0.squareRoot()
    for (k, gap) in [(1, 2.0), (2, 1.0)] {
      expectClose(
        try network.timeScale(down: loss, index: k), root / 10.0.squareRoot() + 1 + root / gap,
        relative: 16 * Double.ulpOfOne)
    }
  }
}
