//! Keep and find: the database, the journal and the migrations.
