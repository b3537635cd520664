// SPDX-License-Identifier: GPL-3.0-or-later

import CAssay
import Testing

@testable import AssayNumerics

@Suite("The linked libraries")
struct BuildInformationTests {
  @Test("BLAS runs on one thread, and names itself for the evidence")
  func blas() {
    #expect(assay_blas_threads() == 1)
    #expect(!BuildInformation.blasCore.isEmpty)
    #expect((BuildInformation.blasCore == "gslcblas") == (assay_has_openblas() == 0))
    #expect(BuildInformation.gslVersion.hasPrefix("2."))
  }

  @Test("The same computation gives the same bits again, alone and beside three others")
  func bits() async throws {
    let alone = try Self.compute()
    let together = try await withThrowingTaskGroup(of: [Double].self) { group in
      for _ in 0..<4 { group.addTask { try Self.compute() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for bits in together { #expect(bits == alone) }
  }

  /// Large enough (n = 256) that a second BLAS thread would change the order of the sums.
  private static func compute() throws -> [Double] {
    let stream = RandomStream(StreamKey(seed: 3, claim: "bits", case: "n = 256", check: "same"))
    let a = stream.matrix(rows: 256, columns: 256)
    let qr = try QRFactorisation(a * a)
    let product = RunningProduct(rows: 40, columns: 40, singularValues: true)
    for _ in 0..<5 { try product.apply(stream.matrix(rows: 40, columns: 40)) }
    let svd = try product.singularValueDecomposition()
    return qr.q.values + qr.r.values + svd.left.values + svd.logValues + svd.right.values
  }
}
