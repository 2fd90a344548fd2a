# Two commands: `make run` shows Hikaya with a fictional programme, `make test` runs every test.
# What is compiled or installed lies outside the checkout: .ci/env.sh says where.

SHELL := bash
WITH := .ci/with
.PHONY: help run serve build browser tools test test-tools check fmt
.NOTPARALLEL:

help: ## What can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: build ## Hikaya with a fictional programme, in data-demo
	@.ci/demo.sh data-demo
	@exec $(WITH) bash -c 'exec "$$HIKAYA_BIN" serve --data data-demo --listen 127.0.0.1:3000'

serve: build ## Hikaya for real use, in data
	@exec $(WITH) bash -c 'exec "$$HIKAYA_BIN" serve --data data --listen 127.0.0.1:3000'

build: tools ## The server and the browser's code
	@$(WITH) cargo build -p server
	@.ci/browser.sh

browser: tools ## The browser's code alone, and the folder of files around it
	@.ci/browser.sh

tools: ## What building needs, installed where it is missing
	@.ci/tools.sh

test-tools: ## What the tests need, too
	@.ci/tools.sh --tests

test: ## Everything: formatting, lints, tests on both engines, end to end
	@.ci/test.sh

check: tools ## Formatting and lints
	@.ci/check.sh

fmt: ## Formats the code
	@$(WITH) cargo fmt --all

