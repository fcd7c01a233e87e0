"""Pure rules of the subject: no files, no clock, no database, no Qt."""
