"""The world itself: every kind of object is in it."""

from django.apps import apps

from cpboard.core.records import OUR_APPS
from tests.nets.world import World


def test_the_world_holds_every_kind_of_row_there_is(world: World) -> None:
    ours = [model for model in apps.get_models() if model._meta.app_label in OUR_APPS]
    empty = {model._meta.label_lower for model in ours if not model._base_manager.exists()}
    assert empty == set()
