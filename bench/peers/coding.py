#!/usr/bin/env python3
"""coding.py HIKAYA SITE [STORIES]: coding beside Taguette 1.5.2 in server mode, over HTTP on loopback, the same invented stories on
both sides, in one run on one machine. HIKAYA is the release build of the server, SITE what .ci/browser.sh builds. Prints lines of
the table in docs/performance.md, fails where a goal is missed, and skips nothing: what is missing is named.

Needs: taguette 1.5.2 in the Python that runs this (python3 -m venv FOLDER; FOLDER/bin/pip install taguette==1.5.2), and lexicon.json
as bench/peers/search.py does. SAMPLES names how often each step is timed (200).
"""
import html, http.client, importlib.metadata, json, os, re, shutil, signal, socket, statistics, subprocess, sys, tempfile, time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))


def missing(what):
    sys.exit(f"missing: {what}\n{__doc__}")


try:
    if importlib.metadata.version("taguette") != "1.5.2":
        missing("taguette 1.5.2 and no other")
except importlib.metadata.PackageNotFoundError:
    missing("taguette 1.5.2")
if not os.path.exists(os.environ.get("LEXICON", os.path.join(HERE, "lexicon.json"))):
    missing("lexicon.json")
if len(sys.argv) < 3 or not os.access(sys.argv[1], os.X_OK):
    missing("the release build of the server, and what .ci/browser.sh builds")
import stories  # noqa: E402

BINARY, SITE = map(os.path.realpath, sys.argv[1:3])
MOST = int(sys.argv[3]) if len(sys.argv) > 3 else 5_000
SAMPLES = int(os.environ.get("SAMPLES", "200"))
MANY = 200  # codings of the story that is opened
FAILED = []


def note(words):
    print(f"# {time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browser:
    """One connection that is kept, and cookies."""

    def __init__(self, port):
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies, self.took = {}, 0.0

    def ask(self, method, path, body=None, kind=None, headers=()):
        all_headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **dict(headers)}
        if kind:
            all_headers["Content-Type"] = kind
        clock = time.perf_counter()
        self.line.request(method, path, body, all_headers)
        answer = self.line.getresponse()
        text = answer.read()
        self.took = (time.perf_counter() - clock) * 1e3
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name.strip()] = value
        if answer.status >= 400:
            sys.exit(f"{method} {path}: {answer.status} {text[:300]!r}")
        return answer.headers.get("Location", ""), text.decode()

    def get(self, path, **kept):
        return self.ask("GET", path, **kept)[1]

    def form(self, path, answers, headers=()):
        return self.ask("POST", path, urllib.parse.urlencode(answers), "application/x-www-form-urlencoded", headers)


def started(command, port, path, log, cwd):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=cwd)
    for _ in range(6_000):
        try:
            Browser(port).get(path)
            return process
        except OSError:
            if process.poll() is not None:
                sys.exit(f"{command[0]} ended; see {log.name}")
            time.sleep(0.02)
    sys.exit(f"{command[0]} does not answer")


