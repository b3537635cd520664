// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation

/// A package with the hand-written claims of `Fixtures/records`, and a `swift` that decides them by copying records.
struct SamplePackage {
  let root: URL

  /// Makes the package in a folder of its own and removes it after the body.
  static func with(_ body: (SamplePackage) throws -> Void) throws {
    try ScratchFolder.with(named: "sample") { folder in
      let fixtures = packageRoot.appending(path: "Fixtures/records")
      for name in ["Theorems", "evidence"] {
        try FileManager.default.copyItem(
          at: fixtures.appending(path: name), to: folder.url.appending(path: name))
      }
      try folder.write("// swift-tools-version: 6.2\n", to: "Package.swift")
      try folder.write(claims(of: "spectra"), to: "Tests/SpectraTests/Claims.swift")
      try folder.write(claims(of: "codes"), to: "Tests/CodesTests/Claims.swift")
      try folder.write(swift, to: "bin/swift")
      for paper in ["spectra", "codes"] {
        for (index, claim) in names(of: paper).enumerated() {
          try folder.write(
            finishedTest("\(paper)/\(claim.name)", "claim\(index)()", line: index + 1),
            to: "evidence/\(paper)-\(index).done")
        }
      }
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.url.appending(path: "bin/swift").path)
      try body(SamplePackage(root: folder.url))
    }
  }

  /// Runs the command in the package's root with the package's own `swift`.
  func assay(_ arguments: String..., environment: [String: String] = [:]) throws -> AssayBinary.Result {
    let path = "\(root.appending(path: "bin").path):/usr/bin:/bin"
    return try AssayBinary.run(
      arguments, in: root, environment: environment.merging(["PATH": path]) { given, _ in given })
  }

  /// What `swift` was called with, a line a call.
  var calls: [Substring] {
    let file = root.appending(path: "calls")
    return String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self).split(separator: "\n")
  }

  /// Every path below the root.
  var files: [String] { (FileManager.default.subpaths(atPath: root.path) ?? []).sorted() }

  /// The mark that a test has ended.
  static func finishedTest(_ claim: String, _ function: String, line: Int) -> String {
    """
    {
      "schema": 1, "claim": "\(claim)", "function": "\(function)", "source": {"file": "Tests/Claims.swift", "line": \(line)}
    }
    """
  }

  private static func names(of paper: String) -> [(name: String, expect: String)] {
    paper == "spectra"
      ? [
        ("closed-form", ""), ("not-universal", ", expecting: .refuted"), ("rank", ""), ("top-gap", ""),
        ("crashed", ""),
      ]
      : [("margins", ""), ("basin", ""), ("cone", ""), ("monotone", ", expecting: .refuted")]
  }

  private static func claims(of paper: String) -> String {
    names(of: paper).enumerated().map { index, claim in
      "@Test(\"Claim \(index)\", .claim(\"\(paper)/\(claim.name)\"\(claim.expect))) func claim\(index)() {}\n"
    }
    .joined()
  }

  /// Notes its arguments and settings; a build fails and a test misbehaves as the variables FAKE_… say.
  private static let swift = """
    #!/bin/sh
    root=$(dirname "$(dirname "$0")")
    echo "$* | seed=$ASSAY_SEED effort=$ASSAY_EFFORT workers=$ASSAY_WORKERS filter=$ASSAY_FILTER" >> "$root/calls"
    if [ "$1" = build ]; then
      echo "Compiling"
      [ -z "$FAKE_BUILD_ERROR" ] || { echo "A.swift:1:1: error: $FAKE_BUILD_ERROR" >&2; exit 1; }
      exit 0
    fi
    # Tests must know whose they are, or they would go on after its end.
    [ "$ASSAY_OWNER" = "$PPID" ] || { echo "owner: $ASSAY_OWNER, not $PPID"; exit 3; }
    if [ -n "$FAKE_INTERRUPTION" ]; then
      trap 'echo stopped >> "$root/calls"; exit 1' INT
      kill -"$FAKE_INTERRUPTION" $PPID
      for second in 1 2 3 4 5 6 7 8 9; do sleep 1; done
    fi
    echo "◇ Test run started."
    for record in "$root"/evidence/${FAKE_RECORDS:-*}.json; do
      cp "$record" "$ASSAY_EVIDENCE"
      # The end of both in the middle of the second record, with nothing tidied up.
      [ -z "$FAKE_KILL" ] || { printf '{' > "$ASSAY_EVIDENCE/.1-1.tmp"; kill -KILL $PPID; exit 1; }
    done
    for mark in "$root"/evidence/*.done; do
      [ "$(basename "$mark")" = "$FAKE_UNFINISHED.done" ] || cp "$mark" "$ASSAY_EVIDENCE"
    done
    [ -z "$FAKE_ISSUE" ] || printf '✘ Test "x" recorded an issue at A.swift:1:1: %s\\n↳ more of it\\n◇ On.\\n' "$FAKE_ISSUE"
    exit ${FAKE_STATUS:-0}

    """
}
