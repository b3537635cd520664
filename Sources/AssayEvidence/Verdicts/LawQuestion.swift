// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// A question about a distribution: does X have this law?
public struct LawQuestion: Sendable {
  /// The check's name, unique within its claim and case.
  public var check: String
  /// The predicted distribution function.
  public var law: DistributionFunction
  /// Wrong laws that the evidence must exclude.
  public var rivals: [RivalLaw]
  /// An explicit margin on the Kolmogorov–Smirnov distance, at most a third of the nearest rival's; `nil`: that third.
  public var margin: Double?
  /// A derived bound on the distance between X's law and the predicted one if the claim is true; 0 for exact.
  public var biasBound: Double
  /// The check's error probability, over all looks.
  public var alpha: Double

  /// Asks whether an observable has this law. Validated when it is decided.
  public init(
    check: String, law: @escaping DistributionFunction, rivals: [RivalLaw] = [],
    margin: Double? = nil, biasBound: Double = 0, alpha: Double = defaultAlpha
  ) {
    self.check = check
    self.law = law
    self.rivals = rivals
    self.margin = margin
    self.biasBound = biasBound
    self.alpha = alpha
  }
}

/// A plausible wrong law.
public struct RivalLaw: Sendable {
  /// What mistake it is.
  public let name: String
  /// Its distribution function.
  public let law: DistributionFunction

  /// A rival from its name and its distribution function.
  public init(_ name: String, _ law: @escaping DistributionFunction) {
    self.name = name
    self.law = law
  }
}

/// A question about two distributions: do X and Y have the same law?
public struct SameLawQuestion: Sendable {
  /// The check's name, unique within its claim and case.
  public var check: String
  /// Observables with a wrong law, which must be told from X by the same evidence.
  public var rivals: [RivalObservable]
  /// An explicit margin on the distance; required when there are no rivals, and a further condition when there are.
  public var margin: Double?
  /// A derived bound on the distance between the laws if the claim is true; 0 for exact.
  public var biasBound: Double
  /// The check's error probability, over all looks and all samples.
  public var alpha: Double

  /// Asks whether two observables have the same law. Validated when it is decided.
  public init(
    check: String, rivals: [RivalObservable] = [], margin: Double? = nil, biasBound: Double = 0,
    alpha: Double = defaultAlpha
  ) {
    self.check = check
    self.rivals = rivals
    self.margin = margin
    self.biasBound = biasBound
    self.alpha = alpha
  }
}

/// An observable with a plausible wrong law.
public struct RivalObservable: Sendable {
  /// What mistake it is.
  public let name: String
  /// The observable.
  public let observable: Observable<Double>

  /// A rival from its name and its observable.
  public init(_ name: String, _ observable: Observable<Double>) {
    self.name = name
    self.observable = observable
  }
}
