#!/usr/bin/env bash
# Installs the graders that reason4j is compared with, outside the repository, under $PEERS (default: ../peers-verify
# beside the checkout): Math-Verify from PyPI, the others from their public repositories at a fixed commit.
# Set GIT_HOST to clone from a mirror.
set -e
here="$(cd "$(dirname "$0")" && pwd)"
work="${PEERS:-$here/../../../../peers-verify}"
mkdir -p "$work" && cd "$work"
[ -d venv ] || python3 -m venv venv
venv/bin/pip install -q math-verify==0.9.0 latex2sympy2_extended==1.11.0 sympy==1.14.0 antlr4-python3-runtime==4.13.2 pylatexenc==2.11
get() { # folder, repository, commit
  [ -d "$1" ] || git clone -q "${GIT_HOST:-https://github.com}/$2" "$1"
  git -C "$1" checkout -q "$3"
}
get verl volcengine/verl b178a3cd56f58b2d502255daba591e92833930a7
get prm800k openai/prm800k 7ecc794703b2877f63226f2477a49b34f9b25163
get hendrycks hendrycks/math 985bdc1696e88e8643f081a0ff4719da39f2ae2a
echo "peers are in $work"
