"""Prints what page-validation finds against a profile: pdf-rules.py PROFILE FILE..."""

import sys

import page

profile = page.ValidationProfile(sys.argv[1])
# The structure tree of a long report is a long chain of references.
limits = page.SafetyLimits(max_reference_depth=100_000)
for path in sys.argv[2:]:
    try:
        report = page.validate_pdf(path, profile=profile, limits=limits)
    except page.PageError as error:
        print(f"{path}: not checked: {error}")
        continue
    for failure in report.failures:
        where = f" (object {failure.object_id})" if failure.object_id else ""
        print(f"{path}: {failure.rule_id}: {failure.message}{where}")
    if not report.failures and not report.is_compliant:
        print(f"{path}: not compliant, without a reason")
