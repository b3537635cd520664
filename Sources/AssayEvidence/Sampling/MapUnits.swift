// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Synchronization

/// Computes one result for each unit of a range on at most `workers` concurrent tasks, in the order of the units.
///
/// Each worker owns one random stream and takes chunks of units, lowest first, each under a permit of the process's
/// ``WorkerLimit``. When a unit throws no further chunk is begun, every chunk below it completes, and the error of
/// the lowest unit is thrown: errors too are the same for any number of workers.
func mapUnits<Result: Sendable>(
  _ units: Range<Int>, key: StreamKey, workers: Int,
  _ body: @escaping @Sendable (RandomStream, Int) throws -> Result
) async throws -> (values: [Result], seconds: Double) {
  let queue = ChunkQueue(units, workers: workers)
  let limit = WorkerLimit.shared(permits: workers)
  let chunks = await withTaskGroup(of: [Chunk<Result>].self) { group in
    for _ in 0..<min(workers, queue.chunkCount) {
      group.addTask {
        let stream = RandomStream(key)
        var done: [Chunk<Result>] = []
        while let range = queue.next() {
          await limit.acquire()
          let chunk = Chunk(range, stream, body)
          await limit.release()
          if chunk.error != nil { queue.stop() }
          done.append(chunk)
        }
        return done
      }
    }
    return await group.reduce(into: []) { $0 += $1 }
  }
  try Task.checkCancellation()
  let ordered = chunks.sorted { $0.start < $1.start }
  if let error = ordered.lazy.compactMap(\.error).first { throw error }
  var values: [Result] = []
  values.reserveCapacity(units.count)
  for chunk in ordered { values += chunk.values }
  return (values, ordered.reduce(0) { $0 + $1.seconds })
}

/// The results of consecutive units, up to the first that threw.
private struct Chunk<Result: Sendable>: Sendable {
  let start: Int
  private(set) var values: [Result] = []
  private(set) var error: (any Error)?
  let seconds: Double

  init(
    _ units: Range<Int>, _ stream: RandomStream,
    _ body: @Sendable (RandomStream, Int) throws -> Result
  ) {
    start = units.lowerBound
    values.reserveCapacity(units.count)
    let clock = ThreadClock()
    do {
      for unit in units {
        try Task.checkCancellation()
        values.append(try body(stream, unit))
      }
    } catch {
      self.error = error
    }
    seconds = clock.elapsed
  }
}

/// Hands out chunks of a range, lowest first. Chunk sizes balance the load; they cannot change a result.
private final class ChunkQueue: Sendable {
  private let units: Range<Int>
  private let chunkSize: Int
  private let taken = Atomic<Int>(0)
  private let stopped = Atomic<Bool>(false)

  init(_ units: Range<Int>, workers: Int) {
    self.units = units
    chunkSize = max(1, min(1024, units.count / (8 * workers)))
  }

  var chunkCount: Int { (units.count + chunkSize - 1) / chunkSize }

  func next() -> Range<Int>? {
    guard !Task.isCancelled, !stopped.load(ordering: .relaxed) else { return nil }
    let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    guard index < chunkCount else { return nil }
    let start = units.lowerBound + index * chunkSize
    return start..<min(start + chunkSize, units.upperBound)
  }

  func stop() { stopped.store(true, ordering: .relaxed) }
}
