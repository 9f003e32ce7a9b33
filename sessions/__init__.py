"""The programme: series, study sessions, agendas, venues, the calendar."""
