// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The folder of the package that these tests belong to.
public let packageRoot = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
