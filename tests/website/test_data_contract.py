"""What Python and the scripts of a site must do alike, on both sides."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from mkdocs_vault.hosts.mkdocs.theme_files import theme_folder
from mkdocs_vault.website.data_contract import bucket, buckets_of_names, buckets_of_the_graph, name_words

VECTORS = json.loads(Path(__file__).with_name("contract_vectors.json").read_text(encoding="utf-8"))
ASK_SCRIPT = """
const { script, vectors } = JSON.parse(require("fs").readFileSync(0, "utf-8"));
import("data:text/javascript," + encodeURIComponent(script)).then(({ wordsOf, bucketOf }) => {
  const words = vectors.words.map(([name]) => [name, wordsOf(name)]);
  const buckets = vectors.buckets.map(([text, count]) => [text, count, bucketOf(text, count)]);
  console.log(JSON.stringify({ words, buckets }));
});
"""


@pytest.mark.parametrize(("name", "words"), VECTORS["words"])
def test_a_name_has_these_words(name: str, words: list[str]) -> None:
    assert name_words(name) == words


@pytest.mark.parametrize(("text", "count", "number"), VECTORS["buckets"])
def test_a_text_stands_in_this_bucket(text: str, count: int, number: int) -> None:
    assert bucket(text, count) == number


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_script_gives_the_same_answers() -> None:
    script = (theme_folder() / "assets" / "vault" / "names.js").read_text(encoding="utf-8")
    question = json.dumps({"script": script, "vectors": VECTORS})
    answer = subprocess.run(["node", "-e", ASK_SCRIPT], input=question, capture_output=True, text=True, check=True, encoding="utf-8")
    assert json.loads(answer.stdout) == VECTORS


def test_there_is_a_power_of_two_of_buckets_up_to_a_limit() -> None:
    assert [buckets_of_names(notes) for notes in (0, 21, 22, 1000, 10**6)] == [1, 1, 2, 64, 1024]
    assert [buckets_of_the_graph(notes) for notes in (0, 16, 17, 1000, 10**6)] == [1, 1, 2, 64, 4096]
