// SPDX-License-Identifier: GPL-3.0-or-later

/// Which claims a run decides: those whose id a regular expression matches, and of these one shard's share.
public struct ClaimSelection: Sendable, Equatable {
  /// The regular expression, searched for anywhere in the id; nil selects every claim.
  public let filter: String?
  /// The share of the selected claims that this run decides; nil for all of them.
  public let shard: Shard?

  /// One of several runs that divide the selected claims among them.
  public struct Shard: Sendable, Equatable, CustomStringConvertible {
    /// Which run this is, from 1 to `count`.
    public let index: Int
    /// How many runs there are.
    public let count: Int

    /// Reads `I/N` with 1 ≤ I ≤ N.
    ///
    /// - Throws: `ClaimSelectionError` for any other text.
    public init(_ text: String) throws {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let index = parts[0], let count = parts[1], index >= 1, index <= count
      else { throw ClaimSelectionError.malformedShard(text) }
      self.index = index
      self.count = count
    }

    /// `I/N`.
    public var description: String { "\(index)/\(count)" }
  }

  /// - Throws: `ClaimSelectionError` when the filter is no regular expression.
  public init(filter: String? = nil, shard: Shard? = nil) throws {
    if let filter, (try? Regex(filter)) == nil { throw ClaimSelectionError.malformedFilter(filter) }
    self.filter = filter
    self.shard = shard
  }

  /// Reads the selection that a run was started with.
  ///
  /// - Parameter environment: the variables; `ASSAY_FILTER` and `ASSAY_SHARD` are read, an empty one counts as unset.
  /// - Throws: `ClaimSelectionError`.
  public init(environment: [String: String]) throws {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    try self.init(filter: value("ASSAY_FILTER"), shard: value("ASSAY_SHARD").map(Shard.init))
  }

  /// Returns the selected ids, sorted.
  ///
  /// The ids that the filter matches are dealt out to the shards in turn, so that a selection never depends on the
  /// order in which the ids come, and the shards together select each id once.
  ///
  /// - Parameter ids: all ids of the library.
  /// - Throws: `ClaimSelectionError` when nothing is selected: a run that decides nothing must not look like success.
  public func selected(from ids: some Sequence<String>) throws -> [String] {
    let all = ids.sorted()
    let matching = try filter.map { pattern in
      let regex = try Regex(pattern)
      return all.filter { $0.contains(regex) }
    }
    let found = matching ?? all
    guard !found.isEmpty else { throw ClaimSelectionError.noMatch(filter: filter, claims: all.count) }
    guard let shard else { return found }
    let share = found.enumerated().filter { $0.offset % shard.count == shard.index - 1 }.map(\.element)
    guard !share.isEmpty else {
      throw ClaimSelectionError.emptyShard(shard, claims: found.count)
    }
    return share
  }
}

/// A selection of claims that cannot be made.
public enum ClaimSelectionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The filter is no regular expression.
  case malformedFilter(String)
  /// The shard is not `I/N`.
  case malformedShard(String)
  /// The filter matches none of so many claims.
  case noMatch(filter: String?, claims: Int)
  /// There are fewer claims than shards.
  case emptyShard(ClaimSelection.Shard, claims: Int)

  /// One line: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .malformedFilter(let text): "filter '\(text)' is not a regular expression"
    case .malformedShard(let text): "shard '\(text)' is not I/N with 1 ≤ I ≤ N, such as 2/4"
    case .noMatch(let filter?, let claims):
      "filter '\(filter)' matches none of the \(claims) claims; 'assay list' shows their ids"
    case .noMatch(nil, _): "there are no claim files in Theorems"
    case .emptyShard(let shard, let claims):
      "shard \(shard) has no claim to decide: there are only \(claims); use at most \(claims) shards"
    }
  }
}
