// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript
import Foundation
import Testing

@testable import Assay

@Suite("A test and its claim file")
struct ClaimRunTests {
  @Test("A claim file that is missing is named, with its id")
  func missing() throws {
    let package = try TemporaryPackage()
    let error = #expect(throws: ClaimFileError.self) { try package.open("paper/clam") }
    #expect(error?.description.contains("there is no claim 'paper/clam'") == true)
    #expect(error?.description.contains("'paper/claim'") == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test("A declared expectation that differs from the file's is refused with one line")
  func expectation() throws {
    let package = try TemporaryPackage(expect: "refuted")
    let error = #expect(throws: ClaimMismatch.self) { try package.open() }
    #expect(
      error?.description
        == "Theorems/paper/claim.md: expects the claim to be refuted, but the test declares corroborated; let both say the same"
    )
    _ = try package.open(expecting: .refuted)
  }

  @Test("A suite of another paper is refused")
  func paper() throws {
    let package = try TemporaryPackage()
    let error = #expect(throws: ClaimMismatch.self) { try package.open(paper: "other") }
    #expect(error?.description.contains(".paper(\"other\")") == true)
    _ = try package.open(paper: nil)
  }

  @Test("A verb outside a claim says what is missing")
  func verbWithoutClaim() async throws {
    await #expect(throws: ClaimMismatch.self) {
      try await expectMean(of: Observable("x", in: "none") { _ in 0 }, equals: 0, margin: 1)
    }
  }

  @Test("Two checks of one claim cannot share a name")
  func duplicateCheck() async throws {
    let run = try TemporaryPackage().open()
    let observable = Observable("x", in: "normal") { $0.gaussian() }
    try await ClaimRun.$current.withValue(run) {
      try await expectMean(of: observable, equals: 0, margin: 0.5)
      await #expect(throws: ClaimMismatch.self) {
        try await expectMean(of: observable, equals: 0, margin: 0.5)
      }
    }
    #expect(run.checksSoFar == 1)
  }

  @Test("A test whose cases all ended is marked in the evidence; one with a case that did not is not")
  func ending() throws {
    let package = try TemporaryPackage()
    let evidence = package.root.appending(path: "evidence")
    let run = try package.open(evidence: evidence)
    let store = try #require(run.store)
    let cut = TestEnding()
    cut.begin()
    cut.begin()
    cut.end(of: run, function: "f(x:)", at: package.place)
    try cut.keep()
    #expect(try store.finishedTests().isEmpty)
    cut.end(of: run, function: "f(x:)", at: package.place)
    try cut.keep()
    let source = SourceReference(file: "Tests/SomeTests/Some.swift", line: 12)
    #expect(
      try store.finishedTests() == [FinishedTest(claim: "paper/claim", function: "f(x:)", source: source)])
  }

  @Test("An evidence folder that cannot be written stops the claim before anything is sampled")
  func unwritable() throws {
    let package = try TemporaryPackage()
    let file = package.root.appending(path: "Package.swift")
    #expect(throws: RecordError.self) { try package.open(evidence: file) }
  }
}
