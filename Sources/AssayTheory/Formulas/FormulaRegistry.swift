// SPDX-License-Identifier: GPL-3.0-or-later

/// Every closed form that can be evaluated by name. Each paper adds its own list in a file of its own.
public enum FormulaRegistry {
  /// All formulas, by paper and in the order of its results.
  public static let all: [Formula] = jacobianSpectra + softmaxCodes

  /// The formula of that name.
  /// - Throws: ``FormulaError/unknownFormula(_:nearest:)`` with the nearest names.
  public static func formula(named name: String) throws -> Formula {
    if let formula = all.first(where: { $0.name == name }) { return formula }
    throw FormulaError.unknownFormula(name, nearest: nearest(to: name))
  }

  /// Evaluates a formula by name from `key=value` texts.
  /// - Throws: ``FormulaError``.
  public static func evaluate(_ name: String, arguments: [String]) throws -> Double {
    try formula(named: name).evaluate(arguments: arguments)
  }

  /// Evaluates a formula of one or several values by name from `key=value` texts.
  /// - Throws: ``FormulaError``.
  public static func evaluateAll(_ name: String, arguments: [String]) throws -> [Double] {
    try formula(named: name).evaluateAll(arguments: arguments)
  }

  /// At most three names that one may have meant: those that contain the text, else those few edits away.
  private static func nearest(to name: String) -> [String] {
    let containing = all.map(\.name).filter { !name.isEmpty && $0.contains(name.lowercased()) }
    if !containing.isEmpty { return Array(containing.prefix(3)) }
    let allowed = max(2, name.count / 3)
    return all.map { (name: $0.name, distance: editDistance($0.name, name.lowercased())) }
      .filter { $0.distance <= allowed }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .prefix(3).map(\.name)
  }

  /// Levenshtein's distance: insertions, deletions and substitutions.
  private static func editDistance(_ a: String, _ b: String) -> Int {
    let target = Array(b)
    var row = Array(0...target.count)
    for (i, character) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in target.indices {
        let substituted = diagonal + (character == target[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[target.count]
  }
}
