// SPDX-License-Identifier: GPL-3.0-or-later

/// What two token sequences share and where they differ.
public struct WordDiff: Hashable, Sendable {
  /// A stretch that both have, or that one has in place of what the other has.
  public struct Piece: Hashable, Sendable {
    /// True when both have it.
    public let isCommon: Bool
    /// The tokens of the older sequence.
    public let old: [StatementToken]
    /// The tokens of the newer one; in a common stretch they say the same as `old`.
    public let new: [StatementToken]
  }

  /// The stretches in order; common ones and differing ones take turns.
  public let pieces: [Piece]

  /// Beyond so many tokens between the common ends, the middle is taken as replaced whole.
  static let longestMiddle = 4000

  /// Compares two sequences.
  public init(from old: [StatementToken], to new: [StatementToken]) {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let room = min(old.count, new.count) - start
    let end = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.prefix(room).count
    let oldMiddle = old[start..<old.count - end]
    let newMiddle = new[start..<new.count - end]
    var pieces = Self.common(old[..<start], new[..<start])
    if oldMiddle.count + newMiddle.count > Self.longestMiddle {
      pieces.append(Piece(isCommon: false, old: Array(oldMiddle), new: Array(newMiddle)))
    } else {
      pieces += Self.middle(Array(oldMiddle), Array(newMiddle))
    }
    self.pieces = Self.merged(
      pieces + Self.common(old[(old.count - end)...], new[(new.count - end)...]))
  }

  /// Equal tokens may be spaced differently, so each side keeps its own.
  private static func common(
    _ old: ArraySlice<StatementToken>, _ new: ArraySlice<StatementToken>
  ) -> [Piece] {
    old.isEmpty ? [] : [Piece(isCommon: true, old: Array(old), new: Array(new))]
  }

  private static func middle(_ old: [StatementToken], _ new: [StatementToken]) -> [Piece] {
    let difference = new.difference(from: old)
    var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var pieces: [Piece] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, removed.contains(i) {
        pieces.append(Piece(isCommon: false, old: [old[i]], new: []))
        i += 1
      } else if j < new.count, inserted.contains(j) {
        pieces.append(Piece(isCommon: false, old: [], new: [new[j]]))
        j += 1
      } else {
        pieces.append(Piece(isCommon: true, old: [old[i]], new: [new[j]]))
        (i, j) = (i + 1, j + 1)
      }
    }
    return pieces
  }

  private static func merged(_ pieces: [Piece]) -> [Piece] {
    var result: [Piece] = []
    for piece in pieces {
      if let last = result.last, last.isCommon == piece.isCommon {
        result[result.count - 1] = Piece(
          isCommon: last.isCommon, old: last.old + piece.old, new: last.new + piece.new)
      } else {
        result.append(piece)
      }
    }
    return result
  }

  /// The tokens that only the older sequence has.
  public var removed: [StatementToken] { pieces.filter { !$0.isCommon }.flatMap(\.old) }
  /// The tokens that only the newer sequence has.
  public var added: [StatementToken] { pieces.filter { !$0.isCommon }.flatMap(\.new) }

  /// The two sides as lines, each difference with at most so many tokens of context.
  public func lines(context: Int = 12) -> (old: String, new: String) {
    (excerpt(context) { $0.old }, excerpt(context) { $0.new })
  }

  private func excerpt(_ context: Int, _ side: (Piece) -> [StatementToken]) -> String {
    var parts: [String] = []
    var current: [StatementToken] = []
    for (index, piece) in pieces.enumerated() {
      let tokens = side(piece)
      guard piece.isCommon, tokens.count > 2 * context + 4 else {
        current += tokens
        continue
      }
      if index > 0 {
        current += tokens.prefix(context)
        parts.append(StatementToken.line(current))
      } else {
        parts.append("")
      }
      current = index + 1 < pieces.count ? Array(tokens.suffix(context)) : []
    }
    parts.append(StatementToken.line(current))
    return parts.joined(separator: " … ").trimmingBlanks
  }
}
