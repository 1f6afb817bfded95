# anycast-mec: every task of the house. `make` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# What is looked at to know whether the build is fresh.
sources := $(shell find lib -name '*.ts') package.json tsconfig.json tsconfig.build.json
lab_sources := $(shell find lab/src -name '*.ts') lab/package.json lab/tsconfig.build.json
agent_sources := $(shell find agent/src lib/contract lib/clients -type f) agent/package.json agent/bundle.mjs
cli := node build/cli/main.js

.PHONY: help setup packages pack demo test test-quick lint typecheck fresh generate bench docs components clean test-nodes bench-agent rooms mutants

help: ## list these targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-18s %s\n' "$$name" "$$text"; done

setup: .cache/npm-ci packages agent/build/agent.js build/cli/main.js lab/build/index.js ## install what is needed and build

packages:
	@scripts/debian-packages

# The stamp holds the time of the last `npm ci`; a new package-lock.json makes it old.
.cache/npm-ci: package-lock.json
	npm ci --no-audit --loglevel=error
	@mkdir -p $(@D) && touch $@

agent/build/agent.js: .cache/npm-ci $(agent_sources)
	node agent/bundle.mjs
	@touch $@

build/cli/main.js: .cache/npm-ci $(sources)
	rm -rf build
	npx tsc -p tsconfig.build.json
	@touch $@

# Not emptied first: a lab that runs has its programs there.
lab/build/index.js: build/cli/main.js $(lab_sources)
	npx tsc -p lab/tsconfig.build.json
	@touch $@

demo: setup ## the thesis' testbed: its whole configuration, accepted by the real daemons; then the fleet runs, a drain and a withdraw measured
	$(cli) secrets --create examples/thesis-testbed
	$(cli) synth examples/thesis-testbed --out dist
	npx tsx scripts/accepted.ts dist
	$(cli) lab experiment drain withdraw --fleet examples/thesis-testbed --trials 3 --out lab-results

test: setup components lint typecheck fresh ## everything that must hold before a change lands
	node scripts/jest.mjs

test-quick: .cache/npm-ci ## the tests that need no root, no other programs and no long waits: the first green run of a newcomer
	node scripts/jest.mjs --quick

lint: .cache/npm-ci ## style, types, formatting, import rules
	npx eslint .
	npx prettier --check .
	npx depcruise --config .dependency-cruiser.cjs $(wildcard lib agent/src lab/src stacks examples bench)

typecheck: .cache/npm-ci
	npx tsc -p tsconfig.json

fresh: build/cli/main.js agent/build/agent.js
	@scripts/generated check

generate: build/cli/main.js agent/build/agent.js ## rewrite the schemas and the pages of the rules from the code and the tests
	@scripts/generated write

bench: setup ## time and memory of commands, synth and import, with their spread, each goal beside its measure
	npx tsx bench/commands.ts
	npx tsx bench/synth.ts
	npx tsx bench/import.ts
	npx tsx bench/pulumi.ts

bench-agent: setup ## what the agent costs at 1,000 targets, and how fast it sees each kind of failure
	npx tsx bench/agent/load.ts 60 1000 tcp
	npx tsx bench/agent/load.ts 600 1000 tcp
	npx tsx bench/agent/latency.ts 200 fast

pack: setup ## the packages as files, to install in a project of your own: packed/*.tgz
	@mkdir -p packed
	npm pack --workspaces --include-workspace-root --pack-destination packed --loglevel=error

docs: .cache/npm-ci ## the API reference, into docs/reference
	npx typedoc

test-nodes: setup ## the test suite on Node 22 and 24
	@scripts/test-nodes 22 24

components: .cache/npm-ci ## build the programs of the lab that are not there yet, into the user's cache folder
	npx tsx lab/src/components/main.ts

test-lab: setup components ## more of the lab on a quiet machine: every fault of routers, and a measurement
	CI=true node scripts/jest.mjs --runInBand --testPathPatterns='\.lab\.test\.'

test-oracle: setup ## random small fleets with real daemons, held against the prediction after every single loss; options by O="--fleets 5 --seed 7"
	npx tsx test/oracle/main.ts $(O)

mutants: .cache/npm-ci agent/build/agent.js ## small changes of the code that decides, and how many the quick tests see; options by O="--room lib/fleet/routing --all"
	npx tsx test/mutants/main.ts $(O)

test-engine: setup components ## Pulumi's real engine against a real API server; builds the engine first, which takes long
	npx tsx lab/src/components/main.ts pulumi pulumi-language-nodejs
	CI=true node scripts/jest.mjs --runInBand --testPathPatterns='\.engine\.test\.'

rooms: .cache/npm-ci ## draw who imports whom, floor by floor, into docs/pictures/rooms-*.svg
	npx tsx scripts/rooms-picture.ts

clean: ## remove everything that was made here
	rm -rf build agent/build lab/build lab-results dist packed examples/*/dist docs/reference coverage .cache node_modules
