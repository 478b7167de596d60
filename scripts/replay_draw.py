#!/usr/bin/env python3
"""Draws a panel again from the published file (draw/1): replay_draw.py FILE. Ends with 0 if everything agrees."""
import hashlib, json, sys

def sha(*parts): return hashlib.sha256("\n".join(parts).encode()).hexdigest()

d = json.load(open(sys.argv[1], encoding="utf-8"))
listed = {"round": d["round"], "candidates": sorted(d["candidates"], key=lambda c: c["id"]), "strata": d["strata"]}
digest = sha(json.dumps(listed, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
seed = sha(d["round"], digest, d["salt"], d["entropy"])
boss = lambda c: c["employer"] or c["id"]  # nobody of one employer beside another

def completable(taken):  # can the free seats still be filled?
    held = {boss(c): None for c in taken}
    def seat(code, met):
        for e in sorted({boss(c) for c in d["candidates"] if c["stratum"] == code} - met):
            if e not in met:
                met.add(e)
                if e not in held or held[e] is not None and seat(held[e], met): held[e] = code; return True
        return False
    free = {s["code"]: s["seats"] - sum(c["stratum"] == s["code"] for c in taken) for s in d["strata"]}
    return len(held) == len(taken) and min(free.values()) >= 0 and all(seat(code, set()) for code in free for _ in range(free[code]))

ticket, panel, rest = {c["id"]: sha(f"{seed}:{c['id']}") for c in d["candidates"]}, [], []
for c in sorted(d["candidates"], key=lambda c: ticket[c["id"]]):
    (panel if completable(panel + [c]) else rest).append(c)
reserves = [c["id"] for s in d["strata"] for c in [r for r in rest if r["stratum"] == s["code"]][:s["reserves"]]]
wrong = [name for name, ok in [("list_sha256", digest == d["list_sha256"]), ("commitment", sha(d["round"], digest, d["salt"]) == d["commitment"]),
    ("seed", seed == d["seed"]), ("panel", [c["id"] for c in panel] == [p["id"] for p in d["panel"]]), ("reserves", reserves == [r["id"] for r in d["reserves"]])] if not ok]
print("differs: " + ", ".join(wrong) if wrong else f"the same: {len(panel)} seats, {len(reserves)} reserves")
sys.exit(bool(wrong))
