// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import AssayTestSupport
import Foundation
import Testing

/// A small paper below `Fixtures/latex`, with what a reader of its sources says that must be found in it.
struct LaTeXFixture: CustomTestStringConvertible, Sendable {
  let name: String
  let expected: Expectation

  var testDescription: String { name }

  /// What `expected.json` holds. A key that is absent is not looked at, save for `notes`.
  struct Expectation: Decodable, Sendable {
    let about: String
    let statements: [Statement]?
    let notes: [Note]?
    let files: [String]?
    let error: String?
    let since: Since?
  }

  /// One statement; places read `file:line:column`.
  struct Statement: Decodable, Sendable {
    let kind: String
    let environment: String
    let labels: [String]
    let title: String?
    let hasTitle: Bool
    let number: String?
    let isNumbered: Bool
    let name: String?
    let body: String?
    let at: String
    let to: String?
    let bodyAt: String?
    let occurrences: [String]?
    let proofs: [String]?
    let definitions: [String]?

    private enum Key: String, CodingKey {
      case kind, environment, labels, title, number, isNumbered, name, body, at, to, bodyAt, occurrences,
        proofs
      case definitions
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      kind = try values.decode(String.self, forKey: .kind)
      environment = try values.decode(String.self, forKey: .environment)
      labels = try values.decode([String].self, forKey: .labels)
      title = try values.decodeIfPresent(String.self, forKey: .title)
      hasTitle = values.contains(.title)
      number = try values.decodeIfPresent(String.self, forKey: .number)
      isNumbered = try values.decodeIfPresent(Bool.self, forKey: .isNumbered) ?? true
      name = try values.decodeIfPresent(String.self, forKey: .name)
      body = try values.decodeIfPresent(String.self, forKey: .body)
      at = try values.decode(String.self, forKey: .at)
      to = try values.decodeIfPresent(String.self, forKey: .to)
      bodyAt = try values.decodeIfPresent(String.self, forKey: .bodyAt)
      occurrences = try values.decodeIfPresent([String].self, forKey: .occurrences)
      proofs = try values.decodeIfPresent([String].self, forKey: .proofs)
      definitions = try values.decodeIfPresent([String].self, forKey: .definitions)
    }
  }

  struct Note: Decodable, Sendable {
    let rule: String
    let at: String
    let message: String?
    let related: [String]?
  }

  /// What changed since another version of the paper in the same folder.
  struct Since: Decodable, Sendable {
    let before: String
    let changes: [Change]
  }

  struct Change: Decodable, Sendable {
    let event: String
    let label: String
    let to: String?
    let `is`: String?
    let removed: String?
    let added: String?
  }

  /// Every fixture, by name.
  static let all: [LaTeXFixture] = {
    let folder = packageRoot.appending(path: "Fixtures/latex")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().compactMap { name in
      let file = folder.appending(path: name).appending(path: "expected.json")
      guard let data = try? Data(contentsOf: file),
        let expected = try? JSONDecoder().decode(Expectation.self, from: data)
      else { return nil }
      return LaTeXFixture(name: name, expected: expected)
    }
  }()

  /// The files of the fixture.
  var files: DiskFiles {
    DiskFiles(directory: packageRoot.appending(path: "Fixtures/latex/\(name)").path)
  }
}

extension SourcePosition {
  /// `file:line:column`.
  var full: String { "\(file):\(line):\(column)" }
}
