"""Bringing a file: names never become paths, mappings are proposed, corrected, refused and remembered; the error file is safe."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from tests.domains.integration.company import SALES, begun, bring, check, counts, load

from fluxion.base.files import Limits, ReadOptions
from fluxion.base.files.errors import EmptyFile, FileTooLarge, WrongFileType
from fluxion.base.files.shapes import DateOrder, DecimalMark, Delimiter
from fluxion.base.paging import Ask
from fluxion.base.work import SYSTEM, Works
from fluxion.domains.integration.actions import cancel_import, check_import, edit_import, load_import, receive, undo_import
from fluxion.domains.integration.errors import BadPattern, FileGone, MappingIncomplete, StillWorking, WrongState
from fluxion.domains.integration.reads import entities, error_file, import_run, imports
from fluxion.domains.integration.rules import ENTITIES
from fluxion.domains.integration.rules.mapping import propose
from fluxion.domains.integration.shapes import LoadWish, RowRule, RunChange
from fluxion.values.errors import NotFound, Refusal, Stale


def test_the_name_a_file_came_with_is_only_shown(works: Works) -> None:
    view = bring(works, SALES)
    assert view.filename == "archivo.csv"
    stored = list(works.settings.upload_dir.iterdir())
    assert [path.suffix for path in stored] == [".upload"]
    assert stored[0].read_text() == SALES


@pytest.mark.parametrize(
    ("content", "limit", "refusal"),
    [(b"", 1, EmptyFile), (b"a,b\n" * 400_000, 1, FileTooLarge), (b"%PDF-1.4 whatever", 1, WrongFileType)],
)
def test_a_refused_file_is_not_kept(works: Works, content: bytes, limit: int, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        receive(works.settings, "x.csv", iter([content]), Limits(size_mb=limit))
    assert list(works.settings.upload_dir.iterdir()) == []


@pytest.mark.parametrize("name", ENTITIES)
@pytest.mark.parametrize("lang", ["es", "en", "pt"])
def test_every_field_is_recognised_by_its_own_label_in_every_language(name: str, lang: str) -> None:
    spec = ENTITIES[name]  # type: ignore[index]
    labels = {field.name: field.label[lang] for field in spec.fields}
    found = {match.target: match.header for match in propose(spec, list(labels.values()))}
    required = {field.name for field in spec.fields if field.required}
    assert {field: found.get(field) for field in required} == {field: labels[field] for field in required}


def test_columns_of_the_contract_are_recognised_by_name() -> None:
    for spec in ENTITIES.values():
        names = [field.name for field in spec.fields]
        assert {match.target: match.header for match in propose(spec, names)} == dict(zip(names, names, strict=True))


def test_a_mapping_that_cannot_be_is_refused_naming_each_field(works: Works) -> None:
    view = bring(works, SALES)
    change = RunChange(mapping={"sku": "nope", "colour": "sku"}, constants={"date": "2026-01-01"})
    with works.write() as work, pytest.raises(MappingIncomplete) as caught:
        edit_import(work, view.id, change)
    assert sorted((error.pointer, error.code) for error in caught.value.errors) == [
        ("/mapping/colour", "unknown_field"),
        ("/mapping/sku", "unknown_column"),
    ]
    with works.write() as work, pytest.raises(BadPattern):
        edit_import(work, view.id, RunChange(skip_when=[RowRule(column="sku", matches="(")]))
    with works.write() as work, pytest.raises(MappingIncomplete):
        edit_import(work, view.id, RunChange(skip_when=[RowRule(column="nope", matches="x")]))
    with works.write() as work:
        edited = edit_import(work, view.id, RunChange(mapping={"sku": "sku", "date": None}), view.version)
    assert (edited.state, edited.mapping, edited.missing) == ("mapped", {"sku": "sku"}, ["date", "quantity", "unit_price"])
    with works.write() as work, pytest.raises(MappingIncomplete) as caught:
        check_import(work, view.id)
    assert [error.pointer for error in caught.value.errors] == ["/mapping/date", "/mapping/quantity", "/mapping/unit_price"]
    with works.write() as work, pytest.raises(Stale):
        edit_import(work, view.id, RunChange(), view.version)


def test_other_options_are_looked_at_again(works: Works) -> None:
    view = bring(works, "fecha;sku;cantidad;precio\n01/02/2026;A1;1;1.234\n", "sales")
    assert view.detected.notes == ["decimals_ambiguous", "dates_ambiguous"]
    options = ReadOptions(decimal_mark=DecimalMark.POINT, date_order=DateOrder.MDY)
    with works.write() as work:
        edited = edit_import(work, view.id, RunChange(options=options))
    assert (edited.detected.decimal_mark, edited.detected.date_order, edited.detected.notes) == (".", "mdy", [])
    assert edited.mapping == view.mapping
    with works.write() as work:
        wrong = edit_import(work, view.id, RunChange(options=ReadOptions(delimiter=Delimiter.PIPE)))
    assert (len(wrong.detected.columns), wrong.mapping) == (1, {})


def test_the_mapping_of_a_load_is_remembered_for_files_with_the_same_columns(works: Works) -> None:
    begun(works)
    content = "f1,f2,f3,f4,f5\n2026-02-01,A1,S1,2,3\n"
    chosen: dict[str, str | None] = {"date": "f1", "sku": "f2", "location": "f3", "quantity": "f4", "unit_price": "f5"}
    load(works, bring(works, content, "sales", RunChange(mapping=chosen, options=ReadOptions(date_order=DateOrder.YMD))))
    again = bring(works, "F5,F1,f2,f3,f4\n3,2026-02-02,A1,S1,2\n".lower(), "sales")
    assert (again.mapping, again.missing) == (chosen, [])
    assert counts(load(works, again)) == {"total": 1, "new": 1}


def test_the_kind_of_file_is_guessed_from_its_columns(works: Works) -> None:
    assert bring(works, "codigo,nombre,lead time,compra minima,moneda\nA,b,1,2,USD\n").entity == "suppliers"
    assert bring(works, "sucursal,sku,existencia,reservado\nA,b,1,2\n").entity == "stock"
    assert bring(works, "sku,nombre,categoria,marca,costo\nA,b,c,d,1\n").entity == "products"


def test_steps_out_of_order_are_refused(works: Works) -> None:
    begun(works)
    view = bring(works, SALES, "sales")
    with works.write() as work, pytest.raises(WrongState):
        undo_import(work, view.id)
    with works.write() as work:
        load_import(work, view.id, LoadWish())
    with works.write() as work, pytest.raises(StillWorking):
        load_import(work, view.id, LoadWish())
    with works.write() as work:
        assert cancel_import(work, view.id).state == "cancelled"
    load(works, view)
    with works.write() as work, pytest.raises(WrongState):
        edit_import(work, view.id, RunChange())


def test_a_file_that_is_gone_is_told(works: Works) -> None:
    view = bring(works, SALES, "sales")
    for path in works.settings.upload_dir.iterdir():
        path.unlink()
    with works.write() as work, pytest.raises(FileGone):
        check_import(work, view.id)


def test_people_confined_to_locations_see_their_own_imports_only(works: Works) -> None:
    one = replace(SYSTEM, id=1, rights=frozenset({"integration.*"}), locations=frozenset({1}))
    other = replace(one, id=2)
    view = bring(works, SALES, "sales", actor=one)
    with works.read(other) as work:
        assert imports(work, Ask()).items == []
        with pytest.raises(NotFound):
            import_run(work, view.id)
        with pytest.raises(NotFound):
            error_file(work, view.id)
    with works.read(one) as work:
        assert [line.id for line in imports(work, Ask(), "sales", "uploaded").items] == [view.id]
        assert imports(work, Ask(), "stock").items == []
        assert {each.name for each in entities(work)} == set(ENTITIES)


def test_the_error_file_names_row_column_value_reason_and_remedy_and_starts_no_formula(works: Works) -> None:
    begun(works)
    content = 'date,sku,location,quantity,unit_price\n2026-02-01,"=1+1",S1,1,2\n2026-02-01,@x,S1,-5,2\n2026-02-01,A1,S1,-5x,2\n2026-02-01,"a""b, c",S1,1,-2\n'
    after = check(works, bring(works, content, "sales"))
    assert counts(after) == {"total": 4, "error": 4}
    with works.read(lang="es") as work:
        text = b"".join(error_file(work, after.id)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["fila", "columna", "valor", "código", "motivo", "remedio"]
    assert [row[:4] for row in rows[1:]] == [
        ["2", "sku", "'=1+1", "unknown_sku"],
        ["3", "sku", "'@x", "unknown_sku"],
        ["4", "quantity", "'-5x", "not_a_number"],
        ["5", "sku", 'a"b, c', "unknown_sku"],
    ]
    assert rows[4][4:] == ['El producto «a"b, c» no existe.', "Cargue antes los productos, o pida que se creen los que faltan."]


def test_old_uploads_are_swept_away(works: Works, tmp_path: Path) -> None:
    import os

    from fluxion.base.jobs.waiting import run_now

    bring(works, SALES)
    (old,) = works.settings.upload_dir.iterdir()
    os.utime(old, (0, 0))
    bring(works, SALES)
    with works.write() as work:
        job_id = work.later("integration.sweep", {}, title="sweep")
    assert run_now(works, job_id).result == {"files_removed": 1}
    assert len(list(works.settings.upload_dir.iterdir())) == 1
