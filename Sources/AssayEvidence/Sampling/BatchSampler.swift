// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// Draws batch means of a vector observable: the mean of `batch` consecutive trials, each component apart.
struct BatchSampler: Sendable {
  let observable: Observable<[Double]>
  let key: StreamKey
  /// How many numbers a trial yields.
  let components: Int
  /// How many trials make a batch.
  let batch: Int
  let workers: Int

  /// The means of one batch, and for the components that were not finite their first such trial.
  struct Means: Sendable {
    var means: [Double]
    var firstBad: [Int: BadDraw] = [:]
  }

  /// A draw that has no mean.
  struct BadDraw: Sendable {
    let trial: Int
    let value: Double
  }

  /// The given batches in order; batch b is trials b·batch ..< (b + 1)·batch, summed in that order.
  func draw(_ batches: Range<Int>) async throws -> (values: [Means], seconds: Double) {
    try await mapUnits(batches, key: key, workers: workers) { stream, index in
      try means(of: index, stream)
    }
  }

  private func means(of index: Int, _ stream: RandomStream) throws -> Means {
    var result = Means(means: Array(repeating: 0, count: components))
    for trial in index * batch..<(index + 1) * batch {
      let values = try value(of: trial, stream)
      for k in 0..<components {
        if !values[k].isFinite, result.firstBad[k] == nil {
          result.firstBad[k] = BadDraw(trial: trial, value: values[k])
        }
        result.means[k] += values[k] / Double(batch)
      }
    }
    return result
  }

  private func value(of trial: Int, _ stream: RandomStream) throws -> [Double] {
    stream.move(toTrial: UInt64(trial))
    let values: [Double]
    do {
      values = try observable.draw(stream)
    } catch {
      throw DrawError(key: key, trial: trial, underlying: error)
    }
    guard values.count == components else {
      throw QuestionError.components(
        observable: observable.name, expected: components, got: values.count)
    }
    return values
  }
}
