"""Adding, renaming and retiring categories."""

from sqlalchemy import func, select

from fluxion.base.edits import apply, flush_or_taken, refuse_taken, sent
from fluxion.base.work import Work
from fluxion.domains.catalog import reads, rules
from fluxion.domains.catalog.errors import StillInUse
from fluxion.domains.catalog.events import CategoryCreated, CategoryDeactivated, CategoryEdited
from fluxion.domains.catalog.shapes import CategoryEdit, CategoryIn, CategoryView
from fluxion.domains.catalog.tables import Category, Product
from fluxion.values.codes import search_key
from fluxion.values.errors import NotFound, Text, require_version

RIGHT = "catalog.edit_category"
WHAT: Text = {"es": "la categoría", "en": "The category", "pt": "a categoria"}


def create_category(work: Work, body: CategoryIn) -> CategoryView:
    """Add a category; its name must be new, whatever its case and accents."""
    work.require(RIGHT)
    refuse_taken(work.db, Category.name_key, search_key(body.name), but=None, what=WHAT, shown=body.name)
    category = Category(name=body.name, **rules.category_keys({"name": body.name}), active=True)
    work.db.add(category)
    flush_or_taken(work.db, WHAT, body.name)
    work.emit(CategoryCreated(subject_id=category.id, name=category.name))
    return reads.category(work, category.id)


def edit_category(work: Work, category_id: int, edit: CategoryEdit, version: int | None = None) -> CategoryView:
    """Rename a category or take it back into use."""
    work.require(RIGHT)
    category = _locked(work, category_id)
    require_version(category.version, version)
    values = sent(edit, ("name", "active"))
    if "name" in values:
        refuse_taken(work.db, Category.name_key, search_key(values["name"]), but=category.id, what=WHAT, shown=values["name"])
    if values.get("active") is False:
        _refuse_in_use(work, category)
    if changes := apply(category, values):
        apply(category, rules.category_keys({"name": category.name}))
        category.version += 1
        flush_or_taken(work.db, WHAT, category.name)
        work.emit(CategoryEdited(subject_id=category.id, name=category.name, changes=changes))
    return reads.category(work, category_id)


def deactivate_category(work: Work, category_id: int, version: int | None = None) -> None:
    """Take a category out of use; refused while active products belong to it."""
    work.require(RIGHT)
    category = _locked(work, category_id)
    require_version(category.version, version)
    _refuse_in_use(work, category)
    if category.active:
        category.active = False
        category.version += 1
        work.emit(CategoryDeactivated(subject_id=category.id, name=category.name))


def _locked(work: Work, category_id: int) -> Category:
    category = work.db.get(Category, category_id, with_for_update=True)
    if category is None:
        raise NotFound
    return category


def _refuse_in_use(work: Work, category: Category) -> None:
    count = work.db.scalar(select(func.count()).where(Product.category_id == category.id, Product.active))
    if count:
        raise StillInUse(name=category.name, count=count)
