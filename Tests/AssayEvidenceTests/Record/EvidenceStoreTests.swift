// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@testable import AssayEvidence

@Suite("The store of a run's evidence")
struct EvidenceStoreTests {
  @Test("What is written is read back, sorted by key, beside its manifest")
  func roundTrip() throws {
    try ScratchFolder.with { folder in
      let store = EvidenceStore(directory: folder.url.appending(path: "new/evidence"))
      let manifest = RunManifest(RunSettings(seed: 5), revision: "abc")
      try store.open(for: manifest)
      try store.open(for: manifest)
      let records = ["b", "a"].map { sampleRecord(check: $0) }
      for record in records { try store.write(record) }
      let (read, problems) = try store.readAll()
      #expect(read == records.reversed() && problems.isEmpty)
      #expect(try store.manifest() == manifest)
      let files = try FileManager.default.contentsOfDirectory(atPath: store.directory.path)
      #expect(files.count == 3, "no temporary file is left: \(files)")
    }
  }

  @Test("Tests that outlive the run they belong to keep nothing more")
  func owner() throws {
    let ended = Process()
    ended.executableURL = URL(filePath: "/bin/sh")
    ended.arguments = ["-c", "exit 0"]
    try ended.run()
    ended.waitUntilExit()
    try ScratchFolder.with { folder in
      let manifest = RunManifest(RunSettings())
      let own = EvidenceStore(directory: folder.url, owner: ProcessInfo.processInfo.processIdentifier)
      try own.open(for: manifest)
      try own.write(sampleRecord(check: "before"))
      let orphaned = EvidenceStore(directory: folder.url, owner: ended.processIdentifier)
      #expect(throws: RecordError.ownerGone(path: folder.url.path, process: ended.processIdentifier)) {
        try orphaned.open(for: manifest)
      }
      #expect(throws: RecordError.self) { try orphaned.write(sampleRecord(check: "after")) }
      #expect(try own.readAll().records.map(\.check) == ["before"])
    }
  }

  @Test("Marks of tests that ended stand beside the records, are read back sorted, and go with them")
  func finished() throws {
    try ScratchFolder.with { folder in
      let store = EvidenceStore(directory: folder.url)
      try store.open(for: RunManifest(RunSettings()))
      try store.write(sampleRecord())
      let marks = ["b", "a"].map {
        FinishedTest(claim: "p/c", function: $0, source: SourceReference(file: "Tests/T.swift", line: 3))
      }
      for mark in marks + marks { try store.finish(mark) }
      #expect(try store.finishedTests() == marks.reversed())
      #expect(try store.readAll().records.count == 1 && store.readAll().problems.isEmpty)
      let file = folder.url.appendingPathComponent("newer.done")
      try Data(#"{"schema": 2}"#.utf8).write(to: file)
      #expect(throws: RecordError.newerSchema(path: file.path, found: 2, known: 1)) {
        try store.finishedTests()
      }
      try Data().write(to: folder.url.appendingPathComponent(".7-1.tmp"))
      for name in ["swift-test.log", "mine.tmp"] {
        try Data().write(to: folder.url.appendingPathComponent(name))
      }
      try store.removeEvidence()
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == [
          "mine.tmp", "swift-test.log",
        ])
    }
  }

  @Test("File names are safe, readable and as different as the keys")
  func fileNames() throws {
    let keys = [
      ("p/a", "n = 8", "x"), ("p/a", "n = 8,", "x"), ("p/a", "n = 8", "X"), ("p", "a n = 8", "x"),
      ("../../etc", "case", "passwd"), ("ψ", "λ", "∞"), (String(repeating: "long/", count: 99), "", ""),
    ]
    let names = keys.map { RecordKey(claim: $0.0, case: $0.1, check: $0.2).fileName }
    #expect(Set(names.map { $0.lowercased() }).count == keys.count)
    for name in names {
      #expect(name.wholeMatch(of: /([a-z0-9-]{1,80}-)?[0-9a-f]{16}\.json/) != nil, "\(name)")
    }
    // The hash is part of the format: other tools and later versions find the same file.
    #expect(names[0] == "p-a-n-8-x-\(names[0].suffix(21))" && names[5].count == 21)
  }

  @Test("The same check twice with the same result changes nothing; with another it is an error")
  func duplicates() throws {
    try ScratchFolder.with { folder in
      let store = EvidenceStore(directory: folder.url)
      try store.open(for: RunManifest(RunSettings()))
      try store.write(sampleRecord())
      var again = sampleRecord()
      again.seconds = 7
      try store.write(again)
      #expect(try store.readAll().records == [sampleRecord()])
      let error = try #require(
        #expect(throws: RecordError.self) {
          try store.write(sampleRecord(verdict: .corroborated, line: 40))
        })
      #expect(error.description.contains("is made twice, at Tests/A.swift:12 and Tests/A.swift:40"))
    }
  }

  @Test("Two runs in one folder are told apart by what differs")
  func anotherRun() throws {
    try ScratchFolder.with { folder in
      let store = EvidenceStore(directory: folder.url)
      try store.open(for: RunManifest(RunSettings(seed: 1), revision: "a"))
      var later = RunManifest(RunSettings(seed: 2, effort: .thorough), revision: "a")
      later.process += 1
      let error = #expect(throws: RecordError.self) { try store.open(for: later) }
      #expect(error?.description.contains("seed 1, not 2; effort standard, not thorough; process ") == true)
      #expect(error?.description.contains("give an empty directory") == true)
    }
  }

  @Test("A folder that cannot be written is refused at once")
  func unwritable() throws {
    try ScratchFolder.with(files: ["file": "not a folder"]) { folder in
      for place in ["file", "file/below"] {
        let store = EvidenceStore(directory: folder.url.appending(path: place))
        let error = #expect(throws: RecordError.self) { try store.open(for: RunManifest(RunSettings())) }
        guard case .unwritable = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(error?.description.split(whereSeparator: { $0.isNewline }).count == 1)
      }
      let gone = EvidenceStore(directory: folder.url.appending(path: "gone"))
      let error = #expect(throws: RecordError.self) { try gone.write(sampleRecord()) }
      #expect(error?.description.contains("No such file or directory") == true)
    }
  }

  @Test("Unreadable and newer files are reported one by one, and the rest is read")
  func problems() throws {
    try ScratchFolder.with(files: [
      "broken.json": "{", "newer.json": "{\"schema\": 9}", "other.json": "[]", ".hidden.json": "{",
      "notes.txt": "not a record",
    ]) { folder in
      let store = EvidenceStore(directory: folder.url)
      try store.write(sampleRecord())
      let (records, problems) = try store.readAll()
      #expect(records == [sampleRecord()])
      let names = problems.map { $0.description.prefix { $0 != ":" }.split(separator: "/").last ?? "" }
      #expect(names == ["broken.json", "newer.json", "other.json"])
      #expect(problems[1].description.contains("schema 9, this one reads up to 1"))
      #expect(try store.manifest() == nil)
    }
  }

  @Test("A folder that is not there cannot be read")
  func missing() throws {
    let store = EvidenceStore(directory: URL(filePath: "/nonexistent/evidence"))
    #expect(throws: RecordError.self) { try store.readAll() }
  }

  @Test("Of many writers of one file exactly one creates it, and no reader ever sees half")
  func race() async throws {
    let data = Data(String(repeating: "0123456789", count: 10_000).utf8)
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "assay-race-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    for round in 0..<20 {
      let file = scratch.appending(path: "\(round).json")
      let created = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          group.addTask {
            let mine = try DurableFile.create(file, with: data)
            #expect(try Data(contentsOf: file) == data)
            return mine
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(created == 1)
    }
  }
}
