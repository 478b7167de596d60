"""Every request that carries a well-formed Idempotency-Key gets one of its own, so that no answer is a replay."""
import re
import uuid

import schemathesis

KEY = re.compile(r"[A-Za-z0-9._:-]{1,255}")


@schemathesis.hook
def before_call(context, case, kwargs):
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and KEY.fullmatch(key):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
