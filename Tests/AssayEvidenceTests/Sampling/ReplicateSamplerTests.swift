// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation
import Synchronization
import Testing

@testable import AssayEvidence

@Suite("Drawing replicates")
struct ReplicateSamplerTests {
  @Test("Any number of workers draws the same bits", arguments: [2, 3, 7])
  func workers(workers: Int) async throws {
    let one = ReplicateSampler(of: Planted.normal, key: Planted.key("bits"), workers: 1)
    let many = ReplicateSampler(of: Planted.normal, key: Planted.key("bits"), workers: workers)
    let expected = try await one.draw(0..<3000).values
    #expect(try await many.draw(0..<3000).values == expected)
  }

  @Test("A trial draws the same whatever range it is drawn in")
  func ranges() async throws {
    let sampler = ReplicateSampler(of: Planted.normal, key: Planted.key("ranges"), workers: 2)
    let whole = try await sampler.draw(0..<1000).values
    let parts =
      try await sampler.draw(0..<1).values + sampler.draw(1..<333).values
      + sampler.draw(333..<1000).values
    #expect(parts == whole)
    #expect(try await sampler.draw(500..<500).values.isEmpty)
  }

  @Test("A trial reads its own stream from the start")
  func streams() async throws {
    let sampler = ReplicateSampler(of: Planted.normal, key: Planted.key("own"), workers: 2)
    let drawn = try await sampler.draw(41..<43).values
    #expect(drawn == [41, 42].map { 0.5 + RandomStream(Planted.key("own"), trial: $0).gaussian() })
  }

  @Test("The lowest trial that throws is reported, for any number of workers", arguments: [1, 2, 5])
  func errors(workers: Int) async throws {
    struct Odd: Error, Equatable { let value: Int }
    let moody = Planted.observable("moody") { stream -> Double in
      let x = stream.uniform()
      if x < 0.01 { throw Odd(value: Int(x * 1e6)) }
      return x
    }
    let sampler = ReplicateSampler(of: moody, key: Planted.key("moody"), workers: workers)
    let first = (0..<2000).first { RandomStream(Planted.key("moody"), trial: UInt64($0)).uniform() < 0.01 }
    let error = await #expect(throws: DrawError.self) { try await sampler.draw(0..<2000) }
    #expect(error?.trial == first)
    #expect(error?.underlying is Odd)
    #expect(error?.description.hasPrefix("moody in planted: trial \(first ?? -1) with seed 1 failed") == true)
  }

  @Test("A task that was cancelled before draws nothing and says so")
  func cancelledBefore() async throws {
    let drawn = Atomic<Int>(0)
    let counted = Planted.observable("counted") { stream -> Double in
      drawn.add(1, ordering: .relaxed)
      return stream.uniform()
    }
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      let sampler = ReplicateSampler(of: counted, key: Planted.key("counted"), workers: 2)
      return try await sampler.draw(0..<1_000_000).values.count
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(drawn.load(ordering: .relaxed) == 0)
  }

  @Test("A worker that is cancelled on the way stops after the trial it is at")
  func cancelledOnTheWay() async throws {
    let drawn = Atomic<Int>(0)
    let fatal = Planted.observable("fatal") { stream -> Double in
      if drawn.add(1, ordering: .relaxed).newValue == 100 { withUnsafeCurrentTask { $0?.cancel() } }
      return stream.uniform()
    }
    let sampler = ReplicateSampler(of: fatal, key: Planted.key("fatal"), workers: 1)
    await #expect(throws: CancellationError.self) { try await sampler.draw(0..<1_000_000) }
    #expect(drawn.load(ordering: .relaxed) == 100)
  }

  @Test("No more workers compute at once than the process allows")
  func limit() async throws {
    let busy = Atomic<Int>(0)
    let most = Atomic<Int>(0)
    let counted = Planted.observable("counted") { stream -> Double in
      let now = busy.add(1, ordering: .sequentiallyConsistent).newValue
      most.max(now, ordering: .sequentiallyConsistent)
      let x = (0..<200).reduce(0) { sum, _ in sum + stream.gaussian() }
      busy.subtract(1, ordering: .sequentiallyConsistent)
      return x
    }
    // Six samplers at once, 3 workers each, one limit of 3 permits.
    try await withThrowingTaskGroup(of: Void.self) { group in
      for i in 0..<6 {
        group.addTask {
          let sampler = ReplicateSampler(of: counted, key: Planted.key("limit \(i)"), workers: 3)
          _ = try await sampler.draw(0..<500)
        }
      }
      try await group.waitForAll()
    }
    #expect(most.load(ordering: .sequentiallyConsistent) <= 3)
    #expect(busy.load(ordering: .sequentiallyConsistent) == 0)
  }

  @Test("Computing takes processor time")
  func seconds() async throws {
    let slow = Planted.observable("slow") { stream in
      (0..<20_000).reduce(0) { sum, _ in sum + stream.gaussian() }
    }
    let sampler = ReplicateSampler(of: slow, key: Planted.key("slow"), workers: 2)
    #expect(try await sampler.draw(0..<50).seconds > 0)
  }

  @Test("Batch means sum their trials in order")
  func batches() async throws {
    let pair = Planted.observable("pair") { stream in [stream.gaussian(), stream.uniform()] }
    let sampler = BatchSampler(
      observable: pair, key: Planted.key("pair"), components: 2, batch: 4, workers: 2)
    let drawn = try await sampler.draw(3..<5).values
    for (i, batch) in [3, 4].enumerated() {
      var mean = [0.0, 0.0]
      for trial in batch * 4..<(batch + 1) * 4 {
        let stream = RandomStream(Planted.key("pair"), trial: UInt64(trial))
        mean[0] += stream.gaussian() / 4
        mean[1] += stream.uniform() / 4
      }
      #expect(drawn[i].means == mean)
      #expect(drawn[i].firstBad.isEmpty)
    }
  }

  @Test("Looks double up to the cap")
  func looks() throws {
    #expect(try LookSchedule(first: 32, cap: 256).looks == [32, 64, 128, 256])
    #expect(try LookSchedule(first: 32, cap: 255).looks == [32, 64, 128])
    #expect(try LookSchedule(first: 32, cap: 32).looks == [32])
    #expect(throws: QuestionError.self) { try LookSchedule(first: 32, cap: 31) }
  }
}
