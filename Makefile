# SPDX-License-Identifier: GPL-3.0-or-later

.DEFAULT_GOAL := help
.PHONY: help verify gate test format calibrate soak mutate

help: ## Says what can be made.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

verify: ## Sets up what is missing, decides the claims and prints their verdicts; ARGS="--filter …" are passed on.
	@.ci/prepare
	@swift run assay verify $(ARGS)

gate: ## Sets both papers beside their claims and the evidence of the last `make verify`; ARGS="--since HEAD" are passed on.
	@swift run --quiet assay gate --strict $(ARGS) \
	  Fixtures/papers/jacobian-spectra/main.tex Fixtures/papers/softmax-codes/main.tex

test: ## Sets up what is missing and runs all tests.
	@.ci/prepare
	@swift test

format: ## Formats every Swift file in place.
	@swift format -i -r Package.swift Sources Tests

calibrate: ## Measures the machinery's own false alarms and power on 10 000 replicates, and prints the tables (minutes).
	@.ci/prepare
	@mkdir -p .assay
	@ASSAY_EFFORT=thorough swift test --filter 'FalseAlarmTests|PowerTests' >.assay/calibration.log 2>&1; status=$$?; \
	  grep -E '^(\||##|✘|↳ [^TL]|error:)' .assay/calibration.log | sed 's/^##/\n##/'; exit $$status

soak: ## Decides the claims under N further fresh seeds (default 10); ARGS="--effort standard" are passed on.
	@.ci/soak $(or $(N),10) $(ARGS)

mutate: ## Plants bugs one at a time in a copy of the sources and prints those that nothing sees (hours); resumes.
	@.ci/mutate/mutate $(ARGS)
