"""The functions of this folder, as the load calls them back."""

from transforms.relate.copies import find_copies
from transforms.relate.stories import tell_stories
from warehouse.schema.relation import Relators

RELATORS = Relators(find_copies, tell_stories)
