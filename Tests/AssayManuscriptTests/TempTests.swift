import AssayTestSupport
import Foundation
import Testing
@testable import AssayManuscript
@Suite struct TempTests {
  @Test func temp() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: "/tmp/w-gate-show.tex")))
    let m = try Manuscript(reading: "main.tex", from: MemoryFiles(["main.tex": bytes]))
    for s in m.statements {
      print("LABELS", s.labels); print("BODY", s.body.debugDescription)
      for d in s.definitions { print("DEF", d.name, d.text.debugDescription) }
      let a = AcceptedStatement(s)
      print("BLOCK", a.block.debugDescription)
      let r = AcceptedStatement(block: a.block)
      print("READ", r.definitions.map(\.text), r.text.debugDescription)
    }
    for n in m.notes { print("NOTE", n.rule, n.message) }
  }
}
