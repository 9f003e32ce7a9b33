import pytest
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/subcommittees/","/subcommittees/mitigation/","/subcommittees/mitigation/2021-2/","/subcommittees/mitigation/2021-1/","/subcommittees/field-trip/2021-1/","/meetings/","/lectures/","/calendar/","/about/","/materials/","/videos/"])
def test_q(client, django_assert_max_num_queries, address):
    client.get("/accessibility/")
    with django_assert_max_num_queries(60) as c: client.get(address)
    print(address, len(c.captured_queries))
    if address in ("/subcommittees/mitigation/","/subcommittees/mitigation/2021-2/","/"):
        for q in c.captured_queries: 
            s=q["sql"].replace('"',''); print("    ", s[:40], s[s.find("FROM"):][:110])
