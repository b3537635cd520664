// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import CGSL
import Testing

@testable import AssayNumerics

@Suite("Random streams")
struct RandomStreamTests {
  static let key = StreamKey(seed: 1, claim: "claim", case: "case", check: "check")

  @Test("Names hash to FNV-1a with SplitMix64's finaliser", arguments: try PhiloxFixture.read().hashes)
  func hashes(expected: PhiloxFixture.Name) throws {
    #expect(try StreamKey.hash(expected.name) == word(expected.hash))
  }

  @Test(
    "A named stream has the words and uniforms that its key and trial determine",
    arguments: try PhiloxFixture.read().streams)
  func words(expected: PhiloxFixture.Stream) throws {
    let key = try StreamKey(
      seed: word(expected.seed), claim: expected.claim, case: expected.case, check: expected.check)
    let trial = try word(expected.trial)
    let stream = RandomStream(key, trial: trial)
    for expected in expected.words { #expect(gsl_rng_get(stream.generator) == expected) }
    stream.move(toTrial: trial)
    for expected in expected.uniforms { #expect(stream.uniform() == expected) }
  }

  @Test("The same key and trial give the same bits; a moved stream is a fresh one")
  func reproducible() {
    let stream = RandomStream(Self.key, trial: 5)
    let moved = RandomStream(Self.key, trial: 999)
    _ = moved.matrix(rows: 3, columns: 3)
    moved.move(toTrial: 5)
    let again = RandomStream(Self.key, trial: 5)
    let draws = Self.everyKind(of: stream)
    #expect(Self.everyKind(of: moved) == draws)
    #expect(Self.everyKind(of: again) == draws)
  }

  @Test("Another seed, claim, case, check or trial gives another stream, uncorrelated with it")
  func independent() {
    let key = Self.key
    var others = Array(repeating: key, count: 5)
    others[0].seed = 2
    others[1].claim = "claim "
    others[2].case = "check"
    others[3].check = "case"
    (others[4].case, others[4].check) = ("check", "case")
    let count = 20_000
    let uniforms = { (stream: RandomStream) in (0..<count).map { _ in stream.uniform() - 0.5 } }
    let first = uniforms(RandomStream(key))
    for other in others.map({ RandomStream($0) }) + [
      RandomStream(key, trial: 1), RandomStream(key, trial: 1 << 63),
    ] {
      let second = uniforms(other)
      #expect(zip(first, second).allSatisfy { $0 != $1 })
      checkMean(of: zip(first, second).map { $0 * $1 }, equals: 0, in: -0.25...0.25, "products")
    }
  }

  @Test("Filling a buffer in one go or number by number gives the same bits", arguments: Laws.all)
  func fills(law: EntryLaw) {
    let whole = RandomStream(Self.key).matrix(rows: 1001, columns: 1, law: law, standardDeviation: 0.7).values
    let stream = RandomStream(Self.key)
    var one = 0.0
    for value in whole {
      stream.fill(&one, count: 1, law: law, standardDeviation: 0.7)
      #expect(one == value)
    }
  }

  @Test("Gaussians are those of GSL's ziggurat, bit for bit")
  func ziggurat() {
    let whole = RandomStream(Self.key).matrix(rows: 200_000, columns: 1, standardDeviation: 1.25).values
    let stream = RandomStream(Self.key)
    let mismatch = whole.firstIndex { $0 != gsl_ran_gaussian_ziggurat(stream.generator, 1.25) }
    #expect(mismatch == nil)
  }

  @Test(
    "Integers below a bound are uniform, for bounds up to 2³² − 1",
    arguments: [1, 2, 7, 1000, 1 << 31, (1 << 32) - 1])
  func integers(bound: Int) {
    let stream = RandomStream(Self.key)
    let draws = (0..<50_000).map { _ in Double(stream.integer(below: bound)) }
    checkSampler(
      draws, against: { ($0 + 1) / Double(bound) }, below: { $0 / Double(bound) }, "below \(bound)")
  }

  private static func everyKind(of stream: RandomStream) -> [Double] {
    var draws: [Double] = []
    for _ in 0..<50 {
      draws += [
        stream.uniform(), stream.gaussian(), stream.exponential(), stream.cauchy(),
        Double(stream.integer(below: 1000)), stream.bernoulli(0.3) ? 1 : 0,
      ]
      for law in Laws.all { draws += stream.matrix(rows: 2, columns: 2, law: law).values }
    }
    return draws
  }
}
