#!/usr/bin/env python3
"""One peer of scripts/figures.py, run inside its virtual environment.

    figures_peers.py quantulum3|quantulum3-without-classifier|recognizers < texts > results

Reads a JSON list of texts and writes `{"startup": seconds, "seconds": seconds, "found": [[quantity ...] ...]}`: user
CPU seconds to import and warm up, then to go over the texts once, and the quantities of each text as
`{start, end, value, low, high, unit, type}`.
"""

import json
import re
import resource
import sys
import warnings


def user_seconds():
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def quantulum3(classifier):
    from quantulum3 import classifier as switch
    from quantulum3 import parser

    switch.USE_CLF = classifier

    def find(text):
        try:
            found = parser.parse(text)
        except Exception:  # a text it cannot read counts as one without quantities
            return []
        return [quantity for quantity in map(one, found) if quantity]

    def one(quantity):
        start, end = quantity.span
        if start < 0:
            # It gives ranges with a word between ("15 and 20 per cent") no start, only the right end.
            start = end - 1
        spread = quantity.uncertainty
        value = quantity.value
        return {
            "start": start, "end": end, "type": quantity.unit.entity.name, "unit": quantity.unit.name,
            "value": None if spread else value,
            "low": value - spread if spread else None, "high": value + spread if spread else None,
        }

    return find


DURATION = re.compile(r"PT?(\d+(?:\.\d+)?)([YMWDHS])")
UNITS = {"PY": "Year", "PM": "Month", "PW": "Week", "PD": "Day", "PTH": "Hour", "PTM": "Minute", "PTS": "Second"}


def recognizers():
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import (
        recognize_age, recognize_currency, recognize_dimension, recognize_temperature,
    )

    def recognize_duration(text, culture):
        """Lengths of time, which it counts among dates: of these the only ones that are kept."""
        for result in recognize_datetime(text, culture):
            if result.type_name.endswith(".duration"):
                length = DURATION.fullmatch(result.resolution["values"][0]["timex"])
                if length:
                    unit = UNITS[result.resolution["values"][0]["timex"].rstrip("YMWDHS.0123456789") + length[2]]
                    result.resolution = {"value": length[1], "unit": unit}
                    yield result

    models = [recognize_percentage, recognize_currency, recognize_age, recognize_temperature, recognize_duration,
              recognize_dimension, recognize_number]

    def find(text):
        found = []
        for rank, model in enumerate(models):
            try:
                found += [(result, rank) for result in model(text, "en-us") if (result.resolution or {}).get("value")]
            except Exception:
                continue
        # Of results that overlap the longest counts, and with equal length the one with a unit.
        found.sort(key=lambda entry: (entry[0].start - entry[0].end, entry[1]))
        kept = []
        for result, _ in found:
            if all(result.end < other.start or other.end < result.start for other in kept):
                kept.append(result)
        return [quantity for quantity in map(one, sorted(kept, key=lambda result: result.start)) if quantity]

    def one(result):
        stated = result.resolution["value"]
        try:
            value = float(stated.rstrip("%"))
        except ValueError:
            return None
        unit = "%" if stated.endswith("%") else result.resolution.get("unit")
        return {"start": result.start, "end": result.end + 1, "type": result.type_name, "unit": unit, "value": value,
                "low": None, "high": None}

    return find


def main():
    warnings.simplefilter("ignore")
    name = sys.argv[1]
    texts = json.load(sys.stdin)
    find = recognizers() if name == "recognizers" else quantulum3(name == "quantulum3")
    find("It rose by 3.5 per cent to £12 million in 2 years, or 20 km a day.")
    ready = user_seconds()
    found = [find(text) for text in texts]
    json.dump({"startup": ready, "seconds": user_seconds() - ready, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
