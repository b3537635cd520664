// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@testable import AssayEvidence

/// A child process writes evidence until it is killed; what it leaves is read, and a next run completes it.
@Suite("Evidence under faults")
struct KilledWriterTests {
  /// The records of the run that the children write.
  static func record(_ number: Int) -> EvidenceRecord {
    var record = sampleRecord(check: "check \(number)")
    // Long enough for several blocks of a file, so that a half-written one would show.
    record.reason = String(repeating: "because \(number) ", count: 2000)
    return record
  }

  /// Writes records of one run for ever; the manifest's process stays the same, as in one interrupted run.
  static func writeForever(to path: String) throws {
    let store = EvidenceStore(directory: URL(filePath: path))
    for number in 0... {
      try store.open(for: manifest)
      try store.write(record(number))
    }
  }

  static var manifest: RunManifest {
    var manifest = RunManifest(RunSettings(seed: 5), revision: "abc")
    manifest.process = 1
    return manifest
  }

  /// Kills the process from another thread after so many spins: no clock, so the scheduler chooses the moment.
  static func killSoon(after spins: Int) {
    let thread = Thread {
      var state: UInt64 = 1
      for _ in 0..<spins { state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407 }
      // The result is used, so that no optimiser drops the loop.
      if state != 0 { kill(getpid(), SIGKILL) }
    }
    thread.start()
  }

  @Test(
    "Killed at any moment, a writer leaves whole records only, and a next run completes",
    arguments: (0..<12).map { 40_000 << $0 })
  func killed(spins: Int) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "assay-killed-\(ProcessInfo.processInfo.processIdentifier)-\(spins)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, spins = spins as Int] in
      KilledWriterTests.killSoon(after: spins)
      try KilledWriterTests.writeForever(to: path)
    }
    let store = EvidenceStore(directory: folder)
    guard FileManager.default.fileExists(atPath: path) else { return }
    let (records, problems) = try store.readAll()
    #expect(problems.isEmpty, "\(problems)")
    for record in records {
      let number = try #require(Int(record.check.dropFirst("check ".count)))
      #expect(record == Self.record(number))
    }
    // The records came in order, so those that are there are the first ones.
    #expect(Set(records.map(\.check)) == Set((0..<records.count).map { "check \($0)" }))
    try store.open(for: Self.manifest)
    for number in 0...records.count { try store.write(Self.record(number)) }
    #expect(try store.readAll().records.count == records.count + 1)
  }

  @Test("A full disk is one line that names the place; what was kept before stays readable")
  func fullDisk() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "assay-full-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path
    let result = await #expect(
      processExitsWith: .exitCode(7), observing: [\.standardErrorContent]
    ) { [path = path as String] in
      let store = EvidenceStore(directory: URL(filePath: path))
      try store.open(for: KilledWriterTests.manifest)
      try store.write(sampleRecord(check: "small"))
      // No file may grow beyond 4 KiB from here on: a write then fails half-way, as on a full disk.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      do {
        try store.write(KilledWriterTests.record(1))
      } catch let error as RecordError {
        try FileHandle.standardError.write(contentsOf: Data("\(error)\n".utf8))
        exit(7)
      }
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("cannot keep evidence there (File too large)"), "\(said)")
    #expect(said.split(separator: "\n").count(where: { $0.contains("cannot keep evidence") }) == 1)
    let store = EvidenceStore(directory: folder)
    #expect(try store.readAll().records == [sampleRecord(check: "small")])
    let left = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(left.count == 2, "the manifest and one record, no half-written file: \(left)")
  }

  @Test("Two runs writing into one folder: the second is told so, and the first loses nothing")
  func twoRuns() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "assay-two-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = EvidenceStore(directory: folder)
    try store.open(for: RunManifest(RunSettings(seed: 5), revision: "abc"))
    try store.write(sampleRecord())
    let path = folder.path
    let result = await #expect(
      processExitsWith: .exitCode(7), observing: [\.standardErrorContent]
    ) { [path = path as String] in
      do {
        // The same settings: only the process differs.
        try EvidenceStore(directory: URL(filePath: path))
          .open(for: RunManifest(RunSettings(seed: 5), revision: "abc"))
      } catch let error as RecordError {
        try FileHandle.standardError.write(contentsOf: Data("\(error)\n".utf8))
        exit(7)
      }
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("holds the evidence of another run (process "), "\(said)")
    #expect(try store.readAll().records == [sampleRecord()])
  }
}
