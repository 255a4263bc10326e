"""Templates, compiled once a process: `mkdocs serve` builds often, and compiling Material takes longer than printing a note."""

from __future__ import annotations

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """Templates by their name and file; Jinja compiles one anew when its text has changed."""

    def __init__(self) -> None:
        """Nothing is compiled before the first build."""
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if the template was compiled before and is still the same."""
        if code := self._codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the bucket holds."""
        self._codes[bucket.key] = bucket.bytecode_to_string()


_OF_THIS_PROCESS: dict[tuple[object, ...], CompiledTemplates] = {}


def compiled_templates(environment: Environment) -> CompiledTemplates:
    """The templates that this process has compiled in environments which compile alike."""
    compiles_alike = (environment.code_generator_class, environment.autoescape, *sorted(environment.extensions))
    return _OF_THIS_PROCESS.setdefault(compiles_alike, CompiledTemplates())
