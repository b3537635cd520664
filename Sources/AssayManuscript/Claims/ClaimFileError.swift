// SPDX-License-Identifier: GPL-3.0-or-later

/// A claim file that cannot be read as one: which file, which line, what is wrong and what to do.
public struct ClaimFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file as people name it, for instance `Theorems/jacobian-spectra/rank-collapse.md`.
  public let file: String
  /// The line of the file, counted from 1.
  public let line: Int
  /// What is wrong there.
  public let problem: Problem

  /// The kinds of mistakes that a claim file can hold.
  public enum Problem: Equatable, Sendable {
    /// There is no such file; the names are existing ids that resemble it.
    case missing(id: String, similar: [String])
    /// The file exists but cannot be read.
    case unreadable(reason: String)
    /// The bytes are not UTF-8.
    case notUTF8
    /// The first line is not `---`.
    case noFrontMatter
    /// The opening `---` has no closing one.
    case unterminatedFrontMatter
    /// The front matter is not YAML; the reason is the parser's.
    case yaml(reason: String)
    /// The front matter is YAML, but no mapping of keys to values.
    case notAMapping
    /// A key that claim files do not have.
    case unknownKey(String, known: [String])
    /// A key that a claim file must have is not there.
    case missingKey(String)
    /// The value of a key is not of the form that the key asks for.
    case badValue(key: String, value: String, expected: String)
    /// An id, or the place of a file, that does not read `paper/claim` in lower-case words joined by hyphens.
    case malformedID(String)
    /// The `id` differs from the one that the file's place gives it.
    case idDoesNotMatchPath(id: String, path: String)
    /// The `paper` differs from the folder's name.
    case paperDoesNotMatchFolder(paper: String, folder: String)
    /// Another file declares the same id.
    case duplicateID(String, other: String)
    /// A fenced block of the body is never closed.
    case unterminatedFence
    /// The body has more than one `latex` block: the accepted statement must be one.
    case secondStatement(firstLine: Int)
    /// A Markdown file that does not stand in `Theorems/<paper>/`.
    case misplaced
    /// A link to something outside the folder, which an edit would tear off, or write where nobody looks.
    case leavesFolder(target: String)
  }

  /// One line: file, line, what is wrong, and what to do.
  public var description: String { "\(file):\(line): \(problem)" }
}

extension ClaimFileError.Problem: CustomStringConvertible {
  /// What is wrong, and what to do, without the place.
  public var description: String {
    switch self {
    case .missing(let id, let similar):
      "there is no claim '\(id)'; "
        + (similar.isEmpty
          ? "write this file or correct the id"
          : "did you mean \(similar.map { "'\($0)'" }.joined(separator: " or "))?")
    case .unreadable(let reason): "cannot be read: \(reason); check the file and its permissions"
    case .notUTF8: "is not UTF-8 text; save the file as UTF-8"
    case .noFrontMatter: "no front matter; the first line must be '---', followed by YAML and another '---'"
    case .unterminatedFrontMatter: "the front matter has no closing '---'; add it below the keys"
    case .yaml(let reason): "the front matter is not valid YAML: \(reason); mend it"
    case .notAMapping: "the front matter must be 'key: value' lines"
    case .unknownKey(let key, let known):
      "unknown key '\(key)'; the keys are \(known.joined(separator: ", "))"
    case .missingKey(let key): "the front matter has no '\(key)'; add it"
    case .badValue(let key, let value, let expected): "\(key): '\(value)' is not \(expected)"
    case .malformedID(let id):
      "'\(id)' is not an id; write <paper>/<claim>, both in lower-case words joined by hyphens"
    case .idDoesNotMatchPath(let id, let path):
      "id is '\(id)' but the file's place says '\(path)'; let both say the same"
    case .paperDoesNotMatchFolder(let paper, let folder):
      "paper is '\(paper)' but the file stands in the folder '\(folder)'; let both say the same"
    case .duplicateID(let id, let other):
      "id '\(id)' is already declared by \(other); give one of them another"
    case .unterminatedFence: "the fenced block that opens here is never closed; close it"
    case .secondStatement(let first):
      "a second latex block; the accepted statement is the one at line \(first), and must be the only one"
    case .leavesFolder(let target):
      "is a link to \(target), outside the claims' folder; put the file itself here"
    case .misplaced: "a claim file stands in Theorems/<paper>/; move it there, or call it README.md"
    }
  }
}
