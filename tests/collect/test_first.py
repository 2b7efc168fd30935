import pytest
from tests.cast import Cast
from tests.collect.collectors import Collector, filled, said
from tests.scenes_field import has_baseline
from genba.delivery.models import Visit

pytestmark = pytest.mark.django_db

def test_first(cast: Cast) -> None:
    has_baseline(cast)
    phone = Collector(cast.omar)
    forms = phone.forms()
    print(forms)
    print(phone.files("workplace-cooperation-visit"), phone.content("workplace-cooperation-visit", "engagements.csv"))
    xml = filled("workplace-cooperation-visit", engagement=cast.engagement.code, visited_on="2026-03-12", managers_met="2",
                 charter="practised", advice_given="Mark the aisle", agreed_next="Look", numbers_taken="yes",
                 period_starts="2026-02-01", period_ends="2026-02-28", kpi_defect_rate_answer="counted",
                 kpi_defect_rate_numerator="66", kpi_defect_rate_denominator="1175")
    a = phone.send(xml)
    print(a.status_code, said(a), dict(a.items()))
    print(phone.send(xml).status_code, Visit.objects.values())
    h = phone.ask("HEAD", "/collect/submission")
    print(h.status_code, dict(h.items()))
    assert 0
