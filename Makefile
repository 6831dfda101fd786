# Names for what CMake and the scripts do. Nothing clever here.
PREFIX ?= /usr/local
BUILD  ?= build
STORE  ?= $(BUILD)/demo.db

.PHONY: demo test test-long fuzz bench build deps install asan clean

demo: build
	@tools/demo.sh $(BUILD) $(STORE)

build: deps
	@tools/build.sh release $(BUILD)

deps:
	@tools/deps.sh

test: build
	@tools/test.sh $(BUILD)

test-long: build asan
	@tools/test.sh $(BUILD) long

# AddressSanitizer and UndefinedBehaviorSanitizer: the same tests in build-asan.
asan: deps
	@tools/build.sh asan build-asan
	@tools/test.sh build-asan asan

# libFuzzer on the readers of foreign bytes, ten minutes a target.
fuzz: deps
	@tests/fuzz/run.sh 600

bench: build
	@bench/run.sh $(BUILD)

install: build
	@cmake --install $(BUILD) --prefix "$(PREFIX)"

clean:
	rm -rf build build-asan
