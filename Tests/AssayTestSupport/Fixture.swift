// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Decodes a file of the folder `Fixtures`, named by its path in there.
public func fixture<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) throws -> Value {
  let file = packageRoot.appending(components: "Fixtures").appending(path: path)
  return try JSONDecoder().decode(type, from: Data(contentsOf: file))
}
