"""The first run: from an empty data folder to an organisation that reports.

A room in the hall, for it joins the wings: its own actions, forms, views and templates
(`hall/beginning/`). What it sets up, the rooms' own actions set up; what it remembers is one row
(`hall.models.Beginning`). `starter/` holds, as plain data, what can be switched on.
"""
