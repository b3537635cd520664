// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// A process-wide limit on how many workers compute at once, since many tests sample at the same time.
actor WorkerLimit {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var firstWaiting = 0

  private init(permits: Int) { free = permits }

  private static let limits = Mutex<[Int: WorkerLimit]>([:])

  /// The process's limit with this many permits: runs that agree on the number of workers share one.
  static func shared(permits: Int) -> WorkerLimit {
    limits.withLock { limits in
      if let limit = limits[permits] { return limit }
      let limit = WorkerLimit(permits: permits)
      limits[permits] = limit
      return limit
    }
  }

  /// Waits for a permit, first come first served. A cancelled waiter still gets its turn and must release it:
  /// turns always come, as no holder waits for anything.
  func acquire() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  /// Hands the permit to the next in line.
  func release() {
    if firstWaiting < waiting.count {
      let next = waiting[firstWaiting]
      firstWaiting += 1
      if 2 * firstWaiting > waiting.count {
        waiting.removeFirst(firstWaiting)
        firstWaiting = 0
      }
      next.resume()
    } else {
      free += 1
    }
  }
}
