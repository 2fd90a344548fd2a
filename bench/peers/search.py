#!/usr/bin/env python3
"""search.py SEARCH [STORIES]: our index beside SQLite FTS5 and PostgreSQL's full text, over the same invented stories and the same
sixty questions, in one run on one machine. SEARCH is the release build of bench/search.rs. Prints lines of the table in
docs/performance.md, fails where a goal is missed, and skips nothing: what is missing is named.

Needs: lexicon.json beside stories.py (apt-get install wfrench wamerican hunspell-ar; python3 bench/peers/lexicon.py), psycopg2
(pip install psycopg2-binary), the programs of a PostgreSQL server (apt-get install postgresql postgresql-contrib), root to run it
as its own user. LEXICON names another place for the words, PG_BIN for the programs, RUNS how often each question is asked (5),
QUALITY=1 the share of right answers, too.
"""
import glob, json, math, os, pwd, re, shutil, socket, sqlite3, statistics, subprocess, sys, tempfile, time, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
FAILED = []


def missing(what):
    sys.exit(f"missing: {what}\n{__doc__}")


try:
    import psycopg2
    from psycopg2.extras import execute_values
except ImportError:
    missing("psycopg2")
PG = os.environ.get("PG_BIN") or next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)), "")
if not os.path.exists(os.path.join(PG, "initdb")):
    missing("initdb of PostgreSQL")
if not os.path.exists(os.environ.get("LEXICON", os.path.join(HERE, "lexicon.json"))):
    missing("lexicon.json")
if len(sys.argv) < 2 or not os.access(sys.argv[1], os.X_OK):
    missing("the release build of bench/search.rs")
import stories  # noqa: E402

BINARY = os.path.realpath(sys.argv[1])
MOST = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
SIZES = [size for size in (5_000, 20_000) if size < MOST] + [MOST]
RUNS = int(os.environ.get("RUNS", "5"))
with open(os.path.join(HERE, "queries.json"), encoding="utf-8") as file:
    QUESTIONS = json.load(file)["queries"]


