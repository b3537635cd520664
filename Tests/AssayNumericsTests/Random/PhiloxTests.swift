// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import CAssay
import CGSL
import Testing

/// `Fixtures/numerics/philox.json`: Philox4x64-10 and the streams keyed with it, in Python integers.
struct PhiloxFixture: Codable, Sendable {
  struct Block: Codable, Sendable {
    let counter, key, answer: [String]
  }
  struct Name: Codable, Sendable {
    let name, hash: String
  }
  struct Stream: Codable, Sendable {
    let seed, claim, `case`, check, trial: String
    let words: [UInt]
    let uniforms: [Double]
  }
  let blocks: [Block]
  let hashes: [Name]
  let streams: [Stream]

  static func read() throws -> PhiloxFixture { try fixture("numerics/philox.json", as: PhiloxFixture.self) }
}

/// A 64-bit number from its hexadecimal digits.
func word(_ digits: String) throws -> UInt64 { try #require(UInt64(digits, radix: 16)) }

@Suite("Philox4x64-10")
struct PhiloxTests {
  @Test(
    "Blocks are those that Random123 published and that NumPy computes",
    arguments: try PhiloxFixture.read().blocks)
  func blocks(block: PhiloxFixture.Block) throws {
    let counter = try block.counter.map(word)
    let key = try block.key.map(word)
    var answer = [UInt64](repeating: 0, count: 4)
    assay_philox_block(counter, key, &answer)
    #expect(try answer == block.answer.map(word))
  }

  @Test("A generator yields its blocks' words in order, low half first, and counts blocks up from 0")
  func words() throws {
    // Blocks 0 and 1 of the zero key: the first and the fourth in the fixture.
    let fixture = try PhiloxFixture.read()
    let generator = try #require(assay_rng_new())
    defer { gsl_rng_free(generator) }
    assay_rng_key(generator, 0, 0, 0, 0, 0)
    for block in [fixture.blocks[0], fixture.blocks[3]] {
      for expected in try block.answer.map(word) {
        #expect(UInt64(gsl_rng_get(generator)) == expected & 0xffff_ffff)
        #expect(UInt64(gsl_rng_get(generator)) == expected >> 32)
      }
    }
  }

  @Test("GSL sees a generator of 32-bit words that it can copy")
  func asGSLGenerator() throws {
    let generator = try #require(assay_rng_new())
    defer { gsl_rng_free(generator) }
    #expect(String(cString: gsl_rng_name(generator)) == "philox4x64-10")
    #expect(gsl_rng_min(generator) == 0 && gsl_rng_max(generator) == 0xffff_ffff)
    gsl_rng_set(generator, 7)
    _ = gsl_rng_get(generator)
    let copy = try #require(gsl_rng_clone(generator))
    defer { gsl_rng_free(copy) }
    for _ in 0..<20 { #expect(gsl_rng_get(generator) == gsl_rng_get(copy)) }
  }
}
