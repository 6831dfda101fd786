#!/usr/bin/env bash
# Installs what the build needs and is missing: Debian packages (apt, as root or through sudo) and the OpenVINO runtime
# from its PyPI wheel into .deps/ (its sha256 checked). Says what it does; does nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(g++ make cmake ninja-build pkg-config unzip python3 python3-pip python3-yaml
  libicu-dev libssl-dev libsqlite3-dev nlohmann-json3-dev libyaml-cpp-dev libcli11-dev doctest-dev
  zlib1g-dev libzstd-dev libbrotli-dev libarchive-dev libxml2-dev libgmime-3.0-dev libpoppler-cpp-dev
  libcurl4-openssl-dev libboost1.81-dev libgumbo-dev libuchardet-dev libcld2-dev libsentencepiece-dev)

missing=()
for p in "${packages[@]}"; do
  dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null | grep -qx installed || missing+=("$p")
done
if ((${#missing[@]})); then
  echo "installing: ${missing[*]}" >&2
  sudo=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "not root and no sudo: install these packages yourself: ${missing[*]}" >&2; exit 1; }
    sudo=sudo
  fi
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

version=2026.4.1
sha256=2d22b1da03f7caf74df30e9f6417d0ab2f637e4a38e08e1dcd294d2c37407aaf
if [ ! -e ".deps/openvino/$version.ok" ]; then
  echo "fetching OpenVINO $version" >&2
  mkdir -p .deps/wheels
  python3 -m pip download "openvino==$version" --no-deps --only-binary=:all: --python-version 3.11 \
    --implementation cp --platform manylinux_2_28_x86_64 -d .deps/wheels -q --disable-pip-version-check
  wheel=$(echo .deps/wheels/openvino-"$version"-*.whl)
  echo "$sha256  $wheel" | sha256sum -c --quiet || { echo "$wheel is not the file we know: delete it and try again" >&2; exit 1; }
  rm -rf .deps/openvino && mkdir -p .deps/openvino
  unzip -q -o "$wheel" -d .deps/openvino
  touch ".deps/openvino/$version.ok"
fi
