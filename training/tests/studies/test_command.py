from pathlib import Path

import pytest

from spatial_training.studies.__main__ import main
from spatial_training.studies.catalogue import STUDIES, Variant

from .conftest import SETTINGS


def run(name: str, data: Path, runs: Path, document: Path, *more: str) -> None:
    main([
        name, "--data", str(data / "train"), "--validation", str(data / "validation-stills"),
        "--test", str(data / "test"), str(data / "kept-out"), "-o", str(runs), "--document", str(document),
        "--samples", str(SETTINGS.samples), "--first-samples", str(SETTINGS.first_samples), "--batch", "4",
        "--questions", "4", "--precision", "fp32", "--test-images", "5", "--network", "tiny", *more,
    ])  # fmt: skip


def tables_of(document: Path) -> dict[str, str]:
    text = document.read_text()
    return {n: text.split(f"<!-- {n} -->\n")[1].split(f"\n<!-- /{n} -->")[0] for n in STUDIES}


def test_all_writes_a_row_for_every_variant(data: Path, tmp_path: Path, document: Path):
    run("all", data, tmp_path / "runs", document, "--seeds", "1")
    for name, table in tables_of(document).items():
        assert "outdated" not in table
        titles = {line.split("|")[1].strip() for line in table.splitlines() if line.startswith("|")}
        assert {variant.title for variant in STUDIES[name].variants} < titles
        assert "1 seed;" in table
        assert f"after {name}\n" in document.read_text()


def test_what_is_finished_is_kept(data: Path, tmp_path: Path, document: Path, capsys):  # noqa: ANN001
    run("freeze", data, tmp_path / "runs", document, "--seeds", "2")
    first, trained = tables_of(document)["freeze"], capsys.readouterr().out
    assert trained.count("grounded, seed") == 2
    run("freeze", data, tmp_path / "runs", document, "--seeds", "2")
    assert capsys.readouterr().out == ""
    assert tables_of(document)["freeze"] == first


def test_another_folder_gives_the_same_table(data: Path, tmp_path: Path, document: Path):
    tables = []
    for name in ("a", "b"):
        run("grounding", data, tmp_path / name, document, "--seeds", "1")
        tables.append(tables_of(document)["grounding"])
    assert tables[0] == tables[1]


def test_other_settings_are_refused(data: Path, tmp_path: Path, document: Path):
    run("focal", data, tmp_path / "runs", document, "--seeds", "1")
    with pytest.raises(ValueError, match="samples was 16, is 20"):
        run("focal", data, tmp_path / "runs", document, "--samples", "20")


def test_two_tests_of_one_name_are_refused(data: Path, tmp_path: Path, document: Path):
    with pytest.raises(ValueError, match="different names"):
        run("focal", data, tmp_path / "runs", document, "--test", str(data / "test"), str(data / "test"))


def test_a_document_without_its_marker_is_refused(data: Path, tmp_path: Path, document: Path):
    document.write_text("nothing marked")
    with pytest.raises(ValueError, match="<!-- grounding -->"):
        run("grounding", data, tmp_path / "runs", document, "--seeds", "1")


def test_variants_of_one_key_are_trained_alike():
    """They share a run, so nothing but the row's title may differ."""
    found: dict[str, Variant] = {}
    for study in STUDIES.values():
        assert study.reference in {variant.key for variant in study.variants}
        for variant in study.variants:
            known = found.setdefault(variant.key, variant)
            assert {**vars(known), "title": ""} == {**vars(variant), "title": ""}


def test_the_shipped_document_has_every_marker():
    text = (Path(__file__).parents[2] / "STUDIES.md").read_text()
    for name in STUDIES:
        assert text.index(f"<!-- {name} -->") < text.index(f"<!-- /{name} -->")
