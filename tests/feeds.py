#!/usr/bin/env python3
"""`entente feed` and `entente add URL` against servers on the loopback that misbehave: slow, endless, looping, lying about lengths,
bombs, floods of headers, no HTTP at all, 304, 429 with Retry-After, 500, robots.txt, redirects to where we must not go.
Closes with "feeds: N passed, N failed"."""
import gzip
import http.server
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from containers import RSS, page  # noqa: E402

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
BINARY = os.environ.get("ENTENTE", os.path.join(ROOT, "build", "entente"))
passed, failed = 0, 0


def check(ok, name):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAIL " + name[:800])


def run(args, timeout=120):
    t0 = time.time()
    p = subprocess.run([BINARY] + args, capture_output=True, timeout=timeout, env={**os.environ, "LC_ALL": "C.UTF-8", "ENTENTE_LANG": "en"})
    return p.returncode, p.stdout.decode(), p.stderr.decode(), time.time() - t0


class Server:
    """One host. `paths`: path → function(handler); everything asked is kept with its fields."""

    def __init__(self, paths, robots=None):
        self.asked = []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append((self.path, dict(self.headers), time.time()))
                if self.path == "/robots.txt" and robots is not None:
                    return answer(robots.encode(), "text/plain")(self)
                try:
                    paths.get(self.path, status(404))(self)
                except (BrokenPipeError, ConnectionResetError):
                    pass

            def log_message(self, *args):
                pass

        self.httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.httpd.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.httpd.server_address[1]}"
        threading.Thread(target=self.httpd.serve_forever, daemon=True).start()

    def asked_for(self, path):
        return [a for a in self.asked if a[0] == path]


def answer(body, ctype="text/html; charset=utf-8", code=200, **fields):
    def act(h):
        h.send_response(code)
        h.send_header("Content-Type", ctype)
        for k, v in {"Content-Length": len(body), **{k.replace("_", "-"): v for k, v in fields.items()}}.items():
            h.send_header(k, str(v))
        h.end_headers()
        h.wfile.write(body)
    return act


def status(code, **fields):
    return answer(b"", code=code, **fields)


def redirect(to, code=302):
    return status(code, Location=to)


def slow(h):
    h.send_response(200)
    h.end_headers()
    for _ in range(120):
        h.wfile.write(b" ")
        h.wfile.flush()
        time.sleep(0.5)


def endless(h):
    h.send_response(200)
    h.end_headers()
    while True:
        h.wfile.write(b"<p>encore</p>" * 5000)


def header_flood(h):
    h.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        h.wfile.write(b"X-More: " + b"x" * 4000 + b"\r\n")


def no_http(h):
    h.wfile.write(b"\x00\xff garbage, and no HTTP\r\n\r\n")


def with_etag(body, etag, ctype="application/rss+xml"):
    def act(h):
        if h.headers.get("If-None-Match") == etag:
            return status(304, ETag=etag)(h)
        return answer(body, ctype, ETag=etag)(h)
    return act


def feed_of(base, paths):
    items = "".join(f"<item><title>Nouvelle {p}</title><link>{base}{p}</link><pubDate>Wed, 02 Apr 2025 10:00:00 GMT</pubDate><description>Résumé.</description></item>" for p in paths)
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Essai</title>{items}</channel></rss>'.encode()


