// SPDX-License-Identifier: GPL-3.0-or-later

/// What protects the central limit theorem behind a batch-mean verdict: each guard that trips makes it `invalid`.
///
/// A guard only ever removes a verdict, so it costs no error probability. Thresholds were set by simulation so that
/// good data trip each at most once in 10 000 looks, and the known-bad data still trip. Shares of looks at which
/// each guard trips, by number of batch means n (10 000 to 100 000 replicates for good data, 400 to 4000 for bad):
///
/// | batch means | repeated | one dominates | heavy tail | dependent |
/// |---|---|---|---|---|
/// | normal; mean of 16 of exponential, log abs N, log exponential | 0 | < 2e−5 | 0 | 0 |
/// | mean of 16 of Student t₅ (n = 128, 256, 1024) | 0 | 7e−5, 3e−5, 0 | 0 | 0 |
/// | AR(1) with φ = ½ (n = 256, 1024) | 0 | 0 | 0 | 1.00, 1.00 |
/// | an atom of mass 0.99, raw or mean of 16 | 1.00 | – | – | – |
/// | Pareto 2.1, raw (n = 1024, 4096) | 0 | – | 0.97, 1.00 | 0 |
/// | Pareto 2.1, mean of 32 (n = 1024, 4096) | 0 | – | 0.51, 0.99 | 0 |
enum BatchGuards {
  /// The first violated assumption as a reason for `invalid`, or `nil`.
  ///
  /// - Parameters:
  ///   - values: finite batch means, in the order of their trials.
  ///   - moments: their mean and standard deviation.
  ///   - scale: the size of the numbers compared, so that variation by rounding alone is recognised.
  static func violation(in values: [Double], moments: Moments, scale: Double) -> String? {
    constant(moments, scale: max(scale, abs(moments.mean)))
      ?? repeated(values)
      ?? dominated(values, moments)
      ?? HeavyTail.violation(in: values)
      ?? dependent(values, moments)
  }

  /// s = 0, or so small (64 ulp of the numbers' size) that only rounding varies.
  private static func constant(_ moments: Moments, scale: Double) -> String? {
    guard moments.sd <= 64 * scale * Double.ulpOfOne else { return nil }
    return "the draws are constant up to rounding, so their spread says nothing; "
      + "state the claim as an identity or a probability"
  }

  /// One value makes up more than three quarters of the batch means: rare events carry the mean, and a sample
  /// without them looks far too certain.
  private static func repeated(_ values: [Double]) -> String? {
    let sorted = values.sorted()
    var longest = 0
    var start = 0
    for i in sorted.indices {
      if sorted[i] != sorted[start] { start = i }
      longest = max(longest, i - start + 1)
    }
    guard 4 * longest > 3 * values.count else { return nil }
    return "\(longest) of \(values.count) batch means are the same number, so rare events carry the mean; "
      + "use larger batches, or state the claim as a probability"
  }

  /// One of at least 128 batch means carries more than half of the sample variance.
  private static func dominated(_ values: [Double], _ moments: Moments) -> String? {
    guard values.count >= 128 else { return nil }
    let furthest = values.reduce(0) { max($0, abs($1 - moments.mean)) }
    let total = moments.sd * moments.sd * Double(values.count - 1)
    guard furthest * furthest > 0.5 * total else { return nil }
    return "one of \(values.count) batch means carries more than half of the variance; "
      + "use larger batches, or a bounded or quantile statistic"
  }

  /// Lag-1 autocorrelation above 5/√n, from n = 32 on. Negative dependence only makes the interval too wide.
  private static func dependent(_ values: [Double], _ moments: Moments) -> String? {
    guard values.count >= 32 else { return nil }
    let n = Double(values.count)
    let products = zip(values, values.dropFirst()).reduce(0) {
      $0 + ($1.0 - moments.mean) * ($1.1 - moments.mean)
    }
    let correlation = products / (moments.sd * moments.sd * (n - 1))
    guard correlation > 5 / n.squareRoot() else { return nil }
    return "successive batch means are correlated (\(sixDigits(correlation)) over \(values.count)); "
      + "draw every trial from its own stream only"
  }
}
