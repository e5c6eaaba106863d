"""Tools without business: settings, database, effects (`Work`), facts, jobs, lake, mart, paging, web, log."""
