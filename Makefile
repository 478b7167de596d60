# run       build everything, load the demonstration round, serve on one address, print the accounts
# test      everything: rules, stories on both databases, contract, pages
# bench     two figures as ratios to raw PostgreSQL in the same run
# openapi   write openapi.yaml from the mounted router and the client from openapi.yaml
# lint      formatting, lints, dependencies, contract
SHELL := /bin/bash
.PHONY: run test bench openapi lint frontend tools test-rust test-frontend test-contract test-e2e

run: frontend
	cargo build --release -p yichuang-server
	./target/release/yichuang serve --demo

frontend: frontend/node_modules
	cd frontend && npm run build

frontend/node_modules: frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund
	touch frontend/node_modules

test:
	scripts/test.sh

bench:
	scripts/bench.sh

openapi:
	cargo run -q -p yichuang-server -- openapi > openapi.yaml.new
	mv openapi.yaml.new openapi.yaml
	cd frontend && npm run gen

lint:
	scripts/lint.sh
