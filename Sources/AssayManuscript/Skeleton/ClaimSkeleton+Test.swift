// SPDX-License-Identifier: GPL-3.0-or-later

extension ClaimSkeleton {
  /// The claim's test: it compiles, runs, and comes out undecided, for its rival is the prediction itself or next to it.
  public var test: String {
    """
    // \(title.replacing("*/", with: "* /"))
    //
    // Theorems/\(pagePath) says what is claimed. This test decides it once the three parts
    // below are filled in; until then a stand-in is simulated, and the verdict is undecided. Run it with
    //   swift run assay verify --filter '^\(id)$'

    import Assay
    import Testing

    \(Self.attribute("Suite", title: title, trait: ".paper(\"\(place.paper)\")", indent: ""))
    struct \(typeName) {
    \(Self.attribute("Test", title: title, trait: ".claim(\"\(id)\")", indent: "  "))
      func decide() async throws {
    \(SkeletonBody.of(verb))
      }
    }

    """
  }

  /// An attribute on as few lines as its length asks for, broken as `swift format` breaks it.
  private static func attribute(_ name: String, title: String, trait: String, indent: String) -> String {
    let title = "\"\(literal(title))\""
    let forms = [
      "\(indent)@\(name)(\(title), \(trait))",
      "\(indent)@\(name)(\n\(indent)  \(title), \(trait))",
      "\(indent)@\(name)(\n\(indent)  \(title),\n\(indent)  \(trait))",
    ]
    return forms.first { $0.split(separator: "\n").allSatisfy { $0.count <= 110 } } ?? forms[2]
  }

  /// Text inside a Swift string literal.
  private static func literal(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}

/// What the test function of each shape holds, four blanks deep.
private enum SkeletonBody {
  static func of(_ verb: ClaimVerb) -> String {
    switch verb {
    case .mean: mean
    case .probability: probability
    case .law: law
    case .converges: converges
    case .trend: trend
    case .identity: identity
    case .bound: bound
    case .diverges: diverges
    }
  }

  static let mean = """
        // 1. What happens: one trial, drawn from the stream and from nothing else. Here, a standard
        // Gaussian.
        let quantity = Observable<Double>("fill in what is measured", in: "n = 1") { stream in stream.gaussian() }
        // 2. What is predicted of its mean: a number from a formula that the simulation does not use.
        let prediction = 0.0
        // 3. What somebody would predict by mistake. The margin is a third of the distance to the nearest
        // rival; this one is so near that no evidence can tell them apart.
        try await expectMean(
          of: quantity, equals: prediction,
          rivals: [(name: "fill in a plausible mistake", value: prediction + 1e-9)])
    """

  static let probability = """
        // 1. What happens: one trial, drawn from the stream and from nothing else. Here, a fair coin.
        let event = Observable<Bool>("fill in what happens", in: "n = 1") { stream in stream.bernoulli(0.5) }
        // 2. Its predicted probability; there are also atLeast: and atMost:.
        let prediction = 0.5
        // 3. What somebody would predict by mistake. The margin is a third of the distance to the nearest
        // rival; this one is so near that no evidence can tell them apart.
        try await expectProbability(
          of: event, equals: prediction,
          rivals: [(name: "fill in a plausible mistake", value: prediction + 1e-9)])
    """

  static let law = """
        // 1. What happens: one trial, drawn from the stream and from nothing else. Here, a uniform number.
        let quantity = Observable<Double>("fill in what is measured", in: "n = 1") { stream in stream.uniform() }
        // 2. Its predicted distribution function.
        let prediction: @Sendable (Double) -> Double = { x in min(max(x, 0), 1) }
        // 3. The law that somebody would predict by mistake. The margin is a third of the distance to the
        // nearest rival; this one is so near that no evidence can tell them apart.
        let rival: @Sendable (Double) -> Double = { x in min(max(x - 1e-9, 0), 1) }
        try await expectLaw(
          of: quantity, is: prediction, rivals: [(name: "fill in a plausible mistake", cdf: rival)])
    """

  static let converges = """
        // 1. What happens: an error y at each size x, x increasing. Here, slopes of 1 and of 2.
        let points: [(x: Double, y: Double)] = [(1, 1), (2, 2), (4, 8)]
        // 2. The predicted power of x; for a random sequence there is expectConverges(of:rates:).
        let exponent = 1.0
        // 3. The powers that somebody would predict by mistake.
        try expectConverges(
          "fill in what converges", in: "n = 1", points: points, exponent: exponent,
          rivals: [(name: "fill in a plausible mistake", value: exponent + 1)])
    """

  static let trend = """
        // 1. What happens: the quantity at each value of the parameter, all on one stream, so that
        // neighbours are compared in pairs. Here, noise that does not depend on the parameter.
        let quantity = Observable<[Double]>("fill in what is measured", in: "n = 1") { stream in
          [stream.gaussian(), stream.gaussian()]
        }
        // 2. The parameter's values, and the claim: .increasing, .decreasing or .constant(within:).
        // 3. The rival comes with the claim: a constant for a rise or a fall. The noise is a constant, so
        // that nothing is decided here.
        try await expectTrend(of: quantity, along: ["x = 1", "x = 2"], is: .increasing)
    """

  static let identity = """
        // 1. What happens: an input drawn from the stream, and how far the identity is from holding on it,
        // in units of the problem's own rounding error. Here, a number less itself.
        // 3. How far the identities that somebody would write down by mistake are from holding on it. This
        // one holds just as well, so that no input can tell them apart.
        let residuals = Observable<Residuals>("fill in what is equal", in: "n = 1") { stream in
          let x = stream.gaussian()
          return Residuals(
            of: x - x, rivals: [(name: "fill in a plausible mistake", value: x - x)], input: "x = \\(x)")
        }
        // 2. How many inputs, and the largest residual that rounding explains.
        try await expectIdentity(residuals, inputs: 100, limit: 1)
    """

  static let bound = """
        // 1. What it ranges over, and the two sides. Here, the norm of a matrix is at most itself.
        let bound = Bound(
          "fill in ‖A‖ ≤ ‖A‖", over: InputSpace(.square("A", 2)), left: { $0["A"].frobeniusNorm },
          right: { $0["A"].frobeniusNorm })
        // 2. The claim is that left ≤ right for every input; hypotheses go in where:. The inequality is
        // attacked.
        // 3. The tighter or different bound that somebody would claim by mistake; the attack must break it.
        // This one is the bound itself, so that no attack can.
        let rival = bound.rival("fill in a plausible mistake", right: { $0["A"].frobeniusNorm })
        try await expectBound(bound, in: "n = 2", rivals: [rival])
    """

  static let diverges = """
        // 1. What happens: the quantity at one depth less that at another, on one draw. Here, noise around
        // nothing.
        let difference = Observable<Double>("fill in what does not settle", in: "n = 1") { stream in
          stream.gaussian()
        }
        // 2. The predicted swing between the two depths.
        let swing = 1e-9
        // 3. The swing of a sequence that converges; here so near that no evidence can tell them apart.
        try await expectDiverges(
          of: difference, swing: swing, rivals: [(name: "a sequence that converges", value: 0)])
    """
}
