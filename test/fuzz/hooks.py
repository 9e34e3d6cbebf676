"""What Schemathesis is told beyond the API's description: ids that exist, and what no answer may hold.

Read by the test beside this file (api.test.ts), which writes the world as JSON and names it in ATTEND_FUZZ_WORLD.
"""

import json
import os
import zlib

import schemathesis

with open(os.environ["ATTEND_FUZZ_WORLD"], encoding="utf-8") as file:
    WORLD = json.load(file)
POOLS = WORLD["pools"]
# What the id in a path names, by the path's beginning.
NAMED_BY = {
    "/api/people/{id}": "person",
    "/api/alerts/{id}": "alert",
    "/api/staff/{id}": "staff",
    "/api/absences/{id}": "absence",
    "/api/break-glass/{id}": "look",
    "/api/destructions/{id}": "destruction",
    "/api/retention/holds/{id}": "hold",
    "/api/oversight/looks/{id}": "unusual",
    "/api/audit/entries/{id}": "audit",
    "/api/check-ins/{id}": "checkIn",
    "/api/documents/{id}": "document",
    "/api/check-in-photos/{id}": "photo",
    "/api/reference-photos/{id}": "referencePhoto",
    "/api/help/{id}": "help",
    "/api/letters/{id}": "letter",
    "/api/letter-sendings/{id}": "sending",
    "/api/letter-templates/{id}": "template",
    "/api/complaints/{id}": "complaint",
    "/api/look-copies/{id}": "lookCopy",
    "/api/merges/{id}": "merge",
    "/api/register-entries/{id}": "registerEntry",
    "/api/hearings/{id}": "hearing",
    "/api/orders/{id}": "order",
    "/api/order-prompts/{id}": "prompt",
    "/api/conditions/{id}": "condition",
    "/api/exceptions/{id}": "exception",
    "/api/contact-points/{id}": "contact",
    "/api/contact-entries/{id}": "entered",
    "/api/messages/{id}": "message",
    "/api/message-replies/{id}": "reply",
    "/api/check-in-schedules/{id}": "schedule",
    "/api/check-in-attempts/{id}": "attempt",
    "/api/disclosure-delays/{id}": "delay",
    "/api/devices/{id}": "device",
    "/api/offices/{id}": "office",
}
FIELDS = {
    **{"participant": "person", "staff": "staff", "standIn": "staff", "provider": "provider"},
    **{"other": "person", "officer": "staff", "handler": "staff", "concernedProvider": "provider"},
    **{"office": "office", "reply": "reply", "file": "file", "device": "device"},
}
# What a `{kind, id}` in a body names.
KINDS = {"hearing": "hearing", "check-in": "checkIn", "order": "order"}
# Commands after which the account they name cannot go on: never the askers' own.
ENDING = ("/sessions", "/reset", "/end", "/roles", "/offices", "/invitation")


def choose(value, pool):
    """One of the pool for three of four values, always the same for the same value."""
    number = zlib.crc32(repr(value).encode("utf-8", "surrogatepass"))
    return value if number % 4 == 0 else pool[(number // 4) % len(pool)]


# What strings and numbers are seldom made of by chance, and databases refuse.
ENDINGS = ("\x00", "\u202e", "\x1b[2J", "%00", "\u0130" * 40)
NUMBERS = (2**31, 2**53, 2**63, -(2**63) - 1, 1e308, -1)


def spoil(value, number):
    """The same value with one of its leaves made into something odd."""
    if isinstance(value, dict) and value:
        key = sorted(value, key=str)[number % len(value)]
        return {**value, key: spoil(value[key], number // 7)}
    if isinstance(value, list) and value:
        place = number % len(value)
        return [*value[:place], spoil(value[place], number // 7), *value[place + 1 :]]
    if isinstance(value, str):
        return value + ENDINGS[number % len(ENDINGS)]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return NUMBERS[number % len(NUMBERS)]
    return value


@schemathesis.hook
def before_call(context, case, **kwargs):
    path = case.operation.path
    for beginning, name in NAMED_BY.items():
        if path.startswith(beginning) and isinstance(case.path_parameters.get("id"), str):
            chosen = choose(case.path_parameters["id"], POOLS[name])
            if name == "staff" and chosen in WORLD["protectedStaff"] and path.endswith(ENDING):
                chosen = WORLD["bystander"]
            case.path_parameters["id"] = chosen
    # Schemathesis asks with ids that answers gave: whoever ends the asking session asks nothing more.
    if path == "/api/sessions/{id}" and case.path_parameters.get("id") in WORLD["sessions"]:
        case.path_parameters["id"] = "nobody's"
    if isinstance(case.body, dict):
        for field, name in FIELDS.items():
            if isinstance(case.body.get(field), str):
                case.body[field] = choose(case.body[field], POOLS[name])
        for field in ("for", "about"):
            named = case.body.get(field)
            if isinstance(named, dict) and named.get("kind") in KINDS and isinstance(named.get("id"), str):
                case.body[field] = {**named, "id": choose(named["id"], POOLS[KINDS[named["kind"]]])}
        if isinstance(case.body.get("concernedStaff"), list):
            case.body["concernedStaff"] = [choose(one, POOLS["staff"]) for one in case.body["concernedStaff"]]
        if path == "/api/break-glass" and isinstance(case.body.get("reference"), str):
            case.body["reference"] = choose(case.body["reference"], POOLS["reference"])
        if isinstance(case.body.get("version"), int):
            case.body["version"] = choose(case.body["version"], [0, 1, 2, 3])
    for field, name in FIELDS.items():
        if isinstance(case.query, dict) and isinstance(case.query.get(field), str):
            case.query[field] = choose(case.query[field], POOLS[name])
    number = zlib.crc32(repr((path, case.body, case.query)).encode("utf-8", "surrogatepass"))
    if number % 6 == 0 and isinstance(case.body, dict):
        case.body = spoil(case.body, number // 6)
    elif number % 6 == 1 and isinstance(case.query, dict):
        case.query = spoil(case.query, number // 6)


@schemathesis.check
def nothing_of_another_programme(ctx, response, case):
    """No answer holds anything of the other programme that was not asked with it."""
    request = response.request
    sent = f"{request.url} {request.body!r} {dict(request.headers)}"
    told = response.content.decode("utf-8", "replace") + repr(response.headers)
    for text in WORLD["foreign"]:
        if text in told and text not in sent:
            raise AssertionError(f"{case.operation.method} {case.operation.path} told of another programme: {text}")
