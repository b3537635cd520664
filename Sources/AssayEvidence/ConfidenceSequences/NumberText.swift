// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A number as a reader wants it in a sentence: six significant digits, "∞" for infinity.
func sixDigits(_ value: Double) -> String {
  switch value {
  case .infinity: "∞"
  case -.infinity: "−∞"
  default: String(format: "%.6g", value)
  }
}
