# SPDX-License-Identifier: GPL-3.0-or-later

.DEFAULT_GOAL := help
.PHONY: help verify test format

help: ## Says what can be made.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

verify: ## Sets up what is missing, decides the claims and prints their verdicts; ARGS="--filter …" are passed on.
	@.ci/prepare
	@swift run assay verify $(ARGS)

test: ## Sets up what is missing and runs all tests.
	@.ci/prepare
	@swift test

format: ## Formats every Swift file in place.
	@swift format -i -r Package.swift Sources Tests
