"""Who reads the journal: the room of people declares it, which knows the roles."""

READ = "journal.read"
