"""The functions of this folder, as the load calls them back."""

from transforms.relate.copies import find_copies
from transforms.relate.stories import tell_stories
from transforms.relate.threads import tell_threads
from warehouse.schema.relation import Relators

RELATORS = Relators(find_copies, tell_stories, tell_threads)
