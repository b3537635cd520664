// SPDX-License-Identifier: GPL-3.0-or-later

/// A table for a terminal: columns aligned by display width, two blanks between, no trailing blanks.
struct TextTable {
  enum Alignment { case left, right }

  struct Column {
    let title: String
    let alignment: Alignment
    /// Longer cells are cut; nil never cuts.
    var maximumWidth: Int?
  }

  struct Cell {
    var text: String
    var tone: Tone = .plain

    init(_ text: String, _ tone: Tone = .plain) {
      self.text = text
      self.tone = tone
    }
  }

  private enum Line {
    case cells([Cell])
    case heading(String)
  }

  private let columns: [Column]
  private var lines: [Line] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; it has one cell a column.
  mutating func row(_ cells: [Cell]) {
    precondition(cells.count == columns.count, "a row needs a cell for each of the \(columns.count) columns")
    lines.append(
      .cells(
        zip(columns, cells).map { column, cell in
          Cell(column.maximumWidth.map(cell.text.truncated) ?? cell.text, cell.tone)
        }))
  }

  /// Adds a line across all columns.
  mutating func heading(_ text: String) { lines.append(.heading(text)) }

  /// Returns the lines of the table, the columns' titles first.
  func rendered(_ ink: Ink) -> [String] {
    let widths = columns.indices.map { index in
      lines.reduce(columns[index].title.displayWidth) { width, line in
        if case .cells(let cells) = line { max(width, cells[index].text.displayWidth) } else { width }
      }
    }
    func row(_ cells: [Cell]) -> String {
      var text = ""
      var pendingBlanks = ""
      for (index, cell) in cells.enumerated() {
        let padding = String(repeating: " ", count: widths[index] - cell.text.displayWidth)
        let isRight = columns[index].alignment == .right
        if isRight { pendingBlanks += padding }
        if !cell.text.isEmpty {
          text += pendingBlanks + ink(cell.text, cell.tone)
          pendingBlanks = ""
        }
        pendingBlanks += (isRight ? "" : padding) + "  "
      }
      return text
    }
    return [row(columns.map { Cell($0.title, .faint) })]
      + lines.map { line in
        switch line {
        case .cells(let cells): row(cells)
        case .heading(let text): ink(text, .strong)
        }
      }
  }
}
