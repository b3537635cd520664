// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A claim for people and machines: YAML front matter, a Markdown body and, where a paper states it, the accepted LaTeX.
///
/// It stands in `Theorems/<paper>/<claim>.md`; its place is its id.
public struct ClaimFile: Sendable, Equatable {
  /// The permanent name, `<paper>/<claim>`.
  public let id: String
  /// The claim in one sentence.
  public let title: String
  /// The slug of the paper: the first half of the id.
  public let paper: String
  /// The LaTeX label of the statement in the paper, where it has one.
  public let label: String?
  /// Earlier labels of the same statement.
  public let aliases: [String]
  /// The verdict that the evidence must reach.
  public let expect: ClaimExpectation
  /// Where the statement comes from; several for a mix such as `paper/ours`.
  public let sources: [ClaimSource]
  /// The verbs that decide it.
  public let verbs: [ClaimVerb]
  /// The settings under which it is tested, in words, one an item.
  public let settings: [String]
  /// Why no plausible wrong formula lies near the claimed one, where none does.
  public let noNearRival: String?
  /// The Markdown after the front matter, with `\n` line ends.
  public let body: String
  /// The line of the file on which the body starts, counted from 1.
  public let bodyLine: Int
  /// The accepted statement: the content of the body's fenced `latex` block.
  public let statement: String?
  /// The line of the file on which the accepted statement starts (the one after the fence).
  public let statementLine: Int?
  /// The file as people name it: the theorems folder's name, then the path below it.
  public let file: String

  /// Reads one claim by its id.
  ///
  /// - Parameters:
  ///   - id: `<paper>/<claim>`.
  ///   - theoremsDirectory: the folder `Theorems` of a package.
  /// - Throws: `ClaimFileError` when the id is malformed, no such file exists, or the file is no claim file.
  public static func load(id: String, in theoremsDirectory: URL) throws -> ClaimFile {
    let file = "\(theoremsDirectory.lastPathComponent)/\(id).md"
    guard let place = ClaimID(id) else {
      throw ClaimFileError(file: theoremsDirectory.lastPathComponent, line: 1, problem: .malformedID(id))
    }
    let url = theoremsDirectory.appending(path: "\(place.text).md")
    guard FileManager.default.fileExists(atPath: url.path) else {
      let known = ClaimLibrary.files(in: theoremsDirectory).compactMap(\.id?.text)
      throw ClaimFileError(
        file: file, line: 1,
        problem: .missing(id: id, similar: ClaimID.similar(to: id, among: known)))
    }
    return try ClaimFile(contentsOf: url, place: place, file: file)
  }

  init(contentsOf url: URL, place: ClaimID, file: String) throws {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw ClaimFileError(file: file, line: 1, problem: .unreadable(reason: error.localizedDescription))
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw ClaimFileError(file: file, line: Self.lineOfInvalidUTF8(data), problem: .notUTF8)
    }
    try self.init(parsing: text, place: place, file: file)
  }

  /// Returns the line of the first byte that is not UTF-8.
  private static func lineOfInvalidUTF8(_ data: Data) -> Int {
    // The longest valid prefix ends there; a file is small enough to try its lines one by one.
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
  }
}
