"""Django, but no noun of the domain: codes, refusals, privacy, the outbox, drawing, tables, documents."""
