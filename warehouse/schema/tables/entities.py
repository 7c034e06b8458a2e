"""Tables of names: mentions, appearances, entities and the links between them."""

from warehouse.schema.tables.columns import (
    SPAN_RULES,
    Column,
    Table,
    article_column,
    block_column,
    entity_columns,
    id_column,
    load_column,
    place_columns,
    probability_column,
    reference,
    span_columns,
)
from warehouse.schema.tables.values import ENTITY_KINDS, JUDGEMENTS, LINK_METHODS

MENTIONS = Table(
    "mentions",
    "one place where an entity is named",
    ("mention_id",),
    (
        id_column("mention_id", "The mention."),
        article_column(),
        block_column(),
        *entity_columns("entity_id", "The entity that is meant."),
        probability_column("How sure it is that this place names that entity: as in `appearances`."),
        Column("label", "VARCHAR", "Kind of this mention, after the vote over the article.", values=ENTITY_KINDS),
        Column("model_label", "VARCHAR", "Label that the language model gave; null where it gave none.", nullable=True),
        Column("surface", "VARCHAR", "The name as written."),
        *span_columns(),
    ),
    SPAN_RULES,
)

APPEARANCES = Table(
    "appearances",
    "one entity in one article, as the article alone tells it",
    ("appearance_id",),
    (
        id_column("appearance_id", "The appearance."),
        article_column(),
        reference("entity_id", "entities.entity_id", "The entity, by comparison over all articles."),
        probability_column("How sure it is that this is that entity, 0 to 1; see docs/entities.md."),
        Column("node", "VARCHAR",
               "What is compared between articles, in `entity_links`: kind and `name_key`, and for a short name the "
               "article too, as in `PERSON:ann example` and `PERSON:example@12`."),
        Column("kind", "VARCHAR", "Its kind in this article, by vote.", values=ENTITY_KINDS),
        Column("kind_votes", "INTEGER",
               "By how many votes that kind leads; 1 if only the language model told the kind.", low="0"),
        Column("name", "VARCHAR", "Its fullest spelling in this article."),
        Column("name_key", "VARCHAR", "That spelling in the form in which names are compared."),
        Column("is_short", "BOOLEAN",
               "Whether that spelling tells who is meant only within its article: a surname, or the name of an office "
               "that every state has."),
        *place_columns(),
    ),
)  # fmt: skip

BLOCKING_KEYS = Table(
    "blocking_keys",
    "one key of one appearance; two appearances are compared only if they share a key",
    ("appearance_id", "key"),
    (
        reference("appearance_id", "appearances.appearance_id", "The appearance."),
        Column(
            "key",
            "VARCHAR",
            "The key: `=` and a `name_key`, or a letter for the kind of key, `:` and a shortened name.",
        ),
    ),
)

ARTICLE_TERMS = Table(
    "article_terms",
    "one word that tells what an article is about",
    ("article_id", "term"),
    (
        article_column(),
        Column("term", "VARCHAR", "Lemma of a noun, verb or name at the start of the article, in lower case."),
    ),
)

ROLES = Table(
    "roles",
    "one place where an article says what role somebody or something has",
    ("role_id",),
    (
        id_column("role_id", "The role at this place."),
        article_column(),
        block_column(),
        *entity_columns("entity_id", "Who has the role."),
        Column("role", "VARCHAR", "The words as written: a title before a name, or an apposition beside it."),
        *span_columns(),
    ),
    SPAN_RULES,
)

ENTITIES = Table(
    "entities",
    "one real-world person, organisation, place or group of people",
    ("entity_id",),
    (
        id_column("entity_id", "The entity; never given to another one."),
        Column("kind", "VARCHAR", "Person, organisation, place, or a people, faith or party's adherents.",
               values=ENTITY_KINDS),
        Column("name", "VARCHAR", "Its commonest full spelling."),
        Column("name_key", "VARCHAR", "The name in the form in which names are compared."),
        Column("node", "VARCHAR", "The node that names it: the one of its nodes with most articles."),
        *place_columns(),
        load_column("The load that first found it."),
    ),
)  # fmt: skip

ENTITY_ALIASES = Table(
    "entity_aliases",
    "one spelling of one entity",
    ("entity_id", "alias"),
    (
        reference("entity_id", "entities.entity_id", "The entity."),
        Column("alias", "VARCHAR", "The spelling, as written in articles."),
        Column("mentions", "INTEGER", "Mentions with this spelling.", low="1"),
        Column("articles", "INTEGER", "Articles with this spelling.", low="1"),
    ),
    {"articles_within_mentions": "articles <= mentions"},
)

ENTITY_LINKS = Table(
    "entity_links",
    "one judgement on whether two nodes are the same entity; a row is never changed, except that it may be retracted",
    ("link_id",),
    (
        id_column("link_id", "The judgement."),
        Column("left_node", "VARCHAR", "One node, as in `appearances.node`: of the two the one that sorts first."),
        Column("right_node", "VARCHAR", "The other node."),
        Column("judgement", "VARCHAR",
               "The result; an `unsure` pair can be decided with `newsledger review`.", values=JUDGEMENTS),
        Column("score", "DOUBLE", "How sure it is that they are the same, 0 to 1.", low="0", high="1"),
        Column("features", "VARCHAR", "The features that were compared, as a JSON object."),
        Column("method", "VARCHAR", "How it was found.", values=LINK_METHODS),
        Column("method_version", "VARCHAR",
               "Version of the method; for a person's judgement the version of newsledger."),
        Column("blocking_key", "VARCHAR", "The blocking key that both have; null for a person's judgement.",
               nullable=True),
        Column("decided_by", "VARCHAR", "`newsledger`, or who decided in a review."),
        Column("decided_at", "TIMESTAMP", "When, UTC."),
        Column("retracted_at", "TIMESTAMP", "When it was retracted, UTC; null while it holds.", nullable=True),
        load_column("The load that added it."),
    ),
    {"sides_in_order": "left_node < right_node"},
)  # fmt: skip

ENTITY_REDIRECTS = Table(
    "entity_redirects",
    "an entity id that was merged or split",
    ("old_entity_id",),
    (
        id_column("old_entity_id", "An id that an earlier version held."),
        reference("new_entity_id", "entities.entity_id", "The id that stands for it now."),
        load_column("The load that redirected it."),
        Column("reason", "VARCHAR", "Why.", values=("merged", "split")),
        Column(
            "node",
            "VARCHAR",
            "The node that named the old entity: the redirect leads to the entity that has this node now.",
        ),
    ),
    {"points_elsewhere": "old_entity_id <> new_entity_id"},
)
