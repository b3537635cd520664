// SPDX-License-Identifier: GPL-3.0-or-later

/// Paths as text: joined and simplified without asking the disk, so that they read the same everywhere.
enum RelativePath {
  /// Returns the folder of a path; empty for a bare file name.
  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Returns the path without its extension.
  static func removingExtension(_ path: String) -> String {
    let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path }
    return String(path[..<dot])
  }

  /// Returns a name seen from a folder, without `.` and without `..` where a folder can be taken back.
  static func join(_ directory: String, _ name: String) -> String {
    let whole = directory.isEmpty || name.hasPrefix("/") ? name : directory + "/" + name
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (whole.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
