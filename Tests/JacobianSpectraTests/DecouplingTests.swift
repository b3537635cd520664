// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("Decoupling of modes away from balance", .paper("jacobian-spectra"))
struct DecouplingTests {
  /// How strongly neighbouring singular values of a factor are separated: s_{j+1}/s_j = e^(−τ).
  static let steepnesses = [1.0, 2, 3, 4]
  static let depths = [8, 16, 32]

  @Test(
    "The top mode decouples as separation grows: the modal formula's error falls to 0",
    .claim("jacobian-spectra/decoupling-top"))
  func top() async throws {
    try await expectTrend(
      of: Networks.gradedErrors(of: .modal, index: 1, steepnesses: Self.steepnesses),
      along: Self.steepnesses.map { "τ = \($0)" }, is: .decreasing, by: .majority)
    try await expectTrend(
      of: Networks.initialErrors(of: .modal, index: 1, depths: Self.depths),
      along: Self.depths.map { "L = \($0)" }, is: .decreasing, by: .majority)
    // To 0, and linearly in the ratio e^(−τ) of neighbouring singular values. The next order is e^(−2τ), below 1 % at τ = 4,
    // with the tails of a Cauchy variable.
    try await expectConverges(
      of: Networks.gradedErrors(of: .modal, index: 1, steepnesses: [4, 6]).map { [log($0[1] / $0[0]) / 2] },
      rates: [
        Prediction(
          "rate of the log-error in τ, 4 to 6", -1,
          rivals: [
            (name: "it does not fall", value: 0), (name: "like e^(−τ/2)", value: -0.5),
            (name: "like e^(−2τ)", value: -2),
          ], bias: 0.1)
      ])
  }

  @Test(
    "With strong separation the balanced formula becomes accurate at random initialisation",
    .claim("jacobian-spectra/decoupling-without-balance", expecting: .refuted))
  func withoutBalance() async throws {
    try await expectTrend(
      of: Networks.gradedErrors(of: .balanced, index: 1, steepnesses: [0.5, 1, 2, 4]),
      along: [0.5, 1, 2, 4].map { "τ = \($0)" }, is: .decreasing, by: .majority)
    try await expectTrend(
      of: Networks.initialErrors(of: .balanced, index: 1, depths: Self.depths),
      along: Self.depths.map { "L = \($0)" }, is: .decreasing, by: .majority)
  }

  @Test(
    "Modes below the top decouple too as separation grows",
    .claim("jacobian-spectra/decoupling-lower-modes", expecting: .refuted))
  func lowerModes() async throws {
    try await expectTrend(
      of: Networks.gradedErrors(of: .modal, index: 2, steepnesses: Self.steepnesses),
      along: Self.steepnesses.map { "τ = \($0)" }, is: .decreasing, by: .majority)
    try await expectTrend(
      of: Networks.initialErrors(of: .modal, index: 2, depths: Self.depths),
      along: Self.depths.map { "L = \($0)" }, is: .decreasing, by: .majority)
  }
}
