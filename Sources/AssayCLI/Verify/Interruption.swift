// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization

/// Ends the running child when this process is told to end.
///
/// `swift test` puts the tests into a process group of their own, which a signal to this process does not reach; and
/// it stops them only on SIGINT. Tests that went on alone would write into the evidence of the next run.
enum Interruption {
  /// The child's process; 0 when there is none, -1 while it is being started.
  private static let child = Atomic<Int32>(0)
  private static let received = Atomic<Int32>(0)

  /// From now on SIGINT, SIGTERM and SIGHUP go to the child as SIGINT, or end this process when there is none.
  static func forward() {
    // The handler may only load and store: the constants are made here, outside it.
    received.store(0, ordering: .sequentiallyConsistent)
    child.store(0, ordering: .sequentiallyConsistent)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        Interruption.received.store(number, ordering: .sequentiallyConsistent)
        let child = Interruption.child.load(ordering: .sequentiallyConsistent)
        if child > 0 { kill(child, SIGINT) }
        if child == 0 { _exit(128 + number) }
      }
    }
  }

  /// Notes that a child is about to start: a signal now waits until its process is known.
  static func childStarts() { child.store(-1, ordering: .sequentiallyConsistent) }

  /// Notes the process of the child that has started.
  static func childStarted(_ process: Int32) {
    child.store(process, ordering: .sequentiallyConsistent)
    if received.load(ordering: .sequentiallyConsistent) != 0 { kill(process, SIGINT) }
  }

  /// Notes that the child has ended, and ends this process if that is what it was told.
  static func childEnded() {
    child.store(0, ordering: .sequentiallyConsistent)
    let number = received.load(ordering: .sequentiallyConsistent)
    guard number != 0 else { return }
    if Console.showsProgress { Console.note("\r\u{1B}[2K") }
    Console.complain("interrupted; what was decided until then is in the evidence folder")
    exit(128 + number)
  }
}
