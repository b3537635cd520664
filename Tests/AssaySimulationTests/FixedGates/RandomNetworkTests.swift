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

  @Test("A graded chain's factors have singular values in the progression asked for")
  func graded() throws {
    let network = try FixedGatesNetwork.graded(width: 4, depth: 3, steepness: 1.5, from: stream)
    for weight in network.weights {
      for (j, s) in try weight.singularValues().enumerated() {
        expectClose(s, exp(-1.5 * Double(j)), relative: 64 * Double.ulpOfOne * exp(4.5))
      }
    }
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
}
