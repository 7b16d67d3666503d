"""What can be wrong with a rule: under a name, with the field that it stands in and the words."""

from __future__ import annotations

from typing import Final, NamedTuple


class Fault(NamedTuple):
    """``field`` is the part of the rule, as its file calls it; ``says`` follows “rule … ”."""

    field: str
    says: str


FAULTS: Final[dict[str, Fault]] = {
    "wrong_kind": Fault("", "cannot be read: {why}"),
    "no_id": Fault("id", "has no id"),
    "no_words": Fault("message_zh", "has no words in one of the languages"),
    "no_fix": Fault("fix_zh", "does not say in both languages how to mend it"),
    "unknown_code": Fault("code", "has the unknown code {code}"),
    "no_scan": Fault("material", "asks for no scan"),
    "no_requirement": Fault("requirement", "does not say whether it is required"),
    "half_a_note": Fault("note_zh", "has a note in one language only"),
    "unknown_province": Fault("provinces", "names the unknown province {province}"),
    "unknown_material": Fault("material", "asks for the unknown material {material}"),
    "unknown_source": Fault("source", "names the unknown source {source}"),
    "no_source": Fault("source", "names no source"),
    "unknown_predicate": Fault("check", "names the unknown predicate {check}"),
    "of_no_website": Fault("per", "asks {check} of no website"),
    "unknown_place": Fault("message_zh", "tells what nobody knows: {places}"),
    "unknown_type": Fault("types", "names the unknown type of filing {type}"),
    "no_type": Fault("types", "is about no type of filing"),
    "no_nature": Fault("nature", "is about no nature of subject"),
    "other_params": Fault("params", "gives {check} the parameters {given}, not {wanted}"),
    "wrong_param": Fault("params", "has a wrong {name}: {why}"),
    "unknown_name": Fault("params", "gives the unknown {kind} {value}"),
    "expression": Fault("params", "gives as {name} the expression {value}: list plain words"),
    "ends_first": Fault("valid_to", "ends before it begins"),
    "twice": Fault("valid_from", "stands twice for the same days"),
    "circle": Fault("", "{relation} in a circle: {circle}"),
    "unknown_rule": Fault("", "{relation} the unknown rule {other}"),
}
"""Name -> fault. Where no field is named, the facts name it (``field``)."""