def ended(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def places(text, how_many):
    """Ranges of twelve words, in letters."""
    spaces = [found.start() for found in re.finditer(" ", text)]
    step = max(1, (len(spaces) - 13) // how_many)
    starts = (spaces[at * step % (len(spaces) - 13)] + 1 for at in range(how_many))
    return [(start, next(space for space in spaces[13:] if space > start + 40)) for start in starts]


class Ours:
    name = "ours"
    headers = {"Sec-Fetch-Site": "same-origin"}

    def __init__(self, folder, log):
        data = os.path.join(folder, "data")
        subprocess.run([BINARY, "demo", "--data", data, "--stories", "1", "--seed", "1"], check=True, stdout=log, stderr=log)
        port = free_port()
        self.process = started([BINARY, "serve", "--data", data, "--listen", f"127.0.0.1:{port}", "--site", SITE], port, "/healthz", log, folder)
        self.recorder, self.coder = Browser(port), Browser(port)
        for browser, login in ((self.recorder, "zineb"), (self.coder, "houda")):
            browser.form("/sign-in", {"login": login, "password": "ouvrir la porte"}, self.headers)
        page = self.recorder.get("/stories/new")
        first = lambda name: re.search(rf'name="{name}"[^>]*value="([0-9a-f]{{32}})"', page)
        select = lambda name: re.search(rf'<select[^>]*name="{name}".*?value="([0-9a-f]{{32}})"', page, re.S)
        self.site, self.domain = ((first(name) or select(name)).group(1) for name in ("site", "domain"))
        # A codebook is there once somebody codes; the first two codes of it.
        self.codes = re.findall(r'href="/codebook/([0-9a-f]{32})"', self.coder.get("/codebook"))[:2]
        self.layers = {}

    def take_in(self, one):
        tongue = one["lang"]
        answers = {
            "site": self.site, "domain": self.domain, "language": tongue, "session": "interview", "told_on": time.strftime("%F"),
            "change": "…", "chosen": "0", "direction": "good", "title": one["title"], "context": "…", "description": one["text"],
            "significance": "…", "p1": "yes", "until": f"{int(time.strftime('%Y')) + 1}{time.strftime('-%m-01')}", "manner": "spoken",
            "age": "adult", "others": "nobody", "teach_back": "understood", "witness": "K2", "read_back": "yes",
        }
        return self.recorder.form("/stories/new", answers, self.headers)[0]

    def code(self, story, text, place, code):
        if story not in self.layers:
            page = self.coder.get(f"{story}/code")
            self.layers[story] = re.search(r'name="layer" value="([0-9a-f]{32})"', page).group(1)
        start, end = place
        answers = {"layer": self.layers[story], "part": "description", "start": start, "end": end, "code": self.codes[code]}
        place, page = self.coder.form(f"{story}/code", answers, self.headers)
        assert "/code#" in place, page[:2_000]
        return self.coder.took

    def open(self, story):
        page = self.coder.get(f"{story}/code")
        assert page.count('name="take"') >= MANY, page.count('name="take"')
        return self.coder.took

    def all_of(self):
        took, skip, found = 0.0, 0, 0
        while True:
            page = self.coder.get(f"/analysis/passages?code={self.codes[0]}&skip={skip}")
            took, found, skip = took + self.coder.took, found + page.count("</q>"), skip + 50
            if 'rel="next"' not in page:
                return took, found


class Taguette:
    name = "Taguette"
    launch = """
import sys
from taguette.web import base
base.Application.check_messages = lambda self: None  # it calls home
from taguette.main import main
sys.argv = ["taguette", "--no-browser", "server", sys.argv[1]]
main()
"""

    def __init__(self, folder, log):
        port = free_port()
        with open(os.path.join(folder, "config.py"), "w", encoding="utf-8") as file:
            file.write(
                f'NAME = "bench"\nBIND_ADDRESS = "127.0.0.1"\nPORT = {port}\nSECRET_KEY = "bench-not-a-real-one-0123456789"\n'
                f'DATABASE = "sqlite:///{folder}/taguette.sqlite3"\nDOMAIN = "127.0.0.1:{port}"\nTOS_FILE = None\nX_HEADERS = False\n'
                'EMAIL = "x <x@example.org>"\nMAIL_SERVER = {"ssl": False, "host": "localhost", "port": 25}\nCOOKIES_PROMPT = False\n'
            )
        with open(os.path.join(folder, "launch.py"), "w", encoding="utf-8") as file:
            file.write(self.launch)
        command = [sys.executable, os.path.join(folder, "launch.py"), os.path.join(folder, "config.py")]
        self.process = started(command, port, "/health", log, folder)
        self.browser = Browser(port)
        token = lambda page: re.search(r'name="_xsrf" value="([^"]+)"', page).group(1)
        first = token(self.browser.get("/register"))
        self.browser.form("/register", {"login": "bench", "password1": "bench-pass-1", "password2": "bench-pass-1", "_xsrf": first})
        made = self.browser.form("/project/new", {"name": "bench", "description": "", "_xsrf": token(self.browser.get("/project/new"))})
        project = re.search(r"/project/(\d+)", made[0]).group(1)
        self.browser.get(f"/project/{project}")
        self.api = f"/api/project/{project}"
        self.headers = {"X-XSRFToken": self.browser.cookies["_xsrf"]}
        self.tags = [self.json("/tag/new", {"path": path, "description": ""})["id"] for path in ("violence", "support")]
        self.paths = ["violence", "support"]

    def json(self, path, body):
        return json.loads(self.browser.ask("POST", self.api + path, json.dumps(body), "application/json", self.headers)[1])

    def take_in(self, one):
        page = "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><p>" + html.escape(one["text"]) + "</p></body></html>"
        towards = "RIGHT_TO_LEFT" if one["lang"] == "ar" else "LEFT_TO_RIGHT"
        edge, parts = "edge-of-a-part", []
        for name, value in (("name", one["title"]), ("description", ""), ("text_direction", towards)):
            parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n')
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.html"\r\nContent-Type: text/html\r\n\r\n{page}\r\n')
        body = ("".join(parts) + f"--{edge}--\r\n").encode()
        kind = f"multipart/form-data; boundary={edge}"
        return json.loads(self.browser.ask("POST", self.api + "/document/new", body, kind, self.headers)[1])["created"]

    def code(self, story, text, place, code):
        start, end = (len(text[:letters].encode()) for letters in place)
        self.json(f"/document/{story}/highlight/new", {"start_offset": start, "end_offset": end, "tags": [self.tags[code]]})
        return self.browser.took

    def open(self, story):
        # What its page asks for when a document is chosen.
        self.browser.get(f"{self.api}/document/{story}/contents")
        took = self.browser.took
        found = json.loads(self.browser.get(f"{self.api}/document/{story}"))
        assert len(found["highlights"]) >= MANY, len(found["highlights"])
        return took + self.browser.took

    def all_of(self):
        took, page, found = 0.0, 1, 0
        while True:
            answer = json.loads(self.browser.get(f"{self.api}/highlights/{self.paths[0]}?page={page}"))
            took, found = took + self.browser.took, found + len(answer["highlights"])
            if page >= answer["pages"]:
                return took, found
            page += 1


def measured(side, corpus):
    taken = []
    for at, one in enumerate(corpus):
        taken.append((side.take_in(one), one["text"]))
        if at % 1_000 == 999:
            note(f"{side.name}: {at + 1} stories")
    for story, text in taken:
        side.code(story, text, places(text, 1)[0], 0)
    note(f"{side.name}: each story is coded; load {os.getloadavg()[0]:.1f}")
    step = max(1, len(taken) // SAMPLES)
    added = [side.code(story, text, places(text, 7)[5], 1) for story, text in taken[::step][:SAMPLES]]
    story, text = taken[len(taken) // 2]
    for place in places(text, MANY):
        side.code(story, text, place, 1)
    opened = [side.open(story) for _ in range(SAMPLES)]
    every = [side.all_of() for _ in range(3)]
    assert every[0][1] >= MOST, every
    note(f"{side.name}: measured; {every[0][1]} codings of the code")
    return {
        "adding a coding": added,
        f"opening a story with {MANY} codings": opened,
        f"all codings of a code over {MOST} stories": [took for took, _ in every],
    }


def main():
    corpus = [{**one, "text": one["text"].replace("\n\n", " ")} for one in stories.stories(MOST)]
    all_times = {}
    for kind in (Ours, Taguette):
        folder = tempfile.mkdtemp(prefix="hikaya-peers-")
        with open(os.path.join(folder, "log"), "wb") as log:
            side = kind(folder, log)
            try:
                all_times[kind.name] = measured(side, corpus)
            finally:
                ended(side.process)
        shutil.rmtree(folder)
    for figure, times in all_times["ours"].items():
        for name, of in (("median", statistics.median), ("95 %", lambda times: sorted(times)[int(0.95 * (len(times) - 1))])):
            mine, theirs = of(times), of(all_times["Taguette"][figure])
            is_met = mine <= theirs / 5
            shown = f"ours {mine:.1f}, Taguette {theirs:.1f} ms: {mine / theirs:.2f}{'' if is_met else ', **missed**'}"
            print(f"| {figure}, {name} | `bench/peers/coding.py` | {shown} | ≤ 0.20 |", flush=True)
            if not is_met:
                FAILED.append(figure)
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
