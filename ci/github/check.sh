#!/usr/bin/env bash
# Checks a catalog on a runner of GitHub: findings as annotations, for code scanning and in the
# summary of the job, and behind them what a pull request changes. Ends with the exit code of the
# check, or with that of the comparison where the check passes.
#
# CATALOG FAIL_ON BASELINE BASE SARIF REPORT CHANGES  the inputs of the action
# GITHUB_STEP_SUMMARY                                 the file of the job's summary, of the runner
set -uo pipefail

# What an earlier step wrote about another catalog is not to be told as what this one is like.
rm -f -- "$SARIF" "$REPORT" "$CHANGES"

arguments=(check "--fail-on=$FAIL_ON" --format=github "--output=sarif=$SARIF" "--output=markdown=$REPORT")
if [[ -n ${BASELINE:-} ]]; then arguments+=("--baseline=$BASELINE"); fi
eventbook "${arguments[@]}" -- "$CATALOG"
checked=$?

compared=0
if [[ -n ${BASE:-} && $checked -lt 2 ]]; then
  # A branch that git could take for an option is refused by eventbook itself.
  changes=$(eventbook diff "--dir=$CATALOG" "--fail-on=$FAIL_ON" --format=markdown -- "$BASE")
  compared=$?
  # Beside the report: each is short enough for a comment, and both together may not be.
  if [[ -n $changes ]]; then printf '%s\n' "$changes" >"$CHANGES"; fi
fi

for told in "$REPORT" "$CHANGES"; do
  if [[ -f $told ]]; then cat -- "$told" <(echo) >>"$GITHUB_STEP_SUMMARY"; fi
done
if [[ $checked -ne 0 ]]; then exit "$checked"; fi
exit "$compared"
