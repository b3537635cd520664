// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@Suite("assay verify")
struct VerifyCommandTests {
  private func fixture(_ name: String) throws -> String {
    String(
      decoding: try Data(contentsOf: packageRoot.appending(path: "Fixtures/records/\(name)")), as: UTF8.self)
  }

  @Test(
    "The claims of the selected targets are built, decided and shown; a verdict that is not as declared is status 1"
  )
  func wholeRun() throws {
    try SamplePackage.with { package in
      let result = try package.assay(
        "verify", "--seed", "7", "--workers", "1", environment: ["FAKE_STATUS": "1"])
      #expect(result.status == 1)
      let table = try fixture("table.txt")
      #expect(
        result.output.hasPrefix(table + "\n  codes/basin: invalid, expected corroborated\n"),
        "\(result.output)")
      #expect(
        result.output.contains(
          "    again: assay verify --filter '^spectra/top-gap$' --seed 7 --effort standard\n"))
      #expect(result.output.hasSuffix(" s at standard effort, seed 7.\n"))
      // One claim left no evidence, which no verdict explains: the log's end is shown.
      #expect(result.errors.hasPrefix("◇ Test run started.\n"))
      #expect(result.errors.contains("assay: swift test failed; all it said is in \(package.root.path)"))

      let root = package.root.path
      #expect(
        package.calls == [
          "build --build-tests --package-path \(root) | seed=7 effort= workers=1 filter=",
          "test --skip-build --package-path \(root) --filter ^(CodesTests|SpectraTests)\\. "
            + "| seed=7 effort= workers=1 filter=",
        ])
    }
  }

  @Test("When every verdict is as declared the status is 0 and stderr is empty")
  func allAsExpected() throws {
    try SamplePackage.with { package in
      let result = try package.assay(
        "verify", "--filter", "closed-form|not-universal", "--effort", "quick", "--skip-build", "--details")
      #expect(result.status == 0)
      #expect(result.errors.isEmpty)
      #expect(result.output.hasPrefix("claim "))
      #expect(result.output.contains("n = 16, p = 0.5 · λ_2"))
      #expect(
        result.output.contains("\n2 claims: 1 corroborated, 1 refuted as expected. 4 checks, 4 of 4 rivals"))
      #expect(package.calls.count == 1)
      #expect(
        package.calls[0].contains("^(SpectraTests)\\. | seed= effort=quick workers= filter=closed-form"))
    }
  }

  @Test("As JSON, stdout holds the report and nothing else")
  func json() throws {
    try SamplePackage.with { package in
      let result = try package.assay("verify", "--format", "json", "--seed", "2718281828")
      #expect(result.output == (try fixture("report.json")))
      #expect(result.status == 1)
    }
  }

  @Test("A test that fails beside good verdicts is a failure, and is shown")
  func otherFailure() throws {
    try SamplePackage.with { package in
      let result = try package.assay(
        "verify", "--filter", "spectra/rank", environment: ["FAKE_STATUS": "1", "FAKE_ISSUE": "boom"])
      #expect(result.status == 1)
      #expect(
        result.errors.hasPrefix(
          """
          ✘ Test "x" recorded an issue at A.swift:1:1: boom
          ↳ more of it
          assay: every verdict is as declared, but swift test failed; all it said is in
          """), "\(result.errors)")
    }
  }

  @Test(
    "A claim with a test that did not run to its end is undecided, whatever the others of its tests found")
  func unfinished() throws {
    try SamplePackage.with { package in
      let result = try package.assay(
        "verify", "--filter", "spectra/(closed-form|rank)", environment: ["FAKE_UNFINISHED": "spectra-2"])
      #expect(result.status == 1)
      #expect(
        result.output.contains(
          """
            spectra/rank: undecided, expected corroborated
              Tests/SpectraTests/Claims.swift:3: the test did not run to its end; its checks are missing, or some of them
          """), "\(result.output)")
      #expect(result.output.contains("2 claims: 1 corroborated, 1 undecided."))
    }
  }

  @Test("A claim that left no evidence fails, even when its test does not")
  func noEvidence() throws {
    try SamplePackage.with { package in
      let result = try package.assay(
        "verify", "--filter", "crashed|rank", environment: ["FAKE_RECORDS": "rank*"])
      #expect(result.status == 1)
      #expect(result.output.contains("\n crashed  no evidence"))
      #expect(result.output.contains("\n rank     corroborated"))
    }
  }

  @Test("The evidence of the run before is removed, so that it cannot stand in for a claim that crashed")
  func staleEvidence() throws {
    try SamplePackage.with { package in
      #expect(try package.assay("verify", "--filter", "spectra/rank").status == 0)
      let result = try package.assay(
        "verify", "--filter", "spectra/rank", environment: ["FAKE_RECORDS": "cone*"])
      #expect(result.status == 1)
      #expect(result.output.contains("no evidence"))
    }
  }

  @Test("A build that fails is shown on stderr, with status 2")
  func buildFailure() throws {
    try SamplePackage.with { package in
      let result = try package.assay("verify", environment: ["FAKE_BUILD_ERROR": "no such thing"])
      #expect(result.status == 2)
      #expect(result.output.isEmpty)
      #expect(
        result.errors == """
          Compiling
          A.swift:1:1: error: no such thing
          assay: the package does not build; mend what the compiler says above

          """)
      #expect(package.calls.count == 1)
    }
  }

  @Test(
    "What can be refused is refused before anything is built or written: one line, status 2",
    arguments: [
      (
        ["--filter", "gamma"], [:],
        "--filter 'gamma' matches none of the 9 claims; 'assay list' shows their ids"
      ),
      (["--filter", "("], [:], "--filter (: not a regular expression; give one, for instance "),
      (["--effort", "fast"], [:], "--effort fast: not an effort; give quick, standard or thorough"),
      (["--seed", "-1"], [:], "Missing value for '--seed <seed>'"),
      (["--seed", "x"], [:], "--seed x: not a whole number from 0 to 2^64 − 1; give one, for instance 7"),
      (["--workers", "0"], [:], "--workers 0: not a whole number from 1 to 4096; give one, for instance 4"),
      (["--shard", "3/2"], [:], "--shard 3/2: not a part I/N with 1 ≤ I ≤ N; give one, for instance 2/8"),
      (
        [], ["ASSAY_SEED": "abc"],
        "ASSAY_SEED=abc: not a whole number from 0 to 2^64 − 1; unset it or give one"
      ),
      ([], ["ASSAY_WORKERS": "many"], "ASSAY_WORKERS=many: not a whole number"),
      ([], ["ASSAY_FILTER": "["], "ASSAY_FILTER=[: not a regular expression"),
      (
        ["--package-path", "/nowhere"], [:],
        "'/nowhere' has no Package.swift with a Theorems folder beside it"
      ),
      (["--evidence", "Package.swift/evidence"], [:], "cannot keep evidence in '"),
      (["--evidence", "Package.swift"], [:], "cannot keep evidence in '"),
      (["--colour"], [:], "Unknown option '--colour'"),
    ] as [([String], [String: String], String)])
  func refused(arguments: [String], environment: [String: String], complaint: String) throws {
    try SamplePackage.with { package in
      let before = package.files
      let result = try AssayBinary.run(["verify"] + arguments, in: package.root, environment: environment)
      #expect(result.errors.hasPrefix("assay: " + complaint), "\(result.errors)")
      #expect(result.complaints.count == 1)
      #expect(result.output.isEmpty && result.status == 2)
      #expect(package.files == before)
      #expect(package.calls.isEmpty)
    }
  }

  @Test("A folder with files that are no evidence is left as it is", arguments: ["mine.json", "mine.done"])
  func foreignFiles(name: String) throws {
    try SamplePackage.with { package in
      let file = package.root.appending(path: "evidence/\(name)")
      try Data("[]".utf8).write(to: file)
      let before = package.files
      let result = try package.assay("verify", "--evidence", "evidence")
      #expect(
        result.errors
          == "assay: '\(file.path)' is no evidence that may be replaced; remove it, or give another --evidence folder\n"
      )
      #expect(result.status == 2)
      #expect(package.files == before)
    }
  }

  @Test("A claim that no test decides is named before anything is built")
  func noTest() throws {
    try SamplePackage.with { package in
      try FileManager.default.removeItem(at: package.root.appending(path: "Tests/SpectraTests"))
      let result = try package.assay("verify", "--filter", "top-gap")
      #expect(
        result.errors
          == "assay: no test decides spectra/top-gap; give one the trait .claim(\"spectra/top-gap\")\n")
      #expect(result.status == 2 && package.calls.isEmpty)
    }
  }

  @Test("A run that is told to end stops its tests first", arguments: [("INT", SIGINT), ("TERM", SIGTERM)])
  func interruption(name: String, number: Int32) throws {
    try SamplePackage.with { package in
      let result = try package.assay("verify", "--skip-build", environment: ["FAKE_INTERRUPTION": name])
      #expect(result.status == 128 + number)
      #expect(result.errors == "assay: interrupted; what was decided until then is in the evidence folder\n")
      #expect(result.output.isEmpty)
      #expect(package.calls.last == "stopped")
    }
  }

  @Test("A run that is killed outright leaves whole records, and the next run completes in the same folder")
  func killed() throws {
    try SamplePackage.with { package in
      let arguments = ["verify", "--filter", "closed-form", "--skip-build", "--evidence", "mine"]
      let path = "\(package.root.appending(path: "bin").path):/usr/bin:/bin"
      func run(_ environment: [String: String]) throws -> AssayBinary.Result {
        try AssayBinary.run(
          arguments, in: package.root, environment: environment.merging(["PATH": path]) { given, _ in given })
      }
      #expect(try run(["FAKE_KILL": "1", "FAKE_RECORDS": "closed*"]).status == SIGKILL)
      let left = package.files.filter { $0.hasPrefix("mine/") }
      #expect(left.contains("mine/.1-1.tmp") && left.contains("mine/closed-form-1.json"), "\(left)")
      let result = try run(["FAKE_RECORDS": "closed*"])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("1 claim: 1 corroborated. 3 checks"))
      #expect(!package.files.contains { $0.hasSuffix(".tmp") })
    }
  }

  @Test("An evidence folder that another run uses is refused")
  func lockedFolder() throws {
    try SamplePackage.with { package in
      let folder = package.root.appending(path: "mine")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let lock = open(folder.appending(path: ".lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
      defer { close(lock) }
      let result = try package.assay("verify", "--evidence", "mine")
      #expect(
        result.errors.contains(
          "/mine' is in use by another run; wait for it, or give another --evidence folder"))
      #expect(result.complaints.count == 1)
      #expect(result.status == 2 && package.calls.isEmpty)
    }
  }
}
