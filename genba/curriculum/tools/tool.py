"""A tool of a module: declared once, and from that one declaration page, file, API and command line."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from genba.curriculum.texts import Texts
from genba.curriculum.tools.answers import Answer, Watch
from genba.curriculum.tools.inputs import Choice, Input, read_all, schema_of

ResultKind = Literal["number", "text", "choice", "yes-no", "list", "table"]
RESULT_KINDS: tuple[ResultKind, ...] = ("number", "text", "choice", "yes-no", "list", "table")


@dataclass(frozen=True)
class Result:
    """One thing that comes out: where it stands among the values ("capability.cpk"), its words, unit and decimals.

    decimals None: as many as the number needs, three figures. choice: the value is the code of one of the tool's sentences.
    table: a list of mappings, shown by its columns.
    """

    name: str
    labels: Texts
    kind: ResultKind = "number"
    unit: str = ""
    unit_labels: Texts | None = None
    decimals: int | None = None
    columns: "tuple[Result, ...]" = ()
    first: bool = False  # shown large, above the others

    def unit_in(self, language: str) -> str:
        return self.unit_labels.in_(language) if self.unit_labels else self.unit


@dataclass(frozen=True)
class ForKpi:
    """Which results are numerator and denominator of an indicator, so that an enterprise keeps them with one tap."""

    indicator: str
    numerator: str
    denominator: str


@dataclass(frozen=True)
class ForPlan:
    """The sentences that become problem and action of the plan, and the result that is the expected saving a month."""

    problem: str
    action: str
    saving: str = ""


@dataclass(frozen=True)
class Tool:
    """Inputs, results, sentences, and the pure function between them."""

    code: str
    labels: Texts
    summaries: Texts
    inputs: tuple[Input, ...]
    results: tuple[Result, ...]
    sentences: Mapping[str, Texts]
    source: str
    function: Callable[..., Answer] = field(compare=False)
    is_long: bool = False  # may take more than a second: solved in the background, watched and stopped there
    parameters: Mapping[str, Any] = field(default_factory=dict)  # dated values of the module that the function is handed
    reads: str = ""  # a file format that the function `read_file(text)` beside it understands, such as ".txt"
    read_file: Callable[[str], dict[str, Any]] | None = field(default=None, compare=False)
    rest: str = ""  # a keyed table that takes every name that is not an input's: quantities that depend on a kind
    kpi: ForKpi | None = None
    plan: ForPlan | None = None

    def run(self, given: Mapping[str, Any], watch: Watch | None = None) -> Answer:
        """The answer to inputs given by their JSON names.

        Raises NotUsable with every problem of the inputs, No where the tool gives no figure.
        """
        values = read_all(self.inputs, self.gathered(given))
        if self.parameters:
            values["parameters"] = self.parameters
        if self.is_long:
            values["watch"] = watch or Watch()
        return self.function(**values)

    def gathered(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """The inputs with names that are nobody's moved into the table that takes them; a number under the name of a choice
        is such a quantity too."""
        if not self.rest:
            return given
        choices = {one.name for one in self.inputs if isinstance(one, Choice)}
        known = {one.name for one in self.inputs}
        loose = {k: v for k, v in given.items() if k not in known or (k in choices and not isinstance(v, str))}
        table = given.get(self.rest)
        whole = {**(table if isinstance(table, Mapping) else {}), **loose}
        return {**{k: v for k, v in given.items() if k not in loose}, **({self.rest: whole} if loose else {})}

    def schema(self, language: str = "en") -> dict[str, Any]:
        """JSON Schema of the inputs."""
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": self.labels.in_(language)}
        return {**head, "description": self.summaries.in_(language), **schema_of(self.inputs, language)}

    def holes(self, code: str) -> set[str]:
        """The names that stand in the holes of a sentence, in any language."""
        return {name for text in self.sentences[code].values() for name in re.findall(r"\{(\w+)\}", text)}

    def unsaid(self, answer: Answer) -> Iterator[str]:
        """Codes that the answer speaks and the tool has no sentence for: a mistake of the package."""
        spoken = [*answer.says, *([answer.then] if answer.then else []), *answer.withheld.values()]
        yield from (one.code for one in spoken if one.code not in self.sentences)
