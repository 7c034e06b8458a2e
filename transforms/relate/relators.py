"""The functions of this folder, as the load calls them back."""

from transforms.relate.copies import compare_copies
from transforms.relate.stories import tell_stories
from transforms.relate.threads import tell_threads
from warehouse.schema.relation import Relators

RELATORS = Relators(compare_copies, tell_stories, tell_threads)
