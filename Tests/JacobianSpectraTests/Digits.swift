// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The handwritten digits of `Fixtures/digits`: real inputs for real networks.
enum Digits {
  /// One image: its 64 grey values divided by 16, row by row, and the digit that it shows.
  struct Image: Sendable {
    let pixels: [Double]
    let digit: Int
  }

  /// All images of the fixture, in its order.
  static func load() throws -> [Image] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let file = root.appending(path: "Fixtures/digits/digits.csv")
    return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).enumerated().map {
      row, line in
      let numbers = line.split(separator: ",").compactMap { Int($0) }
      guard numbers.count == 65 else {
        throw DigitsError(
          description: "Fixtures/digits/digits.csv:\(row + 1): has \(numbers.count) numbers, not 65")
      }
      return Image(pixels: numbers.dropLast().map { Double($0) / 16 }, digit: numbers[64])
    }
  }
}

/// A line of the fixture that is not an image.
struct DigitsError: Error, CustomStringConvertible {
  let description: String
}