def note(words):
    print(f"# {time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def share(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(part * len(ordered)) - 1)]


def report(figure, measured, goal="", is_met=True):
    print(f"| {figure} | `bench/peers/search.py` | {measured}{'' if is_met else ', **missed**'} | {goal} |", flush=True)
    if not is_met:
        FAILED.append(figure)


def timed(work, question):
    clock = time.perf_counter()
    answer = work(question)
    return answer, (time.perf_counter() - clock) * 1e3


def asked(count, top, marked):
    """For each question what each asking took: the ranked ten alone; these and their number; the number, the ten and their passages."""
    best, numbered, whole = [], [], []
    for question in QUESTIONS:
        times = [[timed(work, question)[1] for work in (top, count, marked)] for _ in range(RUNS)]
        best.append([ten for ten, _, _ in times])
        numbered.append([ten + number for ten, number, _ in times])
        whole.append([number + passages for _, number, passages in times])
    return best, numbered, whole


def for_fts5(question):
    words = question["q"]
    if question["kind"] == "elision" and "'" in words:
        return f'"{words}"'
    if re.search(r'["()]| AND | OR | NOT |\*$', words):
        return words
    return " ".join(f'"{word}"' for word in words.split())


def fts5(corpus, folder):
    base = sqlite3.connect(os.path.join(folder, "fts5.db"))
    base.execute("PRAGMA journal_mode=wal")
    base.execute("CREATE TABLE story (id INTEGER PRIMARY KEY, title TEXT, body TEXT)")
    with open(corpus, encoding="utf-8") as lines:
        rows = ((at, one["title"], one["text"]) for at, one in enumerate(map(json.loads, lines)))
        base.executemany("INSERT INTO story VALUES (?, ?, ?)", rows)
    base.execute(
        "CREATE VIRTUAL TABLE fts USING fts5(title, body, content='story', content_rowid='id', "
        "tokenize=\"unicode61 remove_diacritics 2\", prefix='3 4')"
    )
    base.execute("INSERT INTO fts (fts) VALUES ('rebuild')")
    base.commit()
    base.execute("PRAGMA wal_checkpoint(truncate)")
    run = lambda sql: lambda question: base.execute(sql, (for_fts5(question),)).fetchall()
    times = asked(
        run("SELECT count(*) FROM fts WHERE fts MATCH ?"),
        run("SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 10"),
        run("SELECT rowid, snippet(fts, 1, '[', ']', '…', 24) FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 10"),
    )
    base.close()
    return times


def for_postgres(question):
    words = question["q"].replace("l'", "l ") if question["kind"] == "elision" else question["q"]
    if question["kind"] == "number":
        return "'103-13'"

    def phrase(found):
        parts = (part.replace("'", "''") for part in re.split(r"[\s\-]+", found.group(1)))
        return "(" + " <-> ".join(f"'{part}'" for part in parts) + ")"

    words = re.sub(r"(\w+)\*", r"\1:*", re.sub(r'"([^"]+)"', phrase, words))
    for operator, sign in ((" AND NOT ", " & !"), (" NOT ", " & !"), (" AND ", " & "), (" OR ", " | ")):
        words = words.replace(operator, sign)
    return words if re.search(r"[&|!<]", words) else " & ".join(words.split())


def postgres(corpus, folder):
    place = os.path.join(folder, "pg")
    os.makedirs(place)
    shutil.chown(place, "postgres", "postgres")
    os.chmod(folder, 0o755)
    user = pwd.getpwnam("postgres")
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}

    def as_postgres(*command):
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, user=user.pw_uid, group=user.pw_gid, env=env, cwd=place, stdout=quiet, stderr=quiet)

    as_postgres(f"{PG}/initdb", "-D", f"{place}/data", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={place} -c shared_buffers=1GB "
        "-c maintenance_work_mem=512MB -c max_wal_size=4GB -c jit=off -c random_page_cost=1.1 "
        "-c effective_cache_size=8GB -c work_mem=64MB"
    )
    as_postgres(f"{PG}/pg_ctl", "-D", f"{place}/data", "-w", "-l", f"{place}/log", "-o", settings, "start")
    try:
        base = psycopg2.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres")
        base.autocommit = True
        cursor = base.cursor()
        for sql in (
            "CREATE EXTENSION unaccent",
            "CREATE TEXT SEARCH CONFIGURATION fr (COPY = french)",
            "ALTER TEXT SEARCH CONFIGURATION fr ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem",
            "CREATE TABLE story (id INT PRIMARY KEY, title TEXT, body TEXT)",
        ):
            cursor.execute(sql)
        with open(corpus, encoding="utf-8") as lines:
            some = []
            for at, line in enumerate(lines):
                one = json.loads(line)
                some.append((at, one["title"], one["text"]))
                if len(some) == 2_000:
                    execute_values(cursor, "INSERT INTO story VALUES %s", some, page_size=500)
                    some = []
            if some:
                execute_values(cursor, "INSERT INTO story VALUES %s", some, page_size=500)
        cursor.execute(
            "ALTER TABLE story ADD COLUMN words tsvector GENERATED ALWAYS AS "
            "(setweight(to_tsvector('fr', title), 'A') || setweight(to_tsvector('fr', body), 'B')) STORED"
        )
        cursor.execute("CREATE INDEX story_words ON story USING gin (words)")
        cursor.execute("VACUUM ANALYZE story")

        def run(sql):
            def ask(question):
                cursor.execute(sql, (for_postgres(question),))
                return cursor.fetchall()

            return ask

        ranked = (
            "SELECT id, body, asked FROM story, LATERAL (SELECT to_tsquery('fr', %s) asked) one WHERE words @@ asked "
            "ORDER BY ts_rank(words, asked) DESC LIMIT 10"
        )
        times = asked(
            run("SELECT count(*) FROM story WHERE words @@ to_tsquery('fr', %s)"),
            run(ranked.replace("id, body, asked", "id", 1)),
            run(f"SELECT id, ts_headline('fr', body, asked, 'MaxWords=24, MinWords=10, MaxFragments=1') FROM ({ranked}) best"),
        )
        base.close()
        return times
    finally:
        as_postgres(f"{PG}/pg_ctl", "-D", f"{place}/data", "-m", "fast", "-w", "stop")


