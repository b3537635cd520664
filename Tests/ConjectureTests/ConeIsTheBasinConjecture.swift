// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Testing

@Suite("The basin of collapse beyond four classes", .paper("conjectures"))
struct ConeIsTheBasinConjecture {
  @Test(
    "From a large start, no run inside the cone Ψ > 0 is bound for low rank",
    .claim("conjectures/cone-is-the-basin"))
  func decide() async throws {
    // 1. What happens: eight classes, three factors, independent exponentials at the start. Where a run is bound is read
    // off the ratio of its smallest to its largest mode, which knows nothing of Ψ; outside the cone nothing is claimed,
    // so nothing is integrated.
    let flow = try WalshFlow(DeepFeaturesModel(classes: 8, factors: 3))
    let start = SpectrumLaw.exponential(mean: 100)
    let limit = Observable<WalshLimit.Kind?>("limit", in: "\(flow), s(0) = \(start)") { stream in
      let modes = try start.draw(flow.dimension, stream)
      guard try (flow.psi(flow.state(modes)).min() ?? 0) > 0 else { return nil }
      return try flow.limit(from: modes, by: .ratio(atScale: 1e7)).kind
    }
    // 2. What is predicted: this never happens.
    // 3. What somebody would say to whom the cone is necessary and nothing more. About 0.174 of all starts lie inside.
    try await expectProbability(
      of: limit.map("inside the cone, and bound for low rank") { $0 == .lowRank }, equals: 0,
      rivals: [(name: "one start in ten inside the cone", value: 0.0174)])
    try await expectProbability(
      of: limit.map("inside the cone, and too near its edge to tell") { $0 == .undecided }, atMost: 0.0174,
      rivals: [(name: "one start in five inside the cone", value: 0.035)])
    try await expectProbability(
      of: limit.map("inside the cone") { $0 != nil }, atLeast: 0.1,
      rivals: [(name: "hardly any", value: 0.01)])
  }
}
