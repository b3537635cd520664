// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Testing

@Suite("Activation regions", .paper("jacobian-spectra"))
struct RegionJacobianTests {
  @Test(
    "Inside an activation region a bias-free ReLU network's Jacobian is the product of its masked weights",
    .claim("jacobian-spectra/region-jacobian"), arguments: [2, 4, 8])
  func regionJacobian(depth: Int) async throws {
    let data = try LabelledData.digits()
    let widths = [64] + [Int](repeating: 16, count: depth - 1) + [10]
    try await expectIdentity(
      Observable(
        "differences of outputs against W_L D_{L−1} ⋯ D_1 W_1", in: "64-16-…-10, L = \(depth), at digits"
      ) {
        stream in
        while true {
          let network = try RectifierNetwork.gaussian(widths: widths, from: stream)
          let image = stream.integer(below: data.count)
          let input = data.inputs.column(image)
          // Where a whole layer is closed both sides vanish, and nothing is learnt.
          if network.gates(at: input).contains(where: { !$0.contains(true) }) { continue }
          return try Self.residuals(network, at: input, named: "image \(image)")
        }
      }, inputs: 200,
      // An output is a sum of 16 products a layer, each with a rounding error of its own.
      limit: 16 * Double(depth))
  }

  /// The differenced Jacobian against the region's, in units of rounding over the step of the differences.
  private static func residuals(
    _ network: RectifierNetwork, at input: [Double], named name: String
  ) throws -> Residuals {
    let region = try network.region(at: input)
    let (measured, step) = try network.differencedJacobian(at: input)
    let output = network.outputs(at: Matrix(rows: input.count, columns: 1, values: input))
    let unit = Double.ulpOfOne * (output.largestEntry / step + region.jacobian.largestEntry)
    func residual(_ jacobian: Matrix) -> Double { (measured - jacobian).largestEntry / unit }

    var gatedOutputs = region.jacobian
    for i in 0..<gatedOutputs.rows where !(output[i, 0] > 0) {
      for j in 0..<gatedOutputs.columns { gatedOutputs[i, j] = 0 }
    }
    let open = region.gates.map { $0.map { _ in true } }
    var rivals = [
      (name: "last layer gated too", value: residual(gatedOutputs)),
      (
        name: "without gates",
        value: residual(try FixedGatesNetwork(weights: network.weights, gates: open).jacobian)
      ),
    ]
    if region.gates.count > 1 {
      let shifted = Array(region.gates.dropFirst() + region.gates.prefix(1))
      let moved = try FixedGatesNetwork(weights: network.weights, gates: shifted).jacobian
      rivals.append((name: "gates one layer off", value: residual(moved)))
    }
    return Residuals(of: residual(region.jacobian), rivals: rivals, input: name)
  }
}
