// SPDX-License-Identifier: GPL-3.0-or-later

/// The program's version, as the files that it writes name it.
enum Version {
  static let current = "0.1.0"
}
