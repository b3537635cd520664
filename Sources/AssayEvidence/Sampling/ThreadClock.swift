// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The processor time of the current thread since the clock was made; read it before the next suspension point.
struct ThreadClock {
  private let start = Self.now()

  /// Seconds of processor time so far.
  var elapsed: Double { Self.now() - start }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
