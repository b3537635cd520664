// SPDX-License-Identifier: GPL-3.0-or-later

/// What protects the central limit theorem behind a batch-mean verdict: each guard that trips makes it `invalid`.
///
/// A guard only ever removes a verdict, so it costs no error probability. Thresholds were set by simulation so that
/// on good data each trips at most about once in 10 000 looks, while known-bad data still trip. Share of looks at
/// which each guard trips, by the number n of batch means (good data: 20 000 replicates up to n = 256, 10 000 at
/// 1024, 3000 at 4096; bad data: 2000, at 4096 500):
///
/// | batch means | repeated | one dominates | heavy tail | dependent |
/// |---|---|---|---|---|
/// | normal; mean of 16 of exponential, log abs N, log exponential, fair coin (n = 32 … 4096) | 0 | 0 | 0 | 0 |
/// | mean of 16 of Student t₅ (n = 128, 256, 1024) | 0 | 5e−5, 1e−4, 0 | 0 | 0 |
/// | mean of 16 of lognormal(1), Student t₃ (n = 256, 1024) | 0 | 0.006, 0.004 | 0, 0.002 | 0 |
/// | AR(1) with φ = ½ (n = 256, 1024) | 0 | 0 | 0 | 0.998, 1 |
/// | an event of probability 0.01, raw and mean of 16 (n = 32) | 1, 0.90 | 0 | 0 | 0 |
/// | the same from n = 256 on | 1, 1 | 0.21, 0 | 0 | 0.009, 0 |
/// | Pareto 2.1, raw (n = 256, 1024, 4096) | 0 | 0.26, 0.19, 0.17 | 0, 0.97, 1 | 0, 0.004, 0 |
/// | Pareto 2.1, mean of 32 (n = 256, 1024, 4096) | 0 | 0.12, 0.09, 0.07 | 0, 0.51, 0.98 | 0 |
///
/// Infinite variance therefore goes mostly unseen below 1000 batch means; no sample that small can show it.
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