def refusals(folder):
    """What a bad server may do; each must end soon, with exit code and reason, and leave no feed."""
    store = os.path.join(folder, "bad.db")
    bomb = gzip.compress(b"<p>x</p>" * (12 << 20))
    cases = {
        "/slow": (slow, "longer than"),
        "/endless": (endless, "larger than 20 MB"),
        "/loop": (redirect("/loop"), "redirects"),
        "/short": (answer(b"<html>", Content_Length=5000), ""),
        "/bomb": (answer(bomb, Content_Encoding="gzip", Content_Length=len(bomb)), "larger than 20 MB"),
        "/notgzip": (answer(b"no gzip at all", Content_Encoding="gzip"), ""),
        "/flood": (header_flood, ""),
        "/nohttp": (no_http, ""),
        "/file": (redirect("file:///etc/passwd"), "no http"),
        "/ftp": (redirect("ftp://127.0.0.1/x"), "no http"),
        "/user": (redirect("http://someone:geheim@127.0.0.1/x"), "user name"),
        "/401": (status(401), "401"), "/404": (status(404), "404"), "/500": (status(500), "500"), "/empty": (answer(b""), "neither a feed"),
        "/forbidden/x": (answer(RSS, "application/rss+xml"), "robots.txt"),
        "/to-forbidden": (redirect("/forbidden/x"), "robots.txt"),
    }
    for path, (act, reason) in cases.items():
        server = Server({path: act, "/forbidden/x": answer(RSS, "application/rss+xml")}, robots="User-agent: *\nDisallow: /forbidden\n")
        code, out, err, seconds = run(["feed", "add", server.url + path, "--store", store, "--allow-private", "--timeout", "4"])
        check(code in (1, 3), f"feed add {path}: exit {code}: {err}")
        check(reason in err and err.count("\n") == 1, f"feed add {path}: the reason is said: {err!r}")
        check(seconds < 15, f"feed add {path}: took {seconds:.1f} s")
        check("geheim" not in err, f"feed add {path}: a password is shown: {err!r}")
        if path == "/forbidden/x":
            check(not server.asked_for(path), "what robots.txt forbids is not asked for")
    code, out, err, _ = run(["feed", "ls", "--store", store, "--json"])
    check(json.loads(out) == [], f"no feed was kept: {out}")
    server = Server({"/f": answer(RSS, "application/rss+xml")})
    code, out, err, _ = run(["feed", "add", server.url + "/f", "--store", store])
    check(code == 1 and "private" in err and not server.asked, f"the loopback is refused without --allow-private: {code} {err!r}")
    for url in ("http://somebody:geheim@127.0.0.1:1/", "file:///etc/passwd", "gopher://127.0.0.1/", "http://127.0.0.1:1/?token=geheim"):
        code, out, err, _ = run(["feed", "add", url, "--store", store, "--allow-private"])
        check(code != 0 and "geheim" not in err, f"feed add {url}: exit {code}, {err!r}")


