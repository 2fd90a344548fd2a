#!/usr/bin/env bash
# judges.sh FOLDER PYTHON: shows the files of a brief (KEEP=FOLDER of bench/briefs.mjs) to programs that nobody here wrote, and fails
# where one of them finds a fault:
#   PDF    page-validation 0.11 (PyPI), PDF/UA-1; that for archives PDF/A-2a, too
#   DOCX   openxml-audit 0.8 (PyPI), schema and semantics; then LibreOffice turns it into a PDF, in which every Arabic line of the
#          HTML's quotations must stand as it was written (pdftotext of poppler-utils)
# PYTHON is the interpreter of an environment that has both: python3 -m venv F; F/bin/pip install page-validation openxml-audit
set -euo pipefail
folder=$(cd "$1" && pwd)
python=$(realpath -s "$2")
for program in soffice pdftotext; do command -v "$program" >/dev/null || { echo "missing: $program"; exit 2; }; done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for brief in "$folder"/*.docx; do
    name=$(basename "$brief" .docx)
    "$python" - "$folder/$name.pdf" "$folder/$name.archive.pdf" <<'PYTHON'
import sys
import page
profiles = page.ValidationProfile
paper, archive = sys.argv[1:]
faults = 0
for file, profile in [(paper, profiles.PDF_UA_1), (archive, profiles.PDF_UA_1), (archive, profiles.PDF_A_2A)]:
    report = page.validate_pdf(file, profile=profile)
    failed = list(report.failures)
    print(f"{file.rsplit('/', 1)[-1]}: {profile.name}, {len(failed)} faults")
    for one in failed[:20]:
        print("   ", one)
    faults += len(failed) + (not report.is_compliant)
sys.exit(bool(faults))
PYTHON
    "$(dirname "$python")/openxml-audit" -m 0 "$folder/$name.docx"
    soffice --headless "-env:UserInstallation=file://$scratch/profile" --convert-to pdf --outdir "$scratch" "$folder/$name.docx" >/dev/null 2>&1
    pdftotext -raw "$scratch/$name.pdf" "$scratch/$name.txt"
    "$python" - "$folder/$name.html" "$scratch/$name.txt" <<'PYTHON'
import html, re, sys, unicodedata
page, set_ = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
quotations = re.findall(r'<blockquote lang="ar" dir="rtl">(.*?)</blockquote>', page, re.S)
# pdftotext writes a line from left to right, each run of Arabic between two marks: the runs of a line are turned round. It turns the
# ligature of lam and alef round, too: those letters are left out on both sides.
def logical(line):
    runs = re.findall("\u202b([^\u202c]*)\u202c|([^\u202b]+)", line)
    return "".join(one or other for one, other in reversed(runs)) if "\u202b" in line else line
def plain(text):
    text = unicodedata.normalize("NFKC", html.unescape(re.sub(r"<[^>]*>", " ", text)))
    return re.sub("[\\W\\d_\u0622\u0623\u0625\u0627\u0644]+", "", text)
found = plain("\n".join(map(logical, set_.splitlines())))
missing = [one for one in quotations if plain(one) not in found]
print(f"{sys.argv[1].rsplit('/', 1)[-1]}: {len(quotations)} Arabic quotations, {len(quotations) - len(missing)} of them in LibreOffice's PDF as written")
sys.exit(bool(missing) or not quotations)
PYTHON
done
