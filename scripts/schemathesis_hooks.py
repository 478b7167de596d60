"""Every request that carries a well-formed Idempotency-Key gets one of its own, so that no answer is a replay. A place in the
results of the public search goes with the kind it was given for, which a schema cannot say."""
import re
import uuid

import schemathesis

KEY = re.compile(r"[A-Za-z0-9._:-]{1,255}")


@schemathesis.hook
def before_call(context, case, kwargs):
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and KEY.fullmatch(key):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    query = case.query or {}
    if case.operation.path.endswith("/public/search") and "cursor" in query and "kind" not in query:
        del query["cursor"]
