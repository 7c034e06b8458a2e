"""A paragraph with look-ups by token: sentences, mentions and quotations."""

import bisect
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from spacy.tokens import Doc, Token

from transforms.documents import Mention, Paragraph, Quote


class Page:
    """A paragraph with look-ups by token: sentences, mentions and quotations."""

    def __init__(
        self,
        index: int,
        paragraph: Paragraph,
        mentions: Sequence[Mention],
        quotes: Sequence[Quote],
        kinds: Mapping[int, str],
    ) -> None:
        self.index = index
        self.text = paragraph.text
        self.doc: Doc = paragraph.doc
        self._kinds = kinds
        self._token_starts = [token.idx for token in self.doc]
        self._sentence_starts = [token.i for token in self.doc if token.i == 0 or token.is_sent_start]
        self._words: dict[int, frozenset[str]] = {}
        self._mentions: dict[int, Mention] = {}
        self._quotes: dict[int, list[Quote]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda m: (m.end - m.start, m.start, m.entity_id)):  # the longest prevails
            for i in range(self.token(mention.start).i, self.token(mention.end - 1).i + 1):
                self._mentions[i] = mention
        for quote in quotes:
            for i in range(self.token(quote.start).i, self.token(quote.end - 1).i + 1):
                self._quotes[i].append(quote)

    def token(self, char: int) -> Token:
        """Returns the token that holds a character, or the one before it."""
        return self.doc[max(0, bisect.bisect_right(self._token_starts, char) - 1)]

    def sentence(self, i: int) -> tuple[int, int]:
        """Returns the first token of the sentence that holds token `i`, and its end, exclusive."""
        number = bisect.bisect_right(self._sentence_starts, i)
        end = self._sentence_starts[number] if number < len(self._sentence_starts) else len(self.doc)
        return self._sentence_starts[number - 1], end

    def words_of_sentence(self, i: int) -> frozenset[str]:
        """Returns the words of the sentence that holds token `i`, in small letters."""
        start, end = self.sentence(i)
        if start not in self._words:
            self._words[start] = frozenset(token.lower_ for token in self.doc[start:end])
        return self._words[start]

    def written(self, start: int, end: int) -> str:
        """Returns tokens `start` to `end`, exclusive, as written."""
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last.text)].strip()

    def mention(self, token: Token) -> Mention | None:
        """Returns the mention that a token belongs to."""
        return self._mentions.get(token.i)

    def kind(self, mention: Mention) -> str:
        """Returns the kind of what a mention names."""
        return self._kinds.get(mention.entity_id, mention.label)

    def named(self, first: Token, last: Token, kinds: Collection[str]) -> Mention | None:
        """Returns the last mention in tokens `first` to `last` of an entity of one of the kinds."""
        for token in reversed(self.doc[first.i : last.i + 1]):
            mention = self.mention(token)
            if mention and self.kind(mention) in kinds:
                return mention
        return None

    def entity(self, first: Token, last: Token, kinds: Collection[str]) -> int | None:
        """Returns the entity of that mention."""
        mention = self.named(first, last, kinds)
        return mention.entity_id if mention else None

    def quotes(self, token: Token) -> Sequence[Quote]:
        """Returns the quotations that a token stands in."""
        return self._quotes.get(token.i, ())
