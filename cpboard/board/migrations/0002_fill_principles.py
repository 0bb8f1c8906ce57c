"""The seven needs of section 1(1) of the Children and Social Work Act 2017, in the Act's own words."""

from django.db import migrations

NEEDS = (
    (
        "a",
        "Best interests, health and well-being",
        "to act in the best interests, and promote the physical and mental health and well-being, of those children and young people",
    ),
    (
        "b",
        "Expressing views",
        "to encourage those children and young people to express their views, wishes and feelings",
    ),
    (
        "c",
        "Taking views into account",
        "to take into account the views, wishes and feelings of those children and young people",
    ),
    (
        "d",
        "Access to services",
        (
            "to help those children and young people gain access to, and make the best use of, services provided "
            "by the local authority and its relevant partners"
        ),
    ),
    (
        "e",
        "High aspirations",
        "to promote high aspirations, and seek to secure the best outcomes, for those children and young people",
    ),
    (
        "f",
        "Safety and stability",
        "for those children and young people to be safe, and for stability in their home lives, relationships and education or work",
    ),
    (
        "g",
        "Preparing for adulthood",
        "to prepare those children and young people for adulthood and independent living",
    ),
)


def fill(apps, schema_editor):
    principle = apps.get_model("board", "Principle")
    for letter, label, words in NEEDS:
        principle.objects.update_or_create(letter=letter, defaults={"label": label, "words": words})


def empty(apps, schema_editor):
    apps.get_model("board", "Principle").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("board", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
