"""The published warehouse: its schema, how a candidate is built and published, how it is read."""


class WarehouseError(Exception):
    """Something about the warehouse's files that a person must know; the message is one plain line."""


class WarehouseBusy(WarehouseError):  # noqa: N818 - no fault, only a state
    """Another run holds the warehouse."""


class OtherSchema(WarehouseError):  # noqa: N818 - no fault, only a state
    """The published version was written by a newsledger of another schema."""


class QueryError(Exception):
    """A query that cannot be answered; the message is one plain line."""