def polling(folder):
    """One round: conditional requests, pages, waiting after 429 and failures, discovery."""
    store = os.path.join(folder, "good.db")
    at = ["--store", store, "--allow-private"]
    server = Server({"/rss": with_etag(RSS, '"v1"')}, robots="")
    code, out, err, _ = run(["feed", "add", server.url + "/rss"] + at)
    check(code == 0 and "Presse d’essai" in err, f"feed add: {code} {err!r}")
    times = {"n": 0}

    def busy(h):
        times["n"] += 1
        return answer(RSS, "application/rss+xml")(h) if times["n"] == 1 else status(429, Retry_After="120")(h)
    held = Server({"/rss": busy}, robots="")
    run(["feed", "add", held.url + "/rss"] + at)
    site = Server({"/": answer(b'<html><head><link rel="alternate" type="application/rss+xml" title="Le fil" href="/fil?a=1&amp;b=2"></head><body>x</body></html>')}, robots="")
    pages = Server({"/p1": answer(page(1)), "/p2": answer(page(2)), "/p3": status(404)}, robots="")
    code, out, err, _ = run(["feed", "add", site.url + "/"] + at)
    check(code == 0 and "/fil?a=1&b=2" in err, f"a site's linked feed is found: {code} {err!r}")
    run(["feed", "remove", site.url + "/fil?a=1&b=2", "--store", store])
    entries = Server({"/rss": answer(feed_of(pages.url, ["/p1", "/p2", "/p3"]), "application/rss+xml")}, robots="")
    run(["feed", "add", entries.url + "/rss", "--pages"] + at)

    code, out, err, _ = run(["feed", "poll"] + at)
    check(code == 4, f"a first poll, in which one feed says 429 and one page is not there: exit {code}: {err}")
    check("3 feeds polled" in err and "1 failed, 0 waiting" in err, f"what it did is said: {err}")
    rows = {r["url"]: r for r in json.loads(run(["feed", "ls", "--store", store, "--json"])[1])}
    check(rows[held.url + "/rss"]["status"] == 429 and rows[held.url + "/rss"]["failures"] == 1, f"429 is kept: {rows}")
    polled = time.mktime(time.strptime(rows[held.url + "/rss"]["polled"], "%Y-%m-%dT%H:%M:%SZ"))
    waits = time.mktime(time.strptime(rows[held.url + "/rss"]["next_poll"], "%Y-%m-%dT%H:%M:%SZ")) - polled
    check(118 <= waits <= 125, f"Retry-After is kept to: {waits} s")
    articles = {a["title"]: a for a in json.loads(run(["articles", "--store", store, "--json"])[1])}
    check("L'entretien de Lomé" in articles, f"the feed's own text is in the store: {list(articles)}")
    check("Une visite à Cotonou (1)" in articles and "Une visite à Bamako (2)" in articles, f"pages of the entries are in the store: {list(articles)}")
    check(pages.asked and min(b[2] - a[2] for a, b in zip(pages.asked, pages.asked[1:])) > 0.9, f"a host is given a second: {[a[0] for a in pages.asked]}")

    before = len(pages.asked)
    code, out, err, _ = run(["feed", "poll"] + at)
    check(code == 0 and "1 unchanged, 0 failed, 1 waiting" in err, f"a second poll costs little: {code} {err}")
    check([a[1].get("If-None-Match") for a in server.asked_for("/rss")][-1] == '"v1"', "the ETag is sent back")
    check(len(pages.asked) == before, f"pages are fetched once: {[a[0] for a in pages.asked[before:]]}")
    check(len(held.asked_for("/rss")) == 2, "a host that asked for patience is left alone")

    code, out, err, _ = run(["add", pages.url + "/p1"] + at)
    check(code == 0 and "1 unchanged" in err, f"add URL: {code} {err!r}")
    stored = sqlite3.connect(store).execute("SELECT url, json_extract(body, '$.published_bounds.to') FROM articles WHERE url = ?", (pages.url + "/p1",)).fetchall()
    check(len(stored) == 1 and stored[0][1], f"a fetched page has its address and hour: {stored}")
    code, out, err, _ = run(["add", pages.url + "/p3", pages.url + "/p2"] + at)
    check(code == 4 and "/p3: the server answered 404" in err and "1 unchanged" in err, f"a page that is not there loses no neighbour: {code} {err!r}")
    code, out, err, _ = run(["page", pages.url + "/p1"])
    check(code == 4 and "entente add" in err, f"page does not fetch, and says who does: {code} {err!r}")


def sitemaps(folder):
    store = os.path.join(folder, "maps.db")
    paths = {"/": answer(b"<html><body>un site</body></html>"), "/v1": answer(page(5))}
    site = Server(paths, robots=None)
    paths["/robots.txt"] = answer(f"User-agent: *\nDisallow:\nSitemap: {site.url}/index.xml\n".encode(), "text/plain")
    paths["/index.xml"] = answer(f"<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{site.url}/news.xml</loc></sitemap></sitemapindex>".encode(), "text/xml")
    paths["/news.xml"] = answer(f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>{site.url}/v1</loc><news:news><news:publication_date>2025-04-02</news:publication_date><news:title>Une visite</news:title></news:news></url></urlset>".encode(), "text/xml")
    code, out, err, _ = run(["feed", "add", site.url + "/", "--store", store, "--allow-private"])
    check(code == 0 and "/news.xml" in err, f"a news sitemap is found through robots.txt and its index: {code} {err!r}")
    code, out, err, _ = run(["feed", "poll", "--store", store, "--allow-private"])
    check(code == 0 and "1 articles added" in err, f"the pages of a sitemap are fetched: {code} {err!r}")


with tempfile.TemporaryDirectory() as folder:
    refusals(folder)
    polling(folder)
    sitemaps(folder)
for args in (["feed"], ["feed", "nothing"], ["feed", "add"], ["feed", "poll", "--every", "x"], ["feed", "poll", "--every", "1s"]):
    check(run(args)[0] == 2, f"{args}: exit 2")
print(f"feeds: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
