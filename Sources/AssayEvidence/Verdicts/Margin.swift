// SPDX-License-Identifier: GPL-3.0-or-later

/// The margin: how near is near enough, taken from the rivals.
enum Margin {
  /// Two closed forms closer than this fraction of their size are one number up to rounding.
  static let sameNumber = 0x1p-40

  /// The margin of an equality: one third of the distance to the nearest finite rival, unless a narrower is given.
  ///
  /// A third, so that truth and rival cannot both lie within a margin of the same interval.
  /// Throws ``QuestionError``.
  static func resolve(
    check: String, prediction: Double, rivals: [Rival], explicit: Double?
  ) throws -> Double {
    for rival in rivals {
      guard !rival.value.isNaN else {
        throw QuestionError.notFinite(check: check, what: "the rival \"\(rival.name)\"", value: rival.value)
      }
      let size = max(abs(prediction), abs(rival.value))
      if rival.value.isFinite, abs(rival.value - prediction) <= sameNumber * size {
        throw QuestionError.indistinguishable(check: check, rival: rival.name, value: rival.value)
      }
    }
    let nearest = rivals.filter(\.value.isFinite).min {
      abs($0.value - prediction) < abs($1.value - prediction)
    }
    return try third(
      check: check, distance: nearest.map { abs($0.value - prediction) }, rival: nearest?.name,
      explicit: explicit)
  }

  /// One third of a distance, or the explicit margin when that is narrower.
  static func third(
    check: String, distance: Double?, rival: String?, explicit: Double?
  ) throws -> Double {
    let widest = distance.map { $0 / 3 } ?? .infinity
    guard let explicit else {
      guard widest.isFinite else { throw QuestionError.noMargin(check: check) }
      return widest
    }
    // One part in 2⁴⁰ of slack: a third that was computed on another path is still that third.
    guard explicit > 0, explicit.isFinite, explicit <= widest * (1 + sameNumber) else {
      throw QuestionError.margin(check: check, margin: explicit, widest: widest, rival: rival)
    }
    return explicit
  }
}
