#!/usr/bin/env python3
"""Checks the probe files times-en, names-probes and places-own: valid JSON, unique ids, dates that parse,
every text found in its sentence, coordinates in range. Prints the counts; exit code 1 on any fault.
Run from anywhere: python3 tests/cases/check_probes.py"""
import collections
import datetime
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
SETS = {"times-en": "times", "names-probes": "names", "places-own": "places"}
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
VALUE = re.compile(
    r"(\d{3}|\d{3}X|\d{4}(-(SP|SU|FA|WI|Q[1-4]|W\d\d(-WE)?|\d\d(-\d\d(T(MO|MI|AF|EV|NI|DT|\d\d:\d\d))?)?))?"
    r"|XXXX-WXX-[1-7]|P(T?[\dX]+(Y|M|W|D|DE|H))(\d+M)?|(PAST|PRESENT|FUTURE)_REF)")
faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


def check_time(where, item):
    for value in [item["value"], *item.get("also", [])]:
        if not VALUE.fullmatch(value):
            fault(where, f"value {value}")
    if item["type"] not in ("date", "time", "duration", "set"):
        fault(where, f"type {item['type']}")
    for key in ("start", "end"):
        if key in item:
            datetime.date.fromisoformat(item[key])
    if item.get("start", "") > item.get("end", "~"):
        fault(where, "start after end")
    if re.match(r"\d{4}-\d\d-\d\d", item["value"]):
        day = datetime.date.fromisoformat(item["value"][:10])
        for name in DAYS:
            if re.search(name + r"\b", item["text"]) and DAYS[day.weekday()] != name:
                fault(where, f"{item['text']} is no {name}")


def check_name(where, item):
    if item["kind"] not in ("actor", "place", "person", "office"):
        fault(where, f"kind {item['kind']}")
    if item["kind"] == "person" and not item.get("person"):
        fault(where, "a person without a name")
    if item["kind"] == "office" and not (item.get("id") and item.get("office")):
        fault(where, "an office without id or office")
    if item["kind"] == "actor" and not item.get("id"):
        fault(where, "an actor without id")
    if item["kind"] == "place" and not item.get("id"):
        check_place(where, item)


def check_place(where, item):
    if not (-90 <= item["lat"] <= 90 and -180 <= item["lon"] <= 180):
        fault(where, "coordinates")
    if not item["name"] or not re.fullmatch(r"[A-Z]{3}", item["country"]):
        fault(where, "name or country")


CHECK = {"times": check_time, "names": check_name, "places": check_place}
for folder, key in SETS.items():
    path = HERE / folder / "cases.jsonl"
    if not path.exists():
        fault(folder, "no cases.jsonl")
        continue
    seen, count, empty, kinds, ids, languages = set(), 0, 0, collections.Counter(), set(), collections.Counter()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{folder}/cases.jsonl:{number}"
        try:
            case = json.loads(line)
            datetime.datetime.fromisoformat(case["published"])
            if case["id"] in seen:
                fault(where, f"id {case['id']} twice")
            seen.add(case["id"])
            count += 1
            empty += not case[key]
            languages[case.get("language", "en")] += 1
            for item in case[key]:
                kinds[item.get("type") or item.get("kind") or "place"] += 1
                if item.get("id"):
                    ids.add(item["id"])
                field = case[item.get("in", "text")]
                if item["text"] not in field:
                    fault(where, f"{item['text']!r} is not in the text")
                if "span" in item:
                    start, end = item["span"]
                    if field.encode()[start:end] != item["text"].encode():
                        fault(where, f"span of {item['text']!r}")
                CHECK[key](where, item)
            for text in case.get("ignore", []):
                if text not in case["text"] and text not in case.get("title", ""):
                    fault(where, f"ignored {text!r} is not in the text")
        except (ValueError, KeyError, TypeError) as error:
            fault(where, f"{type(error).__name__}: {error}")
    states = sum(bool(re.fullmatch(r"[A-Z]{3}", i)) for i in ids)
    print(f"{folder}: {count} cases {dict(languages)}, {empty} with nothing, {sum(kinds.values())} items {dict(kinds)}"
          + (f", {len(ids)} ids of which {states} of three letters" if ids else ""))
for line in faults:
    print(line, file=sys.stderr)
sys.exit(bool(faults))
