// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// The law of a weight matrix.
public enum WeightLaw: Sendable, Hashable, CustomStringConvertible {
  /// Independent entries of mean 0 and this variance.
  case independent(EntryLaw, variance: Double)
  /// Haar distributed on the orthogonal group.
  case haarOrthogonal

  /// Independent normal entries of this variance.
  public static func gaussian(variance: Double) -> WeightLaw { .independent(.gaussian, variance: variance) }

  /// For instance "Gaussian, σ² = 0.49".
  public var description: String {
    switch self {
    case .haarOrthogonal: "Haar"
    case .independent(let law, let variance): "\(law.name), σ² = \(variance.short)"
    }
  }

  /// What is wrong with the law's parameters, if anything.
  var problem: (String, mend: String)? {
    guard case .independent(let law, let variance) = self else { return nil }
    if !(variance > 0 && variance.isFinite) {
      return ("the weights' variance is \(variance)", "use a finite variance > 0")
    }
    if case .student(let degrees) = law, !(degrees > 2) {
      return ("Student's t with \(degrees) degrees of freedom has no variance", "use more than 2")
    }
    return nil
  }
}

extension EntryLaw {
  /// The law's name as it stands in tables.
  var name: String {
    switch self {
    case .gaussian: "Gaussian"
    case .uniform: "uniform"
    case .student(let degreesOfFreedom): "t\(degreesOfFreedom.short)"
    case .laplace: "Laplace"
    case .rademacher: "Rademacher"
    }
  }
}

extension Double {
  /// The shortest decimal that reads back as this number, without a trailing ".0".
  var short: String { self == rounded() && magnitude < 1e15 ? String(Int(self)) : String(self) }
}
