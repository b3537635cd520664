// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// Draws independent replicates of an observable, spread over workers, with the same bits for any number of them.
///
/// Trial i reads the stream (key, i) and nothing else, and results are stored by index; so neither the number of
/// workers nor the order in which they finish can show.
public struct ReplicateSampler<Value: Sendable>: Sendable {
  /// What is drawn.
  public let observable: Observable<Value>
  /// Which family of streams it reads.
  public let key: StreamKey
  /// How many workers draw at once, at most.
  public let workers: Int

  /// A sampler of one observable. Precondition: workers ≥ 1.
  public init(of observable: Observable<Value>, key: StreamKey, workers: Int) {
    precondition(workers >= 1, "sampling needs at least one worker")
    self.observable = observable
    self.key = key
    self.workers = workers
  }

  /// The values of the given trials, in order, and the compute seconds they took (summed over workers).
  ///
  /// Throws ``DrawError`` for the first trial that throws, and `CancellationError` when the task is cancelled.
  public func draw(_ trials: Range<Int>) async throws -> (values: [Value], seconds: Double) {
    let draw = observable.draw
    return try await mapUnits(trials, key: key, workers: workers) { stream, trial in
      stream.move(toTrial: UInt64(trial))
      do {
        return try draw(stream)
      } catch {
        throw DrawError(key: key, trial: trial, underlying: error)
      }
    }
  }
}
