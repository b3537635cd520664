// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Decodes a JSON fixture by its path under `Fixtures/`, for instance "numerics/philox.json".
///
/// Written so that a test can say `@Test(arguments: try fixture("numerics/graded.json", as: Graded.self).cases)`.
public func fixture<Contents: Decodable>(_ path: String, as type: Contents.Type) throws -> Contents {
  let file = packageRoot.appending(path: "Fixtures").appending(path: path)
  return try JSONDecoder().decode(type, from: Data(contentsOf: file))
}
