// SPDX-License-Identifier: GPL-3.0-or-later

/// Where environments begin and end.
extension ManuscriptScanner {
  mutating func begin(at start: Int, _ cursor: inout LaTeXCursor) {
    guard let group = cursor.group() else { return }
    let name = cursor.text(group)
    switch environments.meaning(name) ?? guess(name, at: start) {
    case .theorem(let environment):
      let head = StatementHead.read(environment.head, &cursor)
      openStatement(environment, head, name: name, at: start, bodyStart: cursor.position)
    case .restatable(let isStarred):
      beginRestatable(isStarred: isStarred, name: name, at: start, &cursor)
    case .proof:
      setBoundary(start)
      let head = cursor.option()
      let named = head.map { StatementReferences.labels(in: cursor.text($0)) } ?? []
      openProofs.append(
        ProofDraft(range: start..<start + 1, labels: named, previous: lastPrinted))
      push(name, .proof)
    case .ownCounter: push(name, .ownCounter)
    case nil: push(name, .plain)
    }
  }

  /// Takes an undeclared environment of a usual name for what its name says, and says so once.
  private mutating func guess(_ name: String, at start: Int) -> EnvironmentMeaning? {
    guard let printed = ConventionalNames.printed(name) else { return nil }
    if guessed.insert(name).inserted {
      note("environment \(name) is declared in no file at hand; taken as \(printed)", at: start)
    }
    return .theorem(
      TheoremEnvironment(name: name, printedName: printed, isNumbered: !name.hasSuffix("*")))
  }

  private mutating func beginRestatable(
    isStarred: Bool, name: String, at start: Int, _ cursor: inout LaTeXCursor
  ) {
    var head = cursor.option().map { StatementHead(option: cursor.text($0)) } ?? StatementHead()
    guard let inner = cursor.group(), let command = cursor.group() else {
      note("\\begin{\(name)} lacks its environment or its command; its statement is not read", at: start)
      push(name, .plain)
      return
    }
    head.restateCommand = (cursor.text(command), isStarred)
    let innerName = cursor.text(inner)
    var environment = environments.theorem(innerName)
    if environment == nil, case .theorem(let guessed) = guess(innerName, at: start) { environment = guessed }
    if environment == nil {
      note("restatable \(innerName) is declared in no file at hand; taken as a theorem", at: start)
    }
    openStatement(
      environment ?? TheoremEnvironment(name: innerName, printedName: innerName), head, name: name, at: start,
      bodyStart: cursor.position)
  }

  /// Opens a statement whose environment is called `name` in the source.
  mutating func openStatement(
    _ environment: TheoremEnvironment, _ head: StatementHead, name: String, at start: Int, bodyStart: Int
  ) {
    setBoundary(start)
    if openStatements.count >= Self.deepestStatement { finish(0, bodyEnd: nil, end: start) }
    if let outer = openStatements.indices.last { readOwnText(of: outer, upTo: start) }
    var draft = StatementDraft(
      environment: environment.name, printedName: environment.printedName,
      isNumbered: environment.isNumbered, title: head.title, range: start..<bodyStart,
      body: bodyStart..<bodyStart)
    draft.labels = head.labels.map { ($0, start) }
    labels += draft.labels
    draft.restateCommand = head.restateCommand?.name.replacingOccurrences(of: "\\", with: "")
    draft.isAtHomeLater = head.restateCommand?.isStarred ?? false
    draft.storedName = head.storedName
    openStatements.append(OpenStatement(draft: draft, level: open.count, unread: bodyStart))
    push(name, .statement)
  }

  mutating func end(at start: Int, _ cursor: inout LaTeXCursor) {
    guard let group = cursor.group() else { return }
    let name = cursor.text(group)
    if name == "document" { setBoundary(start) }
    end(name, at: start, end: cursor.position)
  }

  /// Ends the innermost open environment of a name, and with it all that was left open inside.
  mutating func end(_ name: String, at start: Int, end: Int) {
    guard let number = names[name], openCount[number] > 0 else {
      if case .theorem = environments.meaning(name) {
        note("\\end{\(name)} without \\begin{\(name)}", at: start)
      }
      return
    }
    while let last = open.last {
      let isTheOne = last.name == number
      switch last.role {
      case .statement:
        finish(openStatements.count - 1, bodyEnd: isTheOne ? start : nil, end: isTheOne ? end : start)
      case .ownCounter, .proof:
        pop()
        if let inside = openStatements.indices.last { openStatements[inside].ownCounters -= 1 }
        if last.role == .proof, var proof = openProofs.popLast() {
          proof.range = proof.range.lowerBound..<end
          proofs.append(proof)
        }
      case .plain: pop()
      }
      if isTheOne { return }
    }
  }

  private mutating func push(_ name: String, _ role: OpenEnvironment.Role) {
    let number: Int
    if let known = names[name] {
      number = known
    } else {
      number = spelling.count
      names[name] = number
      spelling.append(name)
      openCount.append(0)
    }
    openCount[number] += 1
    open.append(OpenEnvironment(name: number, role: role))
    if role == .ownCounter || role == .proof, let inside = openStatements.indices.last {
      openStatements[inside].ownCounters += 1
    }
  }

  mutating func pop() {
    if let last = open.popLast() { openCount[last.name] -= 1 }
  }

  /// Remembers where the innermost statement must have ended, should its `\end` never come.
  mutating func setBoundary(_ start: Int) {
    guard let index = openStatements.indices.last, openStatements[index].boundary == nil else { return }
    // A macro that begins two environments begins the second one before the first one's body.
    openStatements[index].boundary = max(start, openStatements[index].draft.body.lowerBound)
  }
}
