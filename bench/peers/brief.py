#!/usr/bin/env python3
"""WeasyPrint with the excerpts of a brief, for bench/briefs.mjs: a list of {"lang", "title", "text"} on standard input, milliseconds
for a tagged PDF (PDF/UA-1) on standard output, the median of three after it was loaded.

    python3 -m venv FOLDER && FOLDER/bin/pip install weasyprint"""
import html, json, statistics, sys, time
import weasyprint

def section(one):
    side = "rtl" if one["lang"] == "ar" else "ltr"
    words = f'<h2>{html.escape(one["title"])}</h2><blockquote>{html.escape(one["text"])}</blockquote>'
    return f'<section lang="{one["lang"]}" dir="{side}">{words}</section>'

body = "".join(section(one) for one in json.load(sys.stdin))
page = (f'<html lang="fr"><head><title>Note de plaidoyer</title><style>body{{font-family:"DejaVu Sans"}}</style></head>'
        f"<body><h1>Note de plaidoyer</h1>{body}</body></html>")
took = []
for _ in range(3):
    started = time.perf_counter()
    weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    took.append((time.perf_counter() - started) * 1000)
print(json.dumps({"version": weasyprint.__version__, "milliseconds": statistics.median(took)}))
