// SPDX-License-Identifier: GPL-3.0-or-later

import CAssay
@preconcurrency import CGSL

/// The name of a family of random streams: one for each (seed, claim, case, check), one member a trial.
///
/// The four names select a Philox4x64-10 key and the upper half of its counter, the trial the next word, so
/// streams never overlap: each has 2⁶⁴ blocks to itself. Names are hashed to 64 bits each (FNV-1a, finalised).
public struct StreamKey: Sendable, Hashable {
  /// The run's seed.
  public var seed: UInt64
  /// The claim's permanent name, for instance `jacobian-spectra/closed-form-exponents`.
  public var claim: String
  /// What is simulated, for instance `n = 8, p = 0.5`.
  public var `case`: String
  /// The quantity that is checked.
  public var check: String

  /// Names a family of streams.
  public init(seed: UInt64, claim: String, case: String, check: String) {
    self.seed = seed
    self.claim = claim
    self.case = `case`
    self.check = check
  }

  /// FNV-1a over the UTF-8 bytes, then SplitMix64's finaliser (FNV alone mixes its high bits poorly).
  static func hash(_ name: String) -> UInt64 {
    var h: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { h = (h ^ UInt64(byte)) &* 0x100_0000_01b3 }
    h = (h ^ (h >> 30)) &* 0xbf58_476d_1ce4_e5b9
    h = (h ^ (h >> 27)) &* 0x94d0_49bb_1331_11eb
    return h ^ (h >> 31)
  }
}

/// A counter-based stream of random numbers: the same key and trial give the same draws, bit for bit, on any worker.
///
/// Random123's Philox4x64-10 behind GSL's generator interface, so every GSL sampler reads it. Not safe to share
/// between threads: each worker makes its own and moves it from trial to trial, which costs no allocation.
public final class RandomStream {
  /// The GSL generator, for samplers that this type does not wrap. Valid as long as the stream lives.
  public let generator: UnsafeMutablePointer<gsl_rng>
  private let key: (UInt64, UInt64)
  private let domain: (UInt64, UInt64)

  /// Opens the stream of one trial.
  public init(_ key: StreamKey, trial: UInt64 = 0) {
    guard let generator = assay_rng_new() else {
      preconditionFailure("out of memory: a random stream needs about 150 bytes")
    }
    self.generator = generator
    self.key = (key.seed, StreamKey.hash(key.claim))
    self.domain = (StreamKey.hash(key.case), StreamKey.hash(key.check))
    move(toTrial: trial)
  }

  deinit { gsl_rng_free(generator) }

  /// Goes to the start of another trial's stream.
  public func move(toTrial trial: UInt64) {
    assay_rng_key(generator, key.0, key.1, trial, domain.0, domain.1)
  }

  /// A uniform number in [0, 1) with 53 random bits.
  public func uniform() -> Double { gsl_rng_uniform(generator) }

  /// A uniform integer in 0 ..< bound. *Reference:* `gsl_rng_uniform_int`. Precondition: 0 < bound < 2³².
  public func integer(below bound: Int) -> Int {
    precondition(bound > 0 && bound < 1 << 32, "a random integer needs a bound in 1 ..< 2^32")
    return Int(gsl_rng_uniform_int(generator, UInt(bound)))
  }

  /// True with probability p.
  public func bernoulli(_ p: Double) -> Bool { gsl_rng_uniform(generator) < p }

  /// A normal number with mean 0 and the given standard deviation. *Reference:* `gsl_ran_gaussian_ziggurat`.
  public func gaussian(sd: Double = 1) -> Double { gsl_ran_gaussian_ziggurat(generator, sd) }

  /// An exponential number with the given mean. *Reference:* `gsl_ran_exponential`.
  public func exponential(mean: Double = 1) -> Double { gsl_ran_exponential(generator, mean) }

  /// A Cauchy number with centre 0 and the given half-width at half-maximum. *Reference:* `gsl_ran_cauchy`.
  public func cauchy(scale: Double = 1) -> Double { gsl_ran_cauchy(generator, scale) }
}
