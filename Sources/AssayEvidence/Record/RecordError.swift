// SPDX-License-Identifier: GPL-3.0-or-later

/// Evidence could not be kept or read back. One line each: which file, what is wrong, what to do.
public enum RecordError: Error, Equatable, CustomStringConvertible {
  /// The directory or a file in it cannot be written.
  case unwritable(path: String, reason: String)
  /// The directory cannot be listed.
  case noDirectory(path: String, reason: String)
  /// A file is not a record.
  case unreadable(path: String, reason: String)
  /// A file was written by a newer version.
  case newerSchema(path: String, found: Int, known: Int)
  /// The directory already holds another run.
  case anotherRun(path: String, differences: String)
  /// The process for which the evidence was gathered has ended.
  case ownerGone(path: String, process: Int32)
  /// Two different checks of a run share the key (claim, case, check), and with it their random streams.
  case duplicate(claim: String, case: String, check: String, first: SourceReference, second: SourceReference)

  /// One line: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .unwritable(let path, let reason):
      "\(path): cannot keep evidence there (\(reason)); give a directory that can be written, or unset ASSAY_EVIDENCE"
    case .noDirectory(let path, let reason):
      "\(path): cannot read evidence there (\(reason)); give the directory of a finished run"
    case .unreadable(let path, let reason):
      "\(path): not an evidence record (\(reason)); remove it and run its claim again"
    case .newerSchema(let path, let found, let known):
      "\(path): written by a newer version (schema \(found), this one reads up to \(known)); update this program"
    case .anotherRun(let path, let differences):
      "\(path): holds the evidence of another run (\(differences)); remove it, or give an empty directory"
    case .ownerGone(let path, let process):
      "\(path): the run that these tests belong to has ended (process \(process)), so nothing more is kept there; start it again"
    case .duplicate(let claim, let `case`, let check, let first, let second):
      "\(claim) [\(`case`)]: the check \"\(check)\" is made twice, at \(first.file):\(first.line) and "
        + "\(second.file):\(second.line), with different results; give one of them another name or case"
    }
  }
}
