// SPDX-License-Identifier: GPL-3.0-or-later

/// What `swift test` printed, cut down to what a reader needs when it failed.
struct SwiftTestLog {
  /// The issues that tests recorded, each with the lines that belong to it.
  let issues: [String]
  /// The last lines, for a run that ended without naming an issue.
  let tail: String

  init(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var blocks: [[Substring]] = []
    for line in lines {
      // A block starts with one of Swift Testing's symbols; "↳" continues it.
      if blocks.isEmpty || line.first.map("◇✔✘➜⚠".contains) ?? false {
        blocks.append([line])
      } else {
        blocks[blocks.count - 1].append(line)
      }
    }
    issues =
      blocks.map { $0.joined(separator: "\n") }
      .filter { $0.hasPrefix("✘") && $0.contains("recorded an issue") }
    tail = lines.suffix(20).joined(separator: "\n")
  }

  /// The issues, at most so many, or the last lines when there is none.
  func excerpt(atMost limit: Int) -> String {
    guard !issues.isEmpty else { return tail }
    let rest = issues.count > limit ? ["and \(issues.count - limit) more"] : []
    return (issues.prefix(limit) + rest).joined(separator: "\n")
  }
}
