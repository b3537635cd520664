// SPDX-License-Identifier: GPL-3.0-or-later

/// A named random quantity: what one trial yields when it reads one random stream.
///
/// An observable is what a claim looks at: the growth of a volume, a rank, a pair of numbers. Its `setting` says
/// what was simulated and its `name` what was looked at; together with the claim they name the random streams, so
/// two observables with different names never share a draw.
public struct Observable<Value: Sendable>: Sendable {
  /// The quantity, for instance "growth of 2-volume per layer".
  public let name: String
  /// What is simulated, for instance "n = 8, p = 0.5, r = 4, σ² = 0.49, L = 41".
  public let setting: String
  /// Runs one trial on its stream.
  public let draw: @Sendable (RandomStream) throws -> Value

  /// Names a random quantity.
  /// - Parameters:
  ///   - name: the quantity.
  ///   - setting: what is simulated.
  ///   - draw: one trial; it must read no randomness but the stream, and may throw.
  public init(
    _ name: String, in setting: String, draw: @escaping @Sendable (RandomStream) throws -> Value
  ) {
    self.name = name
    self.setting = setting
    self.draw = draw
  }

  /// The observable that applies a function to this one's value, under the same name unless another is given.
  public func map<Other: Sendable>(
    _ name: String? = nil, _ transform: @escaping @Sendable (Value) throws -> Other
  ) -> Observable<Other> {
    let draw = self.draw
    return Observable<Other>(name ?? self.name, in: setting) { try transform(draw($0)) }
  }
}
