// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A folder of files that lives as long as the body of a test.
public struct ScratchFolder {
  /// The folder.
  public let url: URL

  /// Makes a folder, runs the body, and removes the folder with all that is in it.
  ///
  /// - Parameters:
  ///   - name: the folder's own name, for code that shows it.
  ///   - files: contents keyed by the path below the folder.
  ///   - body: what happens while the folder exists.
  /// - Throws: what the body throws, and errors of the file system.
  public static func with(
    named name: String = "Scratch", files: [String: String] = [:],
    _ body: (ScratchFolder) throws -> Void
  ) throws {
    // One folder a process and call; a name that another process took makes mkdtemp try the next.
    var template = Array(
      FileManager.default.temporaryDirectory.appending(path: "assay-XXXXXX").path.utf8CString)
    guard mkdtemp(&template) != nil else {
      throw CocoaError(.fileWriteUnknown)
    }
    let parent = URL(
      filePath: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    defer { try? FileManager.default.removeItem(at: parent) }
    let folder = ScratchFolder(url: parent.appending(path: name))
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
    for (path, content) in files { try folder.write(content, to: path) }
    try body(folder)
  }

  /// Writes one file, with the folders that lead to it.
  public func write(_ content: String, to path: String) throws {
    try write(Data(content.utf8), to: path)
  }

  /// Writes one file of bytes, with the folders that lead to it.
  public func write(_ content: Data, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: file)
  }
}
