// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Inputs with their targets, one column a sample.
public struct LabelledData: Sendable, Hashable {
  /// Dimension × samples.
  public let inputs: Matrix
  /// Outputs × samples: for classes, a one in the row of the class.
  public let targets: Matrix

  /// Pairs inputs and targets. Precondition: as many of one as of the other, at least one.
  public init(inputs: Matrix, targets: Matrix) {
    precondition(inputs.columns == targets.columns && inputs.columns >= 1, "each sample has a target")
    (self.inputs, self.targets) = (inputs, targets)
  }

  /// The number of samples.
  public var count: Int { inputs.columns }

  /// The first samples.
  public func prefix(_ count: Int) -> LabelledData {
    let kept = 0..<min(count, self.count)
    return LabelledData(
      inputs: inputs.block(rows: 0..<inputs.rows, columns: kept),
      targets: targets.block(rows: 0..<targets.rows, columns: kept))
  }

  /// Reads lines of numbers separated by commas: the inputs, then the class, an integer from 0.
  ///
  /// The inputs are divided by their root mean square length, so that a typical one has length 1.
  /// - Throws: ``SimulationError`` naming the first line that cannot be read.
  public static func classes(csv: String, named name: String) throws -> LabelledData {
    let lines = csv.split(whereSeparator: \.isNewline)
    let rows = try lines.enumerated().map { number, line -> [Double] in
      let values = line.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) }
      guard values.count >= 2, values.count == lines[0].split(separator: ",").count,
        let label = values[values.count - 1], label >= 0, label == label.rounded(),
        case let numbers = values.compactMap({ $0 }), numbers.count == values.count
      else {
        throw SimulationError(
          name, "line \(number + 1) is no sample: \(line.prefix(60))",
          mend: "give as many numbers as the first line, the last one a class from 0")
      }
      return numbers
    }
    guard let first = rows.first else {
      throw SimulationError(name, "no samples", mend: "give at least one line")
    }
    let dimension = first.count - 1
    let labels = rows.map { Int($0[dimension]) }
    var inputs = Matrix(rows: dimension, columns: rows.count)
    var targets = Matrix(rows: (labels.max() ?? 0) + 1, columns: rows.count)
    for (sample, row) in rows.enumerated() {
      for i in 0..<dimension { inputs[i, sample] = row[i] }
      targets[labels[sample], sample] = 1
    }
    let length = inputs.frobeniusNorm / Double(rows.count).squareRoot()
    guard length > 0, length.isFinite else {
      throw SimulationError(name, "all inputs vanish", mend: "give other inputs")
    }
    return LabelledData(inputs: (1 / length) * inputs, targets: targets)
  }
}

/// A loss of a network's outputs, averaged over the samples.
public enum OutputLoss: Sendable, Hashable {
  /// ½ |output − target|².
  case squared
  /// −log softmax(output) at the target class.
  case crossEntropy

  /// The mean loss. `outputs` has one column a sample.
  public func value(_ outputs: Matrix, _ data: LabelledData) -> Double {
    switch self {
    case .squared:
      let norm = (outputs - data.targets).frobeniusNorm
      return norm * norm / Double(2 * data.count)
    case .crossEntropy:
      var sum = 0.0
      for j in 0..<data.count {
        let column = outputs.column(j)
        let top = column.max() ?? 0
        sum += top + log(column.reduce(0) { $0 + exp($1 - top) })
        for i in 0..<outputs.rows { sum -= data.targets[i, j] * column[i] }
      }
      return sum / Double(data.count)
    }
  }

  /// The gradient of the mean loss with respect to the outputs, one column a sample.
  public func gradient(_ outputs: Matrix, _ data: LabelledData) -> Matrix {
    let weight = 1 / Double(data.count)
    switch self {
    case .squared: return weight * (outputs - data.targets)
    case .crossEntropy:
      var gradient = outputs
      for j in 0..<data.count {
        let column = outputs.column(j)
        let top = column.max() ?? 0
        let total = column.reduce(0) { $0 + exp($1 - top) }
        for i in 0..<outputs.rows {
          gradient[i, j] = weight * (exp(column[i] - top) / total - data.targets[i, j])
        }
      }
      return gradient
    }
  }
}
