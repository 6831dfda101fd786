"""Small archives, feeds, mails and PDFs for the tests, made as their formats say; every text is our own."""
import base64
import bz2
import gzip
import hashlib
import io
import lzma
import quopri
import tarfile
import zipfile
import zlib

PLACES = ["Lomé", "Cotonou", "Bamako", "Niamey", "Dakar", "Accra", "Abidjan", "Conakry", "Nouakchott", "Bissau"]


def page(n=0, size=0):
    place = PLACES[n % len(PLACES)]
    more = "".join(f"<p>Point {i} de l’ordre du jour : les deux délégations ont examiné le texte article par article et noté leurs réserves.</p>" for i in range(size))
    return (f"<!DOCTYPE html><html lang=fr><head><meta charset=utf-8><title>Une visite à {place} ({n})</title></head><body><article><h1>Une visite à {place} ({n})</h1>"
            f"<p>Le ministre béninois des Affaires étrangères s’est rendu lundi à {place} pour y rencontrer son homologue.</p>"
            f"<p>Les deux hommes ont parlé de la frontière commune et du commerce entre les deux pays, selon un communiqué.</p>{more}</article></body></html>").encode()


def sha1(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def chunked(body, size=300):
    out = b""
    for i in range(0, len(body), size):
        part = body[i:i + size]
        out += b"%x;note=1\r\n" % len(part) + part + b"\r\n"
    return out + b"0\r\n\r\n"


def http(body, ctype="text/html; charset=utf-8", status="200 OK", fields=()):
    head = [f"HTTP/1.1 {status}", f"Content-Type: {ctype}", *fields]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def record(kind, url, block, ctype="application/http; msgtype=response", date="2025-04-02T10:11:12Z", length=None, digest=True, version="1.1", fields=()):
    head = [f"WARC/{version}", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{hashlib.md5(block + url.encode()).hexdigest()}>", f"WARC-Date: {date}",
            f"Content-Type: {ctype}", f"Content-Length: {len(block) if length is None else length}", *fields]
    if url:
        head.insert(2, f"WARC-Target-URI: {url}")
    if digest is True:
        head.append("WARC-Block-Digest: " + sha1(block))
    elif digest:
        head.append("WARC-Block-Digest: " + digest)
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(n, body=None, **more):
    http_more = {k: more.pop(k) for k in ("ctype", "status", "fields") if k in more}
    return record("response", f"https://presse.test/{n}", http(page(n) if body is None else body, **http_more), **more)


INFO = record("warcinfo", "", b"software: entente tests\r\n", ctype="application/warc-fields")
REQUEST = record("request", "https://presse.test/1", b"GET /1 HTTP/1.1\r\nHost: presse.test\r\n\r\n", ctype="application/http; msgtype=request")
PICTURE = record("response", "https://presse.test/i.png", http(b"\x89PNG" + bytes(range(256)) * 40, "image/png"))


def gz(records):
    return b"".join(gzip.compress(r) for r in records)


def arc(pages, version=b"1 0 entente"):
    head = b"1 0 entente\nURL IP-address Archive-date Content-type Archive-length\n"
    out = b"filedesc://t.arc 0.0.0.0 20250402101112 text/plain %d\n" % len(head) + head + b"\n"
    for i, p in enumerate(pages):
        block = http(p)
        out += b"https://presse.test/a%d 192.0.2.1 20250402101112 text/html %d\n" % (i, len(block)) + block + b"\n"
    return out


def zip_of(files, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as z:
        for name, data in files:
            z.writestr(zipfile.ZipInfo(name, (2025, 4, 2, 10, 0, 0)), data, method)
    return buffer.getvalue()


def tar_of(files, mode="w"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as t:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1743588000
            t.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


BODY = "<p>Le président togolais a reçu jeudi à Lomé une délégation du Ghana.</p><p>Les échanges ont porté sur la frontière &amp; le port, dit le communiqué publié vendredi.</p>"
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Presse d’essai</title><link>https://presse.test/</link><language>fr</language>
<item><title>L&amp;#039;entretien de Lomé</title><link>https://presse.test/r1?a=1&b=2</link><pubDate>Wed, 02 Apr 2025 10:00:00 +0200</pubDate><dc:creator>Ama Mensah</dc:creator>
<description>Résumé court.</description><content:encoded><![CDATA[{BODY}]]></content:encoded><media:title>Une image</media:title></item>
<item><title>Le r&eacute;sum&eacute; & la suite</title><guid>https://presse.test/r2</guid><pubDate>31 Feb 2025 10:00:00 GMT</pubDate><author>redaction@presse.test (Kofi Doe)</author>
<description>{BODY.replace("&", "&amp;").replace("<", "&lt;")}</description></item>
</channel></rss>""".encode()
RDF = f"""<?xml version="1.0" encoding="ISO-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://presse.test/"><title>Presse</title></channel>
<item rdf:about="https://presse.test/d1"><title>Un sommet à Niamey</title><link>https://presse.test/d1</link><dc:date>2025-04-03T08:00:00Z</dc:date><description>{BODY.replace("&", "&amp;").replace("<", "&lt;")}</description></item></rdf:RDF>""".encode("latin-1")
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Presse</title><link href="https://presse.test/"/>
<entry><title type="html">Une médiation à Doha</title><link rel="alternate" href="/t1"/><link rel="self" href="https://presse.test/self"/><id>urn:1</id><published>2025-04-04T09:30:00+01:00</published><updated>2025-04-05T09:30:00Z</updated>
<author><name>Awa Diop</name><uri>https://presse.test/awa</uri></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Les médiateurs se sont réunis à <b>Doha</b> vendredi matin.</p><p>Un second tour est prévu la semaine prochaine, a dit le porte-parole.</p></div></content></entry></feed>""".encode()
JSON_FEED = b'{"version":"https://jsonfeed.org/version/1.1","title":"Presse","home_page_url":"https://presse.test/","language":"fr","items":[{"id":"1","url":"https://presse.test/j1","title":"Un accord sign\xc3\xa9","content_html":"<p>Le Niger et le B\xc3\xa9nin ont sign\xc3\xa9 mardi un accord de transit \xc3\xa0 Niamey.</p>","date_published":"2025-04-06T10:00:00Z","authors":[{"name":"Ibrahim Sani"}]},{"id":"2","url":"https://presse.test/j2","content_text":"Deux phrases. Les voici.","date_published":"0000-00-00"}]}'
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://presse.test/s1</loc><news:news><news:publication><news:name>Presse</news:name><news:language>fr</news:language></news:publication><news:publication_date>2025-04-07T10:00:00+00:00</news:publication_date><news:title>Une visite d’État à Abuja</news:title></news:news></url></urlset>""".encode()
BOMB = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12)) + b"]><rss version='2.0'><channel><item><title>&m;</title></item></channel></rss>"
MAIL = ("From: =?utf-8?q?Minist=C3=A8re_des_Affaires_=C3=A9trang=C3=A8res?= <presse@diplomatie.test>\r\nTo: liste@presse.test\r\nSubject: =?iso-8859-1?b?"
        + base64.b64encode("Communiqué : visite à Lomé".encode("latin-1")).decode() + "?=\r\nDate: Wed, 02 Apr 2025 10:00:00 +0200\r\nMessage-ID: <m1@diplomatie.test>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/alternative; boundary=bord\r\n\r\n--bord\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nLe ministre s'est rendu =E0 Lom=E9.\r\n"
        "--bord\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(f"<html><body>{BODY}</body></html>".encode()).decode().replace("\n", "\r\n") + "--bord--\r\n").encode("latin-1")
PLAIN_MAIL = "From: Kofi Doe <kofi@presse.test>\nSubject: Breve de Bamako\nDate: Thu, 3 Apr 2025 08:00:00 +0000\nMessage-ID: <m2@presse.test>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nLe gouvernement malien a rappelé jeudi son ambassadeur pour consultations.\nIl reviendra la semaine prochaine, selon un communiqué.\n\n> une citation\n-- \nSignature\n".encode()
# A page as browsers save it, one file with its pictures: the date is that of the saving.
SAVED = ("From: <Saved by Blink>\r\nSnapshot-Content-Location: https://presse.test/fleuve\r\nSubject: =?utf-8?Q?Le_fleuve?=\r\nDate: Tue, 6 May 2025 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
         'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--bord"\r\n\r\n----bord\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://presse.test/fleuve\r\n\r\n'
         + quopri.encodestring("<html lang='fr'><head><title>Accord sur le fleuve</title></head><body><h1>Accord sur le fleuve</h1><p>Par Awa Diop | il y a 3 heures</p><p>Le Sénégal et la Gambie ont signé lundi à Banjul un accord sur la gestion du fleuve.</p><p>Une commission mixte se réunira deux fois par an, <a href='/dakar'>à Dakar</a> puis à Banjul.</p></body></html>".encode()).decode().replace("\n", "\r\n")
         + "\r\n----bord\r\nContent-Type: text/css\r\nContent-Location: cid:css\r\n\r\np {}\r\n----bord--\r\n").encode()
MBOX = b"".join(b"From presse@test Wed Apr  2 10:00:00 2025\n" + m.replace(b"\r\n", b"\n") + b"\n" for m in (MAIL, PLAIN_MAIL.replace(b"\n\nLe", b"\n\n>From Bamako :\nLe"), PLAIN_MAIL.replace(b"m2@", b"m3@")))


def pdf(lines, title=None, encrypt=False):
    """One page, Helvetica; a line is (size, text), an empty text a gap."""
    content, y = b"BT\n", 780
    for size, text in lines:
        y -= size * 1.3
        if text:
            content += b"/F1 %d Tf 1 0 0 1 60 %d Tm (%s) Tj\n" % (size, y, text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)"))
    content += b"ET"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d/Filter/FlateDecode>>\nstream\n" % len(zlib.compress(content)) + zlib.compress(content) + b"\nendstream",
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
               b"<</Title(%s)>>" % (title or "").encode("latin-1"),
               b"<</Filter/Standard/V 1/R 2/O(" + b"x" * 32 + b")/U(" + b"y" * 32 + b")/P -4>>"]
    out, offsets = b"%PDF-1.4\n", []
    for i, o in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % i + o + b"\nendobj\n"
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    crypt = b"/Encrypt 7 0 R/ID[<00><00>]" if encrypt else b""
    return out + b"trailer<</Size %d/Root 1 0 R/Info 6 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, crypt, at)


PDF = pdf([(18, "Communiqué conjoint de Lomé"), (12, ""), (12, "Les ministres des Affaires étrangères du Togo et du Bénin se sont réunis à Lomé le 2 avril"),
           (12, "2025 pour examiner la coopération trans-"), (12, "frontalière et la gestion commune des ports de la sous-région, dans un esprit amical."), (12, ""), (12, ""),
           (12, "Ils ont décidé de se revoir à Cotonou avant la fin de l’année.")])
