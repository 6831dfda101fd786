#!/usr/bin/env python3
"""The sentences of a case file as documents, one JSON object a line: documents.py fr > documents.jsonl"""
import json
import sys
from pathlib import Path

import yaml

for case in yaml.safe_load((Path(__file__).parent / f"{sys.argv[1]}.yaml").read_text(encoding="utf-8"))["cases"]:
    print(json.dumps({"id": case["id"], "text": case["text"], "language": sys.argv[1]}, ensure_ascii=False))
