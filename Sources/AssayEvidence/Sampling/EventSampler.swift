// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// How often an event happened in a block of trials, and the first trial of either kind.
struct EventTally: Sendable {
  var successes = 0
  var firstSuccess: Int?
  var firstFailure: Int?
}

/// Counts events in blocks of 64 trials.
struct EventSampler: Sendable {
  static let block = 64

  let observable: Observable<[Bool]>
  let key: StreamKey
  /// How many events a trial decides.
  let events: Int
  let workers: Int

  /// The tallies of the given blocks in order, an entry an event.
  func draw(_ blocks: Range<Int>) async throws -> (values: [[EventTally]], seconds: Double) {
    try await mapUnits(blocks, key: key, workers: workers) { stream, index in
      var tallies = Array(repeating: EventTally(), count: events)
      for trial in index * Self.block..<(index + 1) * Self.block {
        for (event, happened) in try value(of: trial, stream).enumerated() {
          if happened {
            tallies[event].successes += 1
            if tallies[event].firstSuccess == nil { tallies[event].firstSuccess = trial }
          } else if tallies[event].firstFailure == nil {
            tallies[event].firstFailure = trial
          }
        }
      }
      return tallies
    }
  }

  private func value(of trial: Int, _ stream: RandomStream) throws -> [Bool] {
    stream.move(toTrial: UInt64(trial))
    let values: [Bool]
    do {
      values = try observable.draw(stream)
    } catch {
      throw DrawError(key: key, trial: trial, underlying: error)
    }
    guard values.count == events else {
      throw QuestionError.components(observable: observable.name, expected: events, got: values.count)
    }
    return values
  }
}