def ours(corpus, folder, sizes, runs, told):
    sizes = ",".join(map(str, sizes))
    command = [BINARY, corpus, os.path.join(HERE, "queries.json"), sizes, str(runs), told, os.path.join(folder, "ours")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    found = []
    for line in process.stdout:
        one = json.loads(line)
        note(f"ours at {one['stories']}: recorded in {one['record_s']:.0f} s, indexed in {one['index_s']:.0f} s, {one['memory_mb']} MB")
        found.append(one)
    if process.wait() != 0:
        sys.exit("our side failed")
    return found


def folded(text):
    letters = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return "".join(letters).casefold().replace("\u0640", "").replace("ة", "ه").replace("ى", "ي").replace("’", "'")


def quality(corpus, answers, size):
    """The share of what is right among what is found, by the rule for each question
    in queries.json."""
    with open(corpus, encoding="utf-8") as lines:
        texts = [(one["id"], folded(one["title"] + " " + one["text"])) for one in map(json.loads, (next(lines) for _ in range(size)))]
    recall, precision, worst = [], [], []
    for question, answer in zip(QUESTIONS, answers):
        rule = question["oracle"]
        every, some, none = ([re.compile(one) for one in rule.get(name, [])] for name in ("all", "any", "not"))
        right = {
            name
            for name, text in texts
            if all(one.search(text) for one in every)
            and (not some or any(one.search(text) for one in some))
            and not any(one.search(text) for one in none)
        }
        found = set(answer["names"])
        recall.append(len(right & found) / len(right) if right else 1.0)
        precision.append(len(right & found) / len(found) if found else float(not right))
        if recall[-1] < 0.97 or precision[-1] < 0.95:
            worst.append(f"{question['q']}: {recall[-1]:.2f} {precision[-1]:.2f}")
    note("below the bar: " + "; ".join(worst))
    share_found, share_right = statistics.mean(recall), statistics.mean(precision)
    is_met = share_found >= 0.97 and share_right >= 0.95
    shown = f"{share_found:.3f}, {share_right:.3f} ({len(recall)} questions)"
    report(f"recall and precision over {size} stories, all answers counted", shown, "≥ 0.97, ≥ 0.95", is_met)


def compare(what, mine, peers):
    flat = {name: [value for values in times for value in values] for name, times in {"ours": mine, **peers}.items()}
    for name, part in (("median", 0.5), ("95 %", 0.95)):
        each = {who: share(values, part) for who, values in flat.items()}
        better = min((value, who) for who, value in each.items() if who != "ours")
        ratio = each["ours"] / better[0]
        shown = ", ".join(f"{who} {value:.2f}" for who, value in each.items())
        report(f"{what}, {name}, {MOST} stories", f"{shown} ms: {ratio:.2f} of {better[1]}", "≤ 0.20", ratio <= 0.2)


def main():
    folder = tempfile.mkdtemp(prefix="hikaya-peers-")
    try:
        corpus = os.path.join(folder, "stories.jsonl")
        with open(corpus, "w", encoding="utf-8") as lines:
            for one in stories.stories(MOST):
                kept = {name: one[name] for name in ("id", "lang", "title", "text")}
                lines.write(json.dumps(kept, ensure_ascii=False) + "\n")
        note(f"{MOST} stories, {os.path.getsize(corpus) // 1_000_000} MB; load {os.getloadavg()[0]:.1f}")
        if os.environ.get("QUALITY"):
            found = ours(corpus, folder, [MOST], 1, "names")
            quality(corpus, found[0]["per_query"], MOST)
            return
        light, numbered, heavy = {}, {}, {}
        for name, peer in (("FTS5", fts5), ("PostgreSQL", postgres)):
            light[name], numbered[name], heavy[name] = peer(corpus, folder)
            note(f"{name} is measured; load {os.getloadavg()[0]:.1f}")
        found = ours(corpus, folder, SIZES, RUNS, "times")
        newest = found[-1]["per_query"]
        compare("ten best, ranked", [one["best_ms"] for one in newest], light)
        compare("ten best and their number (ours with its spread)", [one["index_ms"] for one in newest], numbered)
        compare("number, ten best and their passages (ours opened, and noted in the log)", [one["whole_ms"] for one in newest], heavy)
        medians = [statistics.median(value for one in size["per_query"] for value in one["best_ms"]) for size in found]
        grown, allowed = medians[-1] / medians[0], math.log(SIZES[-1]) / math.log(SIZES[0])
        shown = " → ".join(f"{value:.2f} ms" for value in medians) + f" (× {grown:.2f})"
        report(f"ten best at {' → '.join(map(str, SIZES))} stories, median", shown, f"≤ × {allowed:.2f}", grown <= allowed)
    finally:
        shutil.rmtree(folder)
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
