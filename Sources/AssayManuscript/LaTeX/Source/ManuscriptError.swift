// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a paper cannot be read, in one line each: where, what is wrong, and what to do.
public enum ManuscriptError: Error, Equatable, CustomStringConvertible {
  /// The file does not exist, is no regular file, or cannot be read.
  case unreadable(file: String, reason: String)
  /// The file is in an encoding that no LaTeX reads.
  case encoding(file: String, name: String)
  /// A file is included that stands nowhere beside the paper.
  case missingInput(at: SourcePosition, command: String, name: String)
  /// A file includes itself, directly or through others; `chain` starts and ends with the same file.
  case includeCycle(at: SourcePosition, chain: [String])
  /// Inclusions multiply the text past what a paper can be.
  case tooLarge(at: SourcePosition, reason: String)

  /// One line: `file:line: what; what to do`.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file):1: cannot be read: \(reason); name the paper's main .tex file"
    case .encoding(let file, let name):
      "\(file):1: is encoded in \(name), which LaTeX does not read; save it as UTF-8"
    case .missingInput(let position, let command, let name):
      "\(position): \\\(command){\(name)} names no file beside the paper; add it, or remove the line"
    case .includeCycle(let position, let chain):
      "\(position): inclusion cycle \(chain.joined(separator: " -> ")); remove one of these inclusions"
    case .tooLarge(let position, let reason):
      "\(position): \(reason); gate a part of the paper by itself"
    }
  }
}
