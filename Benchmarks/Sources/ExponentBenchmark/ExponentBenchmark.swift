// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// All Lyapunov exponents of products of Gaussian matrices by the running product, on one thread.
///
/// Prints one line: the stage, processor seconds, and the estimate of the first exponent.
/// Arguments: stage (all | draw | carry) width depth trials.
@main
struct ExponentBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 4, let stage = arguments.first, ["all", "draw", "carry"].contains(stage),
      case let sizes = arguments.dropFirst().compactMap({ Int($0) }), sizes.count == 3,
      sizes.allSatisfy({ $0 > 0 })
    else {
      FileHandle.standardError.write(Data("usage: ExponentBenchmark all|draw|carry WIDTH DEPTH TRIALS\n".utf8))
      exit(2)
    }
    let (width, depth, trials) = (sizes[0], sizes[1], sizes[2])
    let stream = RandomStream(StreamKey(seed: 1, claim: "benchmark", case: "n = \(width)", check: "exponents"))
    let product = RunningProduct(rows: width, columns: width)
    var factor = stream.matrix(rows: width, columns: width).values
    var first = 0.0

    let start = processorSeconds()
    for trial in 0..<trials {
      stream.move(toTrial: UInt64(trial))
      product.start(rows: width)
      for _ in 0..<depth {
        if stage != "carry" {
          stream.fill(&factor, count: width * width, law: .gaussian, standardDeviation: 1)
        }
        if stage != "draw" { try product.apply(factor, rows: width) }
      }
      first += product.logDiagonal[0]
    }
    let seconds = processorSeconds() - start
    print(stage, String(format: "%.3f %.4f", seconds, first / Double(trials * depth)))
  }

  /// Seconds of processor time this process has used.
  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
