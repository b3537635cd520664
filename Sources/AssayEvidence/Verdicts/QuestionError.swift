// SPDX-License-Identifier: GPL-3.0-or-later

/// A check was asked in a way that no evidence could answer. Thrown before any sampling.
public enum QuestionError: Error, Equatable, CustomStringConvertible {
  /// A number that must be finite is not (or a rival's value is NaN).
  case notFinite(check: String, what: String, value: Double)
  /// There is no finite rival to take the margin from, and none is given.
  case noMargin(check: String)
  /// The margin is not positive, or wider than one third of the distance to the nearest rival.
  case margin(check: String, margin: Double, widest: Double, rival: String?)
  /// A rival predicts what the claim predicts, so no data can exclude it.
  case indistinguishable(check: String, rival: String, value: Double)
  /// The declared bias bound is negative or eats up the margin.
  case biasBound(check: String, biasBound: Double, margin: Double)
  /// The error probability is not inside (0, 1).
  case alpha(check: String, alpha: Double)
  /// A probability lies outside [0, 1], or a bound is trivial.
  case probability(check: String, value: Double, mend: String)
  /// A sampling plan that cannot work: batch size, cap, threshold.
  case plan(check: String, what: String, value: String, mend: String)
  /// An observable yields a different number of components than there are questions.
  case components(observable: String, expected: Int, got: Int)

  /// One line: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .notFinite(let check, let what, let value):
      "\(check): \(what) is \(value); give a finite number"
    case .noMargin(let check):
      "\(check): no finite rival and no margin; name a rival with a finite value, or give a margin and say why"
    case .margin(let check, let margin, let widest, let rival):
      if let rival {
        "\(check): margin \(sixDigits(margin)) must lie in (0, \(sixDigits(widest))], "
          + "a third of the distance to the rival \"\(rival)\""
      } else {
        "\(check): margin \(sixDigits(margin)) must be a finite number > 0"
      }
    case .indistinguishable(let check, let rival, let value):
      "\(check): the rival \"\(rival)\" predicts \(sixDigits(value)), as the claim does; "
        + "choose a configuration in which they differ"
    case .biasBound(let check, let biasBound, let margin):
      "\(check): bias bound \(sixDigits(biasBound)) must be ≥ 0 and below the margin \(sixDigits(margin)); "
        + "reduce the bias, or choose a configuration with more distant rivals"
    case .alpha(let check, let alpha):
      "\(check): alpha = \(alpha); an error probability lies strictly between 0 and 1"
    case .probability(let check, let value, let mend): "\(check): probability \(value); \(mend)"
    case .plan(let check, let what, let value, let mend): "\(check): \(what) = \(value); \(mend)"
    case .components(let observable, let expected, let got):
      "\(observable): a trial yielded \(got) numbers for \(expected) questions; make them agree"
    }
  }
}
