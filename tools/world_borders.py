#!/usr/bin/env python3
"""Makes data/world/borders.txt from Natural Earth's borders (public domain) as npm's `world-atlas` ships them.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    tools/world_borders.py package/countries-50m.json

One line a ring: the country (ISO3), then longitude and latitude of its points in hundredths of a degree, from the second
point on as differences from the last. A point lies in a country when it lies in an odd number of its rings.
"""
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ISO = "/usr/share/iso-codes/json/iso_3166-1.json"
NAMED = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP"}  # without a number of ISO 3166-1


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    codes = {c["numeric"]: c["alpha_3"] for c in json.loads(Path(ISO).read_text(encoding="utf-8"))["3166-1"]}
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round((x * sx + tx) * 100), round((y * sy + ty) * 100)))
        arcs.append(points)
    lines = []
    for shape in topology["objects"]["countries"]["geometries"]:
        code = codes.get(shape.get("id", "")) or NAMED.get(shape["properties"]["name"])
        if not code:
            print("left out:", shape["properties"]["name"], file=sys.stderr)
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for ring in (r for polygon in polygons for r in polygon):
            points = []
            for arc in ring:
                part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
                points += [p for p in part if not points or p != points[-1]]
            if len(points) < 4:
                continue
            if code == "RUS" and all(3200 <= x <= 3700 and 4400 <= y <= 4650 for x, y in points):
                code_here = "UKR"  # Crimea: the world's towns there are Ukraine's, as in GeoNames
            else:
                code_here = code
            numbers = [*points[0]]
            for (x0, y0), (x1, y1) in zip(points, points[1:]):
                numbers += [x1 - x0, y1 - y0]
            lines.append(code_here + " " + " ".join(map(str, numbers)))
    head = ("# Borders of states: Natural Earth 1:50m (public domain) by npm world-atlas 2.0.2; made by tools/world_borders.py.\n"
            "# ISO3, then longitude and latitude in hundredths of a degree; from the second point on differences.\n")
    (ROOT / "data/world/borders.txt").write_text(head + "\n".join(sorted(lines)) + "\n", encoding="utf-8")


main()
