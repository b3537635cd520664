// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Testing

@Suite("Families of inputs")
struct InputFamilyTests {
  private let stream = RandomStream(StreamKey(seed: 5, claim: "unit", case: "families", check: "shape"))

  @Test(
    "Every family draws finite matrices of the shape asked for",
    arguments: [(1, 1), (3, 3), (2, 5), (5, 2), (4, 1)])
  func shapes(rows: Int, columns: Int) throws {
    for family in InputFamily.all + InputFamily.singularValues {
      for _ in 0..<50 {
        let m = try family.draw(rows, columns, stream)
        #expect(m.rows == rows && m.columns == columns, "\(family.name)")
        #expect(m.values.allSatisfy { $0.isFinite }, "\(family.name)")
      }
    }
  }

  @Test("Permutations permute, rank-deficient matrices are deficient, singular values descend")
  func properties() throws {
    for _ in 0..<100 {
      let p = try InputFamily.permutation.draw(4, 4, stream)
      #expect(p.multiplied(by: p, transposed: true) == .identity(4))
      #expect(try InputFamily.rankDeficient.draw(4, 4, stream).numericalRank() < 4)
      for family in InputFamily.singularValues {
        let d = try family.draw(4, 4, stream)
        let diagonal = (0..<4).map { d[$0, $0] }
        #expect(
          d == .diagonal(diagonal) && diagonal == diagonal.sorted(by: >=) && diagonal[3] > 0, "\(family.name)"
        )
      }
    }
  }

  @Test("All 24 permutations of four come up, none more than twice as often as another")
  func uniform() throws {
    var counts: [Matrix: Int] = [:]
    for _ in 0..<4800 { counts[try InputFamily.permutation.draw(4, 4, stream), default: 0] += 1 }
    // 200 expected of each: a count outside 200 ± 70 (five standard deviations) has probability below 1e-5, even over all 24.
    #expect(counts.count == 24)
    #expect(counts.values.allSatisfy { abs($0 - 200) <= 70 })
  }

  @Test("An input reads its matrices by name and prints them so that they can be typed in")
  func printing() {
    let input = Input(names: ["A", "x"], matrices: [Matrix([[2, 0], [0, 0.5]]), Matrix([[1], [-3]])])
    #expect(input["x"] == Matrix([[1], [-3]]))
    #expect(input.description == "A = [[2, 0], [0, 0.5]], x = [[1], [-3]]")
  }
}
