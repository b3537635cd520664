// SPDX-License-Identifier: GPL-3.0-or-later

// A claim test imports Assay alone and sees what happens, what is predicted and how a verdict is reached.
@_exported import AssayEvidence
@_exported import AssayNumerics
@_exported import AssaySimulation
@_exported import AssayTheory
