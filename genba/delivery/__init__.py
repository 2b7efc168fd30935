"""What trainers do: workshops with sessions and attendance, and visits with advice.

Life: a workshop is *planned* with its sessions for the enterprises of some engagements; people *take part* (their
sex and role are part of that fact); attendance is *marked* by session. A visit is *reported* with advice and next
steps. This room knows nothing of KPI values or plan actions: they point here.
"""
