# run       build everything, load the demonstration round, serve on one address, print the accounts
# pdf       the program that sets documents as PDF; nothing else waits for it
# test      everything: rules, stories on both databases, contract, command line, lints, pages, and then e2e
# e2e       the pages in a browser and the contract against a running server
# bench     figures as ratios to raw PostgreSQL in the same run, thousands of payments and reviews at once, every list at two
#           sizes of the database, reports over a million postings
# openapi   write openapi.yaml from the mounted router and the client from openapi.yaml
# baseline  take openapi.yaml as the contract of this release, which later ones must not break
# lint      formatting, lints, dependencies, contract
SHELL := /bin/bash
.PHONY: run pdf test e2e bench openapi baseline lint frontend

run: frontend
	cargo build --release -p yichuang-server
	./target/release/yichuang serve --demo

pdf:
	scripts/pdf.sh

frontend: frontend/node_modules
	cd frontend && npm run build

frontend/node_modules: frontend/package-lock.json
	scripts/npm.sh
	touch frontend/node_modules

test:
	scripts/test.sh

e2e:
	scripts/e2e.sh

bench:
	scripts/bench.sh

openapi:
	cargo run -q -p yichuang-server -- openapi > openapi.yaml.new
	mv openapi.yaml.new openapi.yaml
	cd frontend && npm run gen

baseline:
	cd frontend && npx redocly bundle ../openapi.yaml --ext json --output ../tests/data/openapi-baseline.json

lint:
	scripts/lint.sh
